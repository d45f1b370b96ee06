// Entry `convalida`: fetches the core and the rulebooks it is asked for, in browsers, bundlers, Node and Deno.

import { files } from "generated/files.js";
import { copied, kindOf, ownOf } from "./copy.js";
import { compiled, fileAt, jsonAt, textAt } from "./fetch.js";
import { dayOf, languageOf } from "./options.js";
import { addBook, defaults, hasBook, hasShared, isStarted, share, start } from "./runtime.js";

export { check, checkDossier, rulebooks, rules, unasked } from "./catalogue.js";
export { Form } from "./form.js";

/** What is on its way or arrived: asking twice fetches once. */
const arriving = new Map();

const OPTIONS = ["rulebooks", "base", "wasm", "today", "language", "compiler"];

export async function init(options = {}) {
  if (typeof options !== "object" || options === null) {
    throw new Error(`convalida: init takes { ${OPTIONS.join(", ")} }, not ${kindOf(options)}`);
  }
  const own = ownOf(options);
  const unknown = Object.keys(own).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new Error(`convalida: init knows no \`${unknown}\`; there are ${OPTIONS.join(", ")}`);
  const { names, given } = booksOf(own.rulebooks);
  const today = dayOf(own.today);
  const language = languageOf(own.language);
  const at = (file) => fileAt(file, own.base);
  for (const book of given) addBook(book.name, book);
  await Promise.all([
    once("core", () => startCore(own.wasm, at)),
    once("shared", async () => hasShared() || share(...(await Promise.all(["comuni", "campi"].map((name) => jsonAt(at(name))))))),
    ...names.map((name) => once(`book ${name}`, async () => hasBook(name) || addBook(name, await textAt(at(name))))),
  ]);
  if (today !== undefined) defaults.today = today;
  defaults.language = language;
}

export default init;

/** The names to fetch, and the rulebooks that were imported. */
function booksOf(rulebooks) {
  const shipped = Object.keys(files).filter((name) => !["core", "comuni", "campi"].includes(name));
  if (rulebooks === undefined) return { names: shipped, given: [] };
  if (!Array.isArray(rulebooks)) {
    throw new Error('convalida: `rulebooks` is a list of names, or of imported rulebooks: ["piemonte-2020"]');
  }
  const [names, given] = [[], []];
  for (const book of rulebooks) {
    if (typeof book === "object" && book !== null && typeof book.name === "string") given.push(copied(book, "rulebook"));
    else if (shipped.includes(book)) names.push(book);
    else throw new Error(`convalida: no rulebook \`${String(book)}\` is shipped. There are: ${shipped.join(", ") || "none"}`);
  }
  return { names, given };
}

function once(key, load) {
  if (!arriving.has(key)) {
    const promise = load();
    arriving.set(key, promise);
    promise.catch(() => arriving.delete(key)); // a failure is not remembered: the next init tries again
  }
  return arriving.get(key);
}

async function startCore(wasm, at) {
  if (isStarted()) return;
  const source = (await wasm) ?? at("core");
  if (source instanceof WebAssembly.Module) return start(source);
  start(await compiled(source));
}
