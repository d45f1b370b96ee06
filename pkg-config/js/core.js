// The only file that knows what the WebAssembly module exports; all else speaks to a form of the core as below.
//
//   startModule(module)                      starts an instance; `restart()` leaves it for a new one
//   readLabels(bytes)                        what all rulebooks share: how fields and words are called
//   readBook(bytes, labels)                  a compiled rulebook, read once for all forms under it
//     card(language)                         what it is
//   checkOnce(book, text, options), unaskedOf(book, text, options)   a whole check of JSON text in one go
//   checkTogether(domande, options)          `[book, text]` pairs, checked together: an answer for each, in their order
//   newForm(book, options)                   a form of the core:
//     set(path, value), setMany(edits), commit(path), insert(list, index?), remove(list, index)   → Change
//     load(text)                             JSON text of a domanda, every field as left
//     toJSON()                               JSON text of what was typed
//     diagnostics(path?), validate(), unasked(), field(path), bounds(path), summary(), explain(rule, path?), fields(),
//     filingDays(), rulebook(), rules(), free()
//
// A wrong call throws an `Error`; anything else that is thrown means that the instance must not be used again.

import { begin, Book, Core, Dossier, initSync, Labels, restart as leave } from "generated/core.js";
import { asTyped, isWhole, stoodIn, stoodInJson } from "./surrogates.js";

export function restart() {
  leave();
  begin();
}

export const startModule = (module) => initSync({ module });

export const readLabels = (bytes) => new Labels(bytes);

export const readBook = (bytes, labels) => new Book(bytes, labels);

/** Diagnostics, which come with the sources of each rule once. */
function listed({ diagnostics, sources }) {
  for (const cited of Object.values(sources)) Object.freeze(cited).forEach(Object.freeze);
  return diagnostics.map((diagnostic) => ({ ...diagnostic, sources: sources[diagnostic.rule] }));
}

export const checkOnce = (book, text, options) => listed(book.check(whole(text), options));

export const unaskedOf = (book, text, options) => book.unasked(whole(text), options);

/** JSON text without half characters. */
const whole = (text) => (/\\u[dD]/.test(text) ? stoodInJson(text) : text);

export function checkTogether(domande, options) {
  const dossier = new Dossier(options);
  try {
    for (const [book, text] of domande) dossier.add(book, whole(text));
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
  /** Whether a text held half a character. */
  #isOdd = false;

  constructor(core) {
    this.#core = core;
  }

  #given(value) {
    if (typeof value !== "string" || isWhole(value)) return value;
    this.#isOdd = true;
    return stoodIn(value);
  }

  set(path, value) {
    return changed(this.#core.set(this.#given(path), this.#given(value)), path, value);
  }

  setMany(edits) {
    return { fields: [], ...this.#core.setMany(edits.flat().map((given) => this.#given(given))) };
  }

  commit(path) {
    return changed(this.#core.commit(path), path);
  }

  load(text) {
    const loaded = whole(text);
    this.#core.load(loaded);
    this.#isOdd = loaded !== text;
  }

  toJSON() {
    const text = this.#core.toJSON();
    return this.#isOdd ? asTyped(text) : text;
  }

  insert(list, index) {
    return this.#core.insert(list, index);
  }

  remove(list, index) {
    return this.#core.remove(list, index);
  }

  field(path) {
    const field = this.#core.field(this.#given(path));
    return this.#isOdd ? { ...field, path, text: asTyped(field.text) } : field;
  }

  diagnostics(path) {
    return listed(this.#core.diagnostics(path));
  }

  validate() {
    return listed(this.#core.validate());
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
