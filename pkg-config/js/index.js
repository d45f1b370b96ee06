// Entry `convalida`: fetches the core and the rulebooks it is asked for, in browsers, bundlers, Node and Deno.

import { common, core, fields, files } from "generated/files.js";
import { ownOf } from "./copy.js";
import { dayOf } from "./options.js";
import { addBook, defaults, hasBook, isStarted, kindOf, share, start } from "./runtime.js";

export { check, rulebooks, rules } from "./catalogue.js";
export { Form } from "./form.js";

/** What is on its way or arrived: asking twice fetches once. */
const arriving = new Map();

export async function init(options = {}) {
  if (typeof options !== "object" || options === null) {
    throw new Error(`convalida: init takes { rulebooks, wasm, today }, not ${kindOf(options)}`);
  }
  const { rulebooks, wasm, today } = ownOf(options);
  const names = namesOf(rulebooks);
  const day = dayOf(today);
  await Promise.all([
    once("core", () => startCore(wasm)),
    once("shared", async () => share(...(await Promise.all([common(), fields()].map(json))))),
    ...names.map((name) => once(`book ${name}`, async () => hasBook(name) || addBook(name, await text(files[name]())))),
  ]);
  if (day !== undefined) defaults.today = day;
}

export default init;

function namesOf(rulebooks) {
  const shipped = Object.keys(files);
  if (rulebooks === undefined) return shipped;
  if (!Array.isArray(rulebooks)) throw new Error('convalida: `rulebooks` is a list of names: ["piemonte-2020"]');
  for (const name of rulebooks) {
    if (!shipped.includes(name)) {
      throw new Error(`convalida: no rulebook \`${String(name)}\` is shipped. There are: ${shipped.join(", ") || "none"}`);
    }
  }
  return rulebooks;
}

function once(key, load) {
  if (!arriving.has(key)) {
    const promise = load();
    arriving.set(key, promise);
    promise.catch(() => arriving.delete(key)); // a failure is not remembered: the next init tries again
  }
  return arriving.get(key);
}

async function startCore(wasm) {
  if (isStarted()) return;
  const source = (await wasm) ?? core();
  if (source instanceof WebAssembly.Module) return start(source);
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return start(await compiled(source));
  const found = isResponse(source) ? source : await get(source);
  start(await compiled(found));
}

/** While it arrives, where the server names the type; else once it is there. */
async function compiled(source) {
  try {
    if (!isResponse(source)) return await WebAssembly.compile(source);
    const streamed = source.headers.get("content-type")?.startsWith("application/wasm");
    if (streamed) return await WebAssembly.compileStreaming(source);
    return await WebAssembly.compile(await source.arrayBuffer());
  } catch (cause) {
    throw new Error(
      "convalida: the browser did not compile the core. If the page has a Content-Security-Policy, its script-src " +
        "needs 'wasm-unsafe-eval'; otherwise look whether the address really answers with the .wasm file",
      { cause },
    );
  }
}

const isResponse = (value) => typeof Response === "function" && value instanceof Response;

/** A file of the package: a Response, or its bytes where addresses are files (Node). */
async function get(address) {
  const url = new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href);
  const disk = url.protocol === "file:" ? globalThis.process?.getBuiltinModule?.("node:fs") : undefined;
  if (disk) return disk.promises.readFile(url);
  const problem = (what, cause) =>
    new Error(
      `convalida: ${url} ${what}. Serve the package's files beside its script, or use "convalida/inline", which needs none`,
      { cause },
    );
  const response = await fetch(url).catch((cause) => {
    throw problem("can not be fetched", cause);
  });
  if (!response.ok) throw problem(`answers ${response.status}`);
  return response;
}

async function text(address) {
  const found = await get(address);
  return isResponse(found) ? found.text() : new TextDecoder().decode(found);
}

const json = async (address) => JSON.parse(await text(address));
