// A module that is written in the script, base64.

import { POLICY } from "./runtime.js";

/** Not fetched from a data: address, which a page without connections may not read, but decoded. */
export function moduleOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new Error(POLICY, { cause });
  }
}
