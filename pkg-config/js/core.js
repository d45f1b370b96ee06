// The only file that knows what the WebAssembly module exports; all else speaks to a form of the core as below.
//
//   startModule(module)                      starts an instance; `restart()` leaves it for a new one
//   readLabels(bytes)                        what all rulebooks share: how fields and words are called
//   readBook(bytes, labels)                  a compiled rulebook, read once for all forms under it
//     card(language)                         what it is
//     sources(rule, language)                on whose word a rule stands
//     figures()                              a line for each rule: its name, the figures that a sentence of it may name
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

/** By rulebook and language: the sources of its rules, as far as they were asked for. */
const cited = new WeakMap();

/** Gives diagnostics their sources: those of a rule cross once, and are shared and frozen. */
function sourced(diagnostics, book, language) {
  if (diagnostics.length === 0) return diagnostics;
  if (!cited.has(book)) cited.set(book, new Map());
  const known = cited.get(book);
  for (const diagnostic of diagnostics) {
    const key = `${language} ${diagnostic.rule}`;
    if (!known.has(key)) known.set(key, frozen(book.sources(diagnostic.rule, language)));
    diagnostic.sources = known.get(key);
  }
  return diagnostics;
}

function frozen(sources) {
  sources.forEach(Object.freeze);
  return Object.freeze(sources);
}

export const checkOnce = (book, text, options) =>
  sourced(book.check(bulk(whole(text)), options), book, options.language);

export const unaskedOf = (book, text, options) => book.unasked(bulk(whole(text)), options);

/** JSON text without half characters. */
const whole = (text) => (text.includes("\\u") && /\\u[dD]/.test(text) ? stoodInJson(text) : text);

/** A long text as bytes: the browser writes them at once, wasm-bindgen would go through it character by character. */
const bulk = (text) => encoder.encode(text);
const encoder = new TextEncoder();

export function checkTogether(domande, options) {
  const dossier = new Dossier(options);
  try {
    domande.forEach(([book, text], index) => {
      try {
        dossier.add(book, bulk(whole(text)));
      } catch (error) {
        error.message = `application ${index} of the dossier: ${error.message}`;
        throw error;
      }
    });
    return dossier.check();
  } finally {
    dossier.free();
  }
}

export const newForm = (book, options) => new CoreForm(new Core(book, options), book, options.language);

/** As the core numbers them. */
const STATES = ["empty", "incomplete", "invalid", "valid", "unknown"];
const SAME = 8;

/** The Change of an edit that touches nothing but its own field. */
function quiet(answer, path, text) {
  const state = STATES[answer % SAME];
  const field = answer < SAME ? { path, state } : { path, state, value: text };
  return { field, added: [], removed: [] };
}

class CoreForm {
  #core;
  #book;
  #language;
  /** Whether a text held half a character. */
  #isOdd = false;

  constructor(core, book, language) {
    this.#core = core;
    this.#book = book;
    this.#language = language;
  }

  #sourced(diagnostics) {
    return sourced(diagnostics, this.#book, this.#language);
  }

  /** A Change; of an edit that touches nothing but its own field the core answers with a number. */
  #changed(answer, path, text) {
    if (typeof answer === "number") return quiet(answer, path, text);
    this.#sourced(answer.added);
    return answer;
  }

  #given(value) {
    if (typeof value !== "string" || isWhole(value)) return value;
    this.#isOdd = true;
    return stoodIn(value);
  }

  set(path, value) {
    return this.#changed(this.#core.set(this.#given(path), this.#given(value)), path, value);
  }

  setMany(edits) {
    const answer = this.#core.setMany(edits.flat().map((given) => this.#given(given)));
    return { fields: [], ...this.#changed(answer) };
  }

  commit(path) {
    return this.#changed(this.#core.commit(path), path);
  }

  load(text) {
    const loaded = whole(text);
    this.#core.load(bulk(loaded));
    this.#isOdd = loaded !== text;
  }

  toJSON() {
    const text = this.#core.toJSON();
    return this.#isOdd ? asTyped(text) : text;
  }

  insert(list, index) {
    return this.#changed(this.#core.insert(list, index));
  }

  remove(list, index) {
    return this.#changed(this.#core.remove(list, index));
  }

  field(path) {
    const field = this.#core.field(this.#given(path));
    return this.#isOdd ? { ...field, path, text: asTyped(field.text) } : field;
  }

  diagnostics(path) {
    return this.#sourced(this.#core.diagnostics(path));
  }

  validate() {
    return this.#sourced(this.#core.validate());
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
