// The only file that knows what the WebAssembly module exports; all else speaks to a form of the core as below.
//
//   startModule(module)                      starts an instance; `restart()` leaves it for a new one
//   readBook(rulebook, common, fields)       a rulebook, read once for all forms under it; throws where it has a mistake
//   checkTogether(domande, options)          `[book, text]` pairs, checked together: an answer for each, in their order
//   newForm(book, options)                   a form of the core:
//     set(path, value), setMany(edits), commit(path), insert(list, index?), remove(list, index)   → Change
//     load(text)                             JSON text of a domanda, every field as left
//     toJSON()                               JSON text of what was typed
//     diagnostics(path?), validate(), field(path), bounds(path), summary(), explain(rule, path?), fields(),
//     filingDays(), rulebook(), rules(), free()
//
// A wrong call throws an `Error`; anything else that is thrown means that the instance must not be used again.

import { Book, Core, Dossier, initSync, restart } from "generated/core.js";
import { Document, judged } from "./document.js";
import { merged } from "./merge.js";

export { restart };

export const startModule = (module) => initSync({ module });

export const readBook = (rulebook, common, fields) => new Book(rulebook, common, fields);

export function checkTogether(domande, options) {
  const dossier = new Dossier(options);
  try {
    for (const [book, text] of domande) dossier.add(book, Document.of(JSON.parse(text)).forCore());
    return dossier.check();
  } finally {
    dossier.free();
  }
}

export const newForm = (book, options) => new CoreForm(new Core(book, options));

class CoreForm {
  #core;
  #document = new Document();

  constructor(core) {
    this.#core = core;
  }

  set(path, value) {
    this.#document.expectReachable(path);
    const change = this.#core.set(path, judged(value));
    this.#document.set(path, value);
    // What the model does not know answers as a text that nobody looks at.
    if (change.field.state === "valid" && !Object.hasOwn(change.field, "value")) change.field.state = "unknown";
    return change;
  }

  setMany(edits) {
    return merged(edits.map(([path, value]) => this.set(path, value)));
  }

  commit(path) {
    const change = this.#core.commit(path);
    if (change.field.state === "valid" && !Object.hasOwn(change.field, "value")) change.field.state = "unknown";
    return change;
  }

  load(text) {
    const document = Document.of(JSON.parse(text));
    this.#core.load(document.forCore());
    this.#document = document;
  }

  toJSON() {
    return this.#document.toJSON();
  }

  insert(list, index) {
    const change = this.#core.insert(list, index);
    this.#document.insert(list, change.rows.inserted);
    return change;
  }

  remove(list, index) {
    const change = this.#core.remove(list, index);
    this.#document.remove(list, index);
    return change;
  }

  field(path) {
    const field = this.#core.field(path);
    if (field.state !== "valid" || field.text !== "") return field;
    return { ...field, text: this.#document.text(path), state: "unknown" };
  }

  diagnostics(path) {
    return this.#core.diagnostics(path);
  }

  validate() {
    return this.#core.validate();
  }

  bounds(path) {
    return this.#core.bounds(path);
  }

  summary() {
    return this.#core.summary();
  }

  explain(rule, path) {
    return this.#core.explain(rule, path);
  }

  fields() {
    return this.#core.fields();
  }

  filingDays() {
    return this.#core.filingDays();
  }

  rulebook() {
    return this.#core.rulebook();
  }

  rules() {
    return this.#core.rules();
  }

  free() {
    this.#core.free();
  }
}
