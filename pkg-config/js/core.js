// The only file that knows what the WebAssembly module exports; all else speaks to a form of the core as below.
//
//   startModule(module)                      starts an instance; `restart()` leaves it for a new one
//   readLabels(bytes)                        what all rulebooks share: how fields and words are called
//   readBook(bytes, labels)                  a compiled rulebook, read once for all forms under it
//     card(language)                         what it is
//   checkTogether(domande, options)          `[book, text]` pairs, checked together: an answer for each, in their order
//   newForm(book, options)                   a form of the core:
//     set(path, value), setMany(edits), commit(path), insert(list, index?), remove(list, index)   → Change
//     load(text)                             JSON text of a domanda, every field as left
//     toJSON()                               JSON text of what was typed
//     diagnostics(path?), validate(), unasked(), field(path), bounds(path), summary(), explain(rule, path?), fields(),
//     filingDays(), rulebook(), rules(), free()
//
// A wrong call throws an `Error`; anything else that is thrown means that the instance must not be used again.

import { Book, Core, Dossier, initSync, Labels, restart } from "generated/core.js";

export { restart };

export const startModule = (module) => initSync({ module });

export const readLabels = (bytes) => new Labels(bytes);

export const readBook = (bytes, labels) => new Book(bytes, labels);

export function checkTogether(domande, options) {
  const dossier = new Dossier(options);
  try {
    for (const [book, text] of domande) dossier.add(book, text);
    return dossier.check();
  } finally {
    dossier.free();
  }
}

export const newForm = (book, options) => new CoreForm(new Core(book, options));

/** As the core numbers them. */
const STATES = ["empty", "incomplete", "invalid", "valid", "unknown"];
const SAME = 8;

/** A Change; of an edit that touches nothing but its own field the core answers with a number. */
function changed(answer, path, text) {
  if (typeof answer !== "number") return answer;
  const state = STATES[answer % SAME];
  const field = answer < SAME ? { path, state } : { path, state, value: text };
  return { field, added: [], removed: [] };
}

class CoreForm {
  #core;

  constructor(core) {
    this.#core = core;
  }

  set(path, value) {
    return changed(this.#core.set(path, value), path, value);
  }

  setMany(edits) {
    return { fields: [], ...this.#core.setMany(edits.flat()) };
  }

  commit(path) {
    return changed(this.#core.commit(path), path);
  }

  load(text) {
    this.#core.load(text);
  }

  toJSON() {
    return this.#core.toJSON();
  }

  insert(list, index) {
    return this.#core.insert(list, index);
  }

  remove(list, index) {
    return this.#core.remove(list, index);
  }

  field(path) {
    return this.#core.field(path);
  }

  diagnostics(path) {
    return this.#core.diagnostics(path);
  }

  validate() {
    return this.#core.validate();
  }

  unasked() {
    return this.#core.unasked();
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
