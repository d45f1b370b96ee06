// Entry `convalida/inline`: the core and all rulebooks inside; works at once, from file:// and without a network.

import { books, common, fields, wasm } from "generated/inlined.js";
import { ownOf } from "./copy.js";
import { dayOf } from "./options.js";
import { addBook, defaults, share, start, startWith } from "./runtime.js";

export { check, rulebooks, rules } from "./catalogue.js";
export { Form } from "./form.js";

// Not fetched from a data: address, which a page without connections may not read, but decoded.
startWith(() => {
  const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
  start(new WebAssembly.Module(bytes));
  share(JSON.parse(common), JSON.parse(fields));
  for (const [name, text] of Object.entries(books)) addBook(name, text);
});

/** Not needed; here so that a page can change from one entry to the other by its import alone. */
export async function init(options) {
  defaults.today = dayOf(ownOf(options).today) ?? defaults.today;
}

export default init;
