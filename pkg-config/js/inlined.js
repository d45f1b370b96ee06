// The core inside the script, for the entries `convalida/inline…` and the <script> build.

import { wasm } from "generated/inlined.js";
import { ownOf } from "./copy.js";
import { dayOf, languageOf } from "./options.js";
import { defaults, POLICY, start, startWith } from "./runtime.js";

export { check, checkDossier, rulebooks, rules, unasked } from "./catalogue.js";
export { Form } from "./form.js";

// Not fetched from a data: address, which a page without connections may not read, but decoded.
startWith(() => {
  const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
  let module;
  try {
    module = new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new Error(POLICY, { cause });
  }
  start(module);
});

/** Not needed; here so that a page can change from one entry to the other by its import alone. */
export async function init(options = {}) {
  const { today, language } = ownOf(options);
  defaults.today = dayOf(today) ?? defaults.today;
  defaults.language = languageOf(language);
}

export default init;
