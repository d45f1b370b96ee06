// Entry `convalida`: fetches the core and the rulebooks it is asked for, in browsers, bundlers, Node and Deno.

import { files } from "generated/files.js";
import { hasCompiler, startCompiler } from "./compiler.js";
import { itemsOf, ownOf, saidOf } from "./copy.js";
import { defaults } from "./defaults.js";
import { wrong } from "./errors.js";
import { bytesAt, compiled, fileAt } from "./fetch.js";
import { dayOf, languageOf, OF_INIT, optionsIn } from "./options.js";
import { addBook, hasBook, hasShared, importedBook, isStarted, share, start } from "./runtime.js";

export { check, checkDossier, rulebooks, rules, unasked } from "./catalogue.js";
export { Form } from "./form.js";

/** What is on its way or arrived: asking twice fetches once. */
const arriving = new Map();

export async function init(options) {
  const own = optionsIn(options, OF_INIT);
  const { names, given } = booksOf(own.rulebooks);
  const today = dayOf(own.today);
  const language = languageOf(own.language);
  const at = (file) => fileAt(file, own.base);
  const asked = await Promise.allSettled([
    once("core", () => startCore(own.wasm, at)),
    once("labels", async () => hasShared() || share(await bytesAt(at("campi")))),
    ...names.map((name) => once(`book ${name}`, async () => hasBook(name) || addBook(name, await bytesAt(at(name))))),
    own.compiler && once("compiler", async () => hasCompiler() || startCompiler(await module(own.compiler === true ? at("compiler") : own.compiler))),
  ]);
  // Only now: an init that follows one that failed, with another address, must not wait for what is still on its way.
  const failed = asked.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  for (const { name, compiled } of given) importedBook(name, compiled);
  if (today !== undefined) defaults.today = today;
  defaults.language = language;
}

export default init;

/** The names to fetch, and the rulebooks that were imported. */
function booksOf(rulebooks) {
  const shipped = Object.keys(files).filter((name) => !["core", "compiler", "campi"].includes(name));
  if (rulebooks === undefined) return { names: shipped, given: [] };
  const [names, given] = [[], []];
  for (const book of itemsOf(rulebooks, '`rulebooks` is a list of names, or of imported rulebooks: ["piemonte-2020"]')) {
    const { name, compiled } = typeof book === "object" && book !== null ? ownOf(book) : {};
    if (typeof name === "string" && typeof compiled === "string") given.push({ name, compiled });
    else if (shipped.includes(book)) names.push(book);
    else throw wrong(`no rulebook ${saidOf(book)} is shipped. There are: ${shipped.join(", ") || "none"}`);
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
  if (!isStarted()) start(await module((await wasm) ?? at("core")));
}

const module = async (source) => (source instanceof WebAssembly.Module ? source : compiled(await source));
