// Files of the package: where they are, and what to say when something else answers there.

import { files } from "generated/files.js";
import { wrong } from "./errors.js";
import { POLICY } from "./runtime.js";

const MEND =
  "Serve the package's files (core.wasm, regolamenti/) there, or say where they are: " +
  'init({ base: "/assets/convalida/" }); or import "convalida/inline/<rulebook>", which needs no files';

/** The address of a file: beside this script, or below `base`. */
export function fileAt(name, base) {
  const { beside, path } = files[name];
  try {
    if (base === undefined || base === null) return beside();
    const folder = String(base);
    return new URL(path, new URL(folder.endsWith("/") ? folder : `${folder}/`, here()));
  } catch (cause) {
    throw wrong(`nobody knows where ${path} is. ${MEND}`, cause);
  }
}

const here = () => globalThis.document?.baseURI ?? globalThis.location?.href;

const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/** Only what can be one asks for `Response`: at its name Node loads all of its fetch, half of what a start takes there. */
const isResponse = (value) =>
  !isBytes(value) && !(value instanceof URL) && typeof Response === "function" && value instanceof Response;

/** The module from its address, a response or its bytes; while it arrives, where the server names the type. */
export async function compiled(source) {
  const found = isBytes(source) || isResponse(source) ? source : await get(source);
  if (isResponse(found) && found.headers.get("content-type")?.startsWith("application/wasm")) {
    return compiling(() => WebAssembly.compileStreaming(found));
  }
  const bytes = isResponse(found) ? await found.arrayBuffer() : found;
  const head = new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, Math.min(4, bytes.byteLength));
  if (String.fromCharCode(...head) !== "\0asm") {
    throw wrong(`${found.url || source} answers with something that is not the core. ${MEND}`);
  }
  return compiling(() => WebAssembly.compile(bytes));
}

async function compiling(compile) {
  try {
    return await compile();
  } catch (cause) {
    throw wrong(POLICY, cause);
  }
}

/** A file of the package: a Response, or its bytes where addresses are files (Node). */
async function get(address) {
  const url = new URL(address, here());
  const problem = (what, cause) => wrong(`${url} ${what}. ${MEND}`, cause);
  const disk = url.protocol === "file:" ? globalThis.process?.getBuiltinModule?.("node:fs") : undefined;
  if (disk) {
    return disk.promises.readFile(url).catch((cause) => {
      throw problem("can not be read", cause);
    });
  }
  const response = await fetch(url).catch((cause) => {
    throw problem("can not be fetched", cause);
  });
  if (!response.ok) throw problem(`answers ${response.status}`);
  if (response.headers.get("content-type")?.startsWith("text/html")) throw problem("answers with a web page");
  return response;
}

export async function bytesAt(address) {
  const found = await get(address);
  return isResponse(found) ? new Uint8Array(await found.arrayBuffer()) : found;
}
