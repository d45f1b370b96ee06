// A Form that follows a value which a form library holds: what differs from the last time is typed, and nothing else, so
// that a keystroke costs what `form.set` costs, and half-typed text is read as half-typed.

import { MOST_VALUES, itemsOf, writtenDomanda } from "./copy.js";
import { wrong } from "./errors.js";
import { Form } from "./form.js";
import { OF_FORM, optionsIn, optionsOf } from "./options.js";
import { expectFields, within } from "./paths.js";

/** The options of an adapter, whose form is made later on: what is wrong with them is told at once. */
export function adapterOptions(given, names) {
  const { fields, mode, names: named, ...others } = optionsIn(given, [...OF_FORM, "fields", ...names]);
  optionsOf(others);
  return { fields, mode, named, others, isOn: fields === undefined ? () => true : within(fields) };
}

/** Nothing that JSON has: where a value was missing. */
const NOTHING = undefined;

export class Follower {
  #form;
  #last = {};
  /** Path → rule → diagnostic: what stands now, on the way. */
  #notes = new Map();
  #touched = new Set();

  constructor(rulebook, options, fields = []) {
    this.#form = new Form(rulebook, options);
    expectFields(fields, this.#form);
  }

  get form() {
    return this.#form;
  }

  /** Brings the form to where `value` is; answers the paths whose messages changed. */
  follow(value) {
    this.#touched = new Set();
    const edits = new Edits();
    let next = {};
    try {
      next = edits.compare(this.#last, value);
      if (edits.isSmall) {
        for (const [kind, ...given] of edits.steps) this.#take(this.#form[kind](...given));
      } else {
        this.#read(value);
      }
    } catch {
      this.#last = {};
      this.#read(value); // a list that the model does not know, say: it is read whole; what nobody can read throws
    }
    this.#last = next;
    return this.#touched;
  }

  /** The errors that stand at a path, the gravest first; half-typed text is none. */
  errorsAt(path) {
    return [...(this.#notes.get(path)?.values() ?? [])].filter(isError);
  }

  /** All errors that stand on the way. */
  errors() {
    const found = [];
    for (const byRule of this.#notes.values()) for (const diagnostic of byRule.values()) if (isError(diagnostic)) found.push(diagnostic);
    return found;
  }

  /** The whole check of the value that was followed last, as errors; every field as left. */
  whole() {
    return this.#form.validate().filter(isError);
  }

  free() {
    this.#form.free();
  }

  #read(value) {
    this.#form.load(writtenDomanda(value));
    // A library does not say whether a field was left: what could still become right is read as being typed.
    for (const { path, severity } of this.#form.diagnostics()) {
      const { state, text } = this.#form.field(path);
      if (severity === "error" && state === "invalid" && text !== "") this.#form.set(path, text);
    }
    this.#renew();
  }

  #take(change) {
    const { rows } = { __proto__: null, ...change };
    if (rows && (Object.hasOwn(rows, "removed") || rows.inserted < this.#rowsBefore(rows.list))) {
      return this.#renew(); // the rows after it have other numbers now
    }
    for (const { rule, path } of change.removed) {
      this.#touched.add(path);
      const byRule = this.#notes.get(path);
      byRule?.delete(rule);
      if (byRule?.size === 0) this.#notes.delete(path);
    }
    return this.#note(change.added);
  }

  #rowsBefore(list) {
    let at = this.#last;
    for (const key of list.split(".")) at = at !== null && typeof at === "object" && Object.hasOwn(at, key) ? at[key] : NOTHING;
    return Array.isArray(at) ? at.length : 0;
  }

  #renew() {
    for (const path of this.#notes.keys()) this.#touched.add(path);
    this.#notes.clear();
    return this.#note(this.#form.diagnostics());
  }

  #note(diagnostics) {
    for (const diagnostic of diagnostics) {
      const { path, rule } = diagnostic;
      this.#touched.add(path);
      if (!this.#notes.has(path)) this.#notes.set(path, new Map());
      this.#notes.get(path).set(rule, diagnostic);
    }
  }
}

const isError = ({ severity }) => severity === "error";

const isContainer = (value) => typeof value === "object" && value !== null;

/** Beyond this, reading all of it anew is cheaper. */
const MANY = 64;
const DEEPEST = 64;

/** What must be typed to come from one value to another. */
class Edits {
  steps = [];
  #whole = false;
  #values = 0;

  get isSmall() {
    return !this.#whole && this.steps.length <= MANY;
  }

  /** Compares, and answers a copy of `after` to compare with the next time; copies what did not change not again. */
  compare(before, after, path = "", depth = 0) {
    if (depth > DEEPEST) throw wrong("the value is nested too deeply, or contains itself");
    if (++this.#values > MOST_VALUES) throw wrong(`the value holds more than ${MOST_VALUES} values`);
    if (!isContainer(after)) {
      const value = after ?? null;
      if (isContainer(before)) this.#whole = true;
      else if ((before ?? null) !== value) this.#set(path, value);
      return value;
    }
    if (Array.isArray(after)) return this.#list(Array.isArray(before) ? before : [], after, path, depth);
    if (Array.isArray(before)) this.#whole = true;
    return this.#object(isContainer(before) ? before : {}, after, path, depth);
  }

  #object(before, after, path, depth) {
    const copy = Object.create(null);
    for (const key of Object.keys(after)) {
      if (key.includes(".") || after[key] === undefined) this.#whole ||= key.includes(".");
      copy[key] = this.compare(own(before, key), after[key], path === "" ? key : `${path}.${key}`, depth + 1);
    }
    for (const key of Object.keys(before)) {
      if (Object.hasOwn(copy, key)) continue;
      if (isContainer(before[key])) this.#whole = true;
      else if (before[key] !== null) this.#set(path === "" ? key : `${path}.${key}`, null);
    }
    return copy;
  }

  #list(before, list, path, depth) {
    const after = itemsOf(list, "a list is expected");
    const from = [...before];
    const step = after.length - before.length;
    if (step === 1 || step === -1) {
      const at = firstDifference(step > 0 ? before : after, step > 0 ? after : before);
      const isRow = isContainer((step > 0 ? after : before)[at]);
      if (isRow && step > 0) from.splice(at, 0, {});
      else if (isRow) from.splice(at, 1);
      else this.#whole = true;
      this.steps.push(step > 0 ? ["insert", path, at] : ["remove", path, at]);
    } else if (step !== 0) {
      this.#whole = true;
    }
    return after.map((item, i) => this.compare(from[i], item, `${path}.${i}`, depth + 1));
  }

  #set(path, value) {
    this.steps.push(["set", path, value]);
  }
}

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : NOTHING);

/** The first place where the longer list has a row that the shorter one has not. */
function firstDifference(shorter, longer) {
  let at = 0;
  while (at < shorter.length && same(shorter[at], longer[at])) at++;
  return at;
}

function same(one, other) {
  if (!isContainer(one) || !isContainer(other)) return (one ?? null) === (other ?? null);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], own(other, key)));
}
