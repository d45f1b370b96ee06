// The class Form: one application while it is being filled in.

import { isAsked } from "./asked.js";
import { itemsOf, kindOf, ownOf, saidOf, writtenDomanda } from "./copy.js";
import { wrong } from "./errors.js";
import { Journal } from "./journal.js";
import { optionsIn, optionsOf } from "./options.js";
import { alike, expectFields, fieldsIn, meant, pathOf, patternOf, within } from "./paths.js";
import { bookOf, newCore, rescued, working } from "./runtime.js";

const MOST_ROWS = 200_000;
const LONGEST = 16_000_000;

export class Form {
  #book;
  #options;
  #journal = new Journal();
  #listeners = new Set();
  #core;
  #generation = -1;

  constructor(rulebook, options) {
    this.#book = bookOf(rulebook);
    this.#options = optionsOf(options, [this.#book]);
    this.#ask(() => {}); // a rulebook that can not be read is told here
  }

  set(path, value) {
    const at = pathOf(path);
    expectValue(at, value);
    return this.#edit((core) => core.set(at, value), () => this.#journal.set(at, value));
  }

  setMany(edits) {
    const pairs = itemsOf(edits, "setMany takes a list of [path, text]").map((edit) => {
      const [path, value] = itemsOf(edit, "setMany takes pairs [path, text]");
      const at = pathOf(path);
      expectValue(at, value);
      return [at, value];
    });
    const done = () => pairs.forEach(([at, value]) => this.#journal.set(at, value));
    return this.#edit((core) => core.setMany(pairs), done);
  }

  commit(path) {
    const at = pathOf(path);
    return this.#edit((core) => core.commit(at), () => this.#journal.commit(at));
  }

  load(domanda) {
    this.#replace(writtenDomanda(domanda));
  }

  reset() {
    this.#replace("{}");
  }

  toJSON() {
    return JSON.parse(this.#ask((core) => core.toJSON()));
  }

  clone() {
    this.#expectAlive();
    const twin = new Form(this.#book, { ...this.#options });
    twin.#journal = this.#journal.clone();
    twin.#ask((core) => twin.#journal.replay(core));
    return twin;
  }

  insert(list, index) {
    const at = pathOf(list, "list");
    if (index !== undefined) expectIndex(index);
    const done = (change) => this.#journal.moved("insert", at, change.rows.inserted);
    return this.#edit((core) => core.insert(at, index), done);
  }

  remove(list, index) {
    const at = pathOf(list, "list");
    expectIndex(index);
    return this.#edit((core) => core.remove(at, index), () => this.#journal.moved("remove", at, index));
  }

  subscribe(listener) {
    if (typeof listener !== "function") throw wrong(`subscribe takes a function, not ${kindOf(listener)}`);
    this.#expectAlive();
    const own = (change) => listener(change); // the same function twice is told twice
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  diagnostics(path) {
    const at = path === undefined ? undefined : pathOf(path);
    return this.#ask((core) => core.diagnostics(at));
  }

  validate(options) {
    const fields = fieldsOf(options);
    const found = this.#ask((core) => core.validate());
    if (fields === undefined) return found;
    const isOn = within(fields);
    expectFields(fields, this);
    return found.filter(({ path }) => isOn(path));
  }

  field(path) {
    const at = pathOf(path);
    return this.#ask((core) => core.field(at));
  }

  bounds(path) {
    const at = pathOf(path);
    return this.#ask((core) => core.bounds(at));
  }

  summary() {
    return this.#ask((core) => core.summary());
  }

  unasked() {
    return this.#ask((core) => core.unasked());
  }

  explain(rule, path) {
    if (typeof rule !== "string" || rule === "") throw wrong(`\`rule\` is the name of a rule, not ${kindOf(rule)}`);
    const at = path === undefined ? undefined : pathOf(path);
    try {
      return this.#ask((core) => core.explain(rule, at));
    } catch (error) {
      throw this.#misspelt(rule) ?? error;
    }
  }

  /** Where a rule's name is like that of another: the question whether it is meant. */
  #misspelt(rule) {
    const slugOf = (name) => name.slice(name.indexOf("/") + 1);
    const names = this.rules().map((known) => slugOf(known.rule));
    const near = names.includes(slugOf(rule)) ? undefined : alike(slugOf(rule), names);
    return near && wrong(`no rule is called \`${rule.slice(0, 80)}\`${meant(near)}`);
  }

  fields() {
    const fields = this.#ask((core) => core.fields());
    const known = new Set(fields.map(({ path }) => path));
    return fields.map(({ when, ...field }) => {
      // What the rulebook does not ask can not be waited for.
      const waits = { ...field, when: when.filter((answer) => known.has(answer.field)) };
      return { ...waits, asked: this.#waitsFor(field.path, waits) };
    });
  }

  asks(path, field) {
    const at = pathOf(path);
    return this.#waitsFor(at, field === undefined ? this.#fieldAt(at) : waitsOf(field));
  }

  /** Whether what a field waits for is there; of a column only that can be said which no row decides. */
  #waitsFor(path, { required, when }) {
    if (required) return true;
    const [row] = /\.\d+(?=\.)/.exec(path) ?? [];
    const answers = row ? when : when.filter(({ field }) => !field.includes("*"));
    const textAt = (field) => {
      const { state, text, value } = this.field(row ? field.replace(".*", row) : field);
      return state === "valid" || state === "invalid" ? (value ?? text) : "";
    };
    return isAsked(answers, textAt, this.#options.today);
  }

  #fieldAt(path) {
    const pattern = patternOf(path);
    return this.fields().find((field) => field.path === pattern) ?? { required: false, when: [{ field: path, filled: true }] };
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
    this.#core = this.#journal = undefined;
    this.#listeners.clear();
  }

  /** Another application in the place of this one: who listens is told what is new and what is gone. */
  #replace(text) {
    const before = this.#listeners.size > 0 ? this.diagnostics() : [];
    this.#ask((core) => core.load(text));
    this.#journal.loaded(text);
    if (this.#listeners.size === 0) return;
    const removed = before.map(({ rule, path }) => ({ rule, path }));
    this.#tell({ loaded: true, added: this.diagnostics(), removed });
  }

  /** Asks for a Change, remembers what led to it, and tells who listens. */
  #edit(question, remember) {
    const change = this.#ask(question);
    remember(change);
    this.#ask((core) => this.#journal.shorten(() => core.toJSON()));
    this.#tell(change);
    return change;
  }

  #tell(change) {
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        setTimeout(() => {
          throw error; // the edit is done: what fails in who listens is not the caller's
        });
      }
    }
  }

  #expectAlive() {
    if (this.#journal === undefined) {
      throw wrong("this form was freed; make a new one with `new Form(rulebook)`");
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
      this.#journal.replay(this.#core);
      this.#generation = generation;
    }
    return this.#core;
  }
}

Object.defineProperty(Form, "name", { __proto__: null, value: "Form" }); // also where the script was made small

if (Symbol.dispose) Form.prototype[Symbol.dispose] = Form.prototype.free;

/** Throws where a field can not hold a value. */
export function expectValue(path, value) {
  if (value !== null && !["string", "number", "boolean"].includes(typeof value)) {
    throw wrong(`\`${path}\` takes a text, a number, a boolean or null (empty), not ${saidOf(value)}`);
  }
  if (typeof value === "string" && value.length > LONGEST) {
    throw wrong(`\`${path}\` takes a text of at most ${LONGEST} characters, not ${value.length}`);
  }
}

/** The number of a row, as a program gives it. */
export function expectIndex(value) {
  if (Number.isInteger(value) && value >= 0 && value < MOST_ROWS) return;
  const found = typeof value === "number" ? value : kindOf(value);
  throw wrong(`\`index\` is the number of a row, counted from 0, not ${found}`);
}

/** Of a field as `fields()` gives it, what it waits for. */
function waitsOf(field) {
  const { required, when } = ownOf(field);
  const answers = itemsOf(when, "asks takes a field as `fields()` gives it").map((answer) => {
    const { field: awaited, oneOf, ...others } = ownOf(answer);
    return { ...others, field: pathOf(awaited, "field"), oneOf: oneOf && itemsOf(oneOf, "`oneOf` is a list of texts") };
  });
  return { required, when: answers };
}

function fieldsOf(options) {
  const { fields } = optionsIn(options, ["fields"]);
  return fields === undefined ? undefined : fieldsIn(fields);
}
