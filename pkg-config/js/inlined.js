// The core inside the script, for the entries `convalida/inline…` and the <script> build.

import { wasm } from "generated/inlined.js";
import { startCompiler } from "./compiler.js";
import { defaults } from "./defaults.js";
import { moduleOf } from "./inlined-module.js";
import { dayOf, languageOf, OF_INIT, optionsIn } from "./options.js";
import { start, startWith } from "./runtime.js";

export { check, checkDossier, rulebooks, rules, unasked } from "./catalogue.js";
export { Form } from "./form.js";

startWith(() => start(moduleOf(wasm)));

/**
 * Not needed; here so that a page can change from one entry to the other by its import alone, and for the compiler of
 * rulebooks where a classic script brings its bytes: `init({ compiler: bytes })`.
 */
export async function init(options) {
  const { today, language, compiler } = optionsIn(options, OF_INIT);
  defaults.today = dayOf(today) ?? defaults.today;
  defaults.language = languageOf(language);
  if (typeof compiler === "object") startCompiler(compiler instanceof WebAssembly.Module ? compiler : await WebAssembly.compile(compiler));
}

export default init;
