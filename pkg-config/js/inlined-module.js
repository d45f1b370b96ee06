// A module that is written in the script, base64.

import { bytesOf } from "./copy.js";
import { wrong } from "./errors.js";
import { POLICY } from "./runtime.js";

/** Not fetched from a data: address, which a page without connections may not read, but decoded. */
export function moduleOf(base64) {
  const bytes = bytesOf(atob(base64));
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw wrong(POLICY, cause);
  }
}
