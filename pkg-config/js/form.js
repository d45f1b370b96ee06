// The class Form: one application while it is being filled in.

import { Document, judged } from "./document.js";
import { optionsOf } from "./options.js";
import { bookOf, kindOf, newCore, rescued, working } from "./runtime.js";

const MOST_ROWS = 1_000_000;

export class Form {
  #book;
  #options;
  #document = new Document();
  #core;
  #generation = -1;

  constructor(rulebook, options) {
    this.#book = bookOf(rulebook);
    this.#options = optionsOf(options);
    this.#ask(() => {}); // a rulebook that can not be read is told here
  }

  set(path, value) {
    expectText("path", path);
    if (value !== null && !["string", "number", "boolean"].includes(typeof value)) {
      throw new Error(
        `convalida: \`${path}\` takes a text, a number, a boolean or null (empty), not ${kindOf(value)}`,
      );
    }
    this.#expectAlive();
    this.#document.expectReachable(path);
    const change = this.#ask((core) => core.set(path, judged(value)));
    this.#document.set(path, value);
    return change;
  }

  commit(path) {
    expectText("path", path);
    return this.#ask((core) => core.commit(path));
  }

  load(domanda) {
    const document = Document.of(domanda);
    const change = this.#ask((core) => core.load(document.forCore()));
    this.#document = document;
    return change;
  }

  toJSON() {
    this.#expectAlive();
    return this.#document.toJSON();
  }

  insert(list, index) {
    expectText("list", list);
    if (index !== undefined) expectIndex(index);
    const change = this.#ask((core) => core.insert(list, index));
    this.#document.insert(list, change.rows.inserted);
    return change;
  }

  remove(list, index) {
    expectText("list", list);
    expectIndex(index);
    const change = this.#ask((core) => core.remove(list, index));
    this.#document.remove(list, index);
    return change;
  }

  diagnostics(path) {
    if (path !== undefined) expectText("path", path);
    return this.#ask((core) => core.diagnostics(path));
  }

  validate() {
    return this.#ask((core) => core.validate());
  }

  field(path) {
    expectText("path", path);
    const field = this.#ask((core) => core.field(path));
    if (field.state !== "valid" || field.text !== "") return field;
    // A field that the core does not know: its text is in the document alone.
    const text = this.#document.text(path);
    return { ...field, text, state: text.trim() === "" ? "empty" : "valid" };
  }

  bounds(path) {
    expectText("path", path);
    return this.#ask((core) => core.bounds(path));
  }

  summary() {
    return this.#ask((core) => core.summary());
  }

  explain(rule, path) {
    expectText("rule", rule);
    if (path !== undefined) expectText("path", path);
    return this.#ask((core) => core.explain(rule, path));
  }

  fields() {
    return this.#ask((core) => core.fields());
  }

  filingDays() {
    return this.#ask((core) => core.filingDays());
  }

  rulebook() {
    return this.#ask((core) => core.rulebook());
  }

  rules() {
    return this.#ask((core) => core.rules());
  }

  free() {
    try {
      this.#core?.free();
    } catch {
      // the instance it lived in has stopped: nothing is left to free
    }
    this.#core = this.#document = undefined;
  }

  #expectAlive() {
    if (this.#document === undefined) {
      throw new Error("convalida: this form was freed; make a new one with `new Form(rulebook)`");
    }
  }

  #ask(question) {
    this.#expectAlive();
    try {
      return question(this.#living());
    } catch (error) {
      throw rescued(error);
    }
  }

  /** The core of this form; built anew, with what was typed so far, when the instance it lived in has stopped. */
  #living() {
    const generation = working();
    if (this.#generation !== generation) {
      this.#core = newCore(this.#book, this.#options);
      if (!this.#document.isEmpty) this.#core.load(this.#document.forCore());
      this.#generation = generation;
    }
    return this.#core;
  }
}

if (Symbol.dispose) Form.prototype[Symbol.dispose] = Form.prototype.free;

function expectText(name, value) {
  if (typeof value === "string" && value !== "" && value.length <= 1000) return;
  const found = typeof value === "string" ? `a text of ${value.length} characters` : kindOf(value);
  throw new Error(`convalida: \`${name}\` is a text like "lavoratori.0.dataAssunzione", not ${found}`);
}

function expectIndex(value) {
  if (Number.isInteger(value) && value >= 0 && value < MOST_ROWS) return;
  const found = typeof value === "number" ? value : kindOf(value);
  throw new Error(`convalida: \`index\` is the number of a row, counted from 0, not ${found}`);
}
