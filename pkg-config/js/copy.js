// Writes what a page hands over as JSON text of our own, so that nothing in it can run, change or surprise later.

import { isOurs, wrong } from "./errors.js";

/** Far beyond any real application; below what would exhaust the stack or the memory of a tab. */
const DEEPEST = 64; // the same as the core's
const MOST_ROWS = 200_000;
export const MOST_VALUES = 5_000_000;
const MOST_TEXT = 64_000_000;

/**
 * JSON text of plain objects, lists, texts, numbers, booleans and null. Only own properties are read: what was added to
 * `Object.prototype` is not data, and no `toJSON` is called. As in JSON, `undefined` is left out; a number that is not
 * finite, which JSON does not have, becomes the text that names it.
 * @param {unknown} value
 * @param {string} what how the value is called in an error
 */
export function written(value, what) {
  return new Copier(what).written(value);
}

/** A copy made of plain data. */
export const copied = (value, what) => JSON.parse(written(value, what));

/** A domanda, given as an object or as JSON text, as JSON text; a text is read by the core, with the same limits. */
export function writtenDomanda(domanda) {
  if (typeof domanda === "string") {
    if (domanda.length <= MOST_TEXT) return domanda;
    throw wrong(`the domanda has more than ${MOST_TEXT} characters`);
  }
  const text = written(domanda, "domanda");
  if (text.startsWith("{")) return text;
  throw wrong("a domanda is an object { regolamento, periodo: {…}, lavoratori: […], … }, or its JSON text");
}

/** Defines an own property, whatever its name and whatever stands on `Object.prototype`. */
export function own(object, key, value) {
  const descriptor = { __proto__: null, value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(object, key, descriptor);
}

/** What an object itself holds, to be taken apart: `const { today } = ownOf(options)` finds nothing inherited. */
export const ownOf = (object) => readOut("an object", () => Object.assign(Object.create(null), object));

/** The items of a list, each read once, so that what is looked at is what is used; throws `wanted` where it is none. */
export function itemsOf(list, wanted) {
  return readOut("a list", () => {
    if (!Array.isArray(list)) throw wrong(`${wanted}, not ${kindOf(list)}`);
    const { length } = list;
    if (!(Number.isSafeInteger(length) && length >= 0 && length <= MOST_ROWS)) {
      throw wrong(`a list has at most ${MOST_ROWS} rows`);
    }
    return Array.from({ length }, (_, at) => list[at]);
  });
}

/** Getters and proxies are the caller's code: what they throw is told as what it is. */
function readOut(what, read) {
  try {
    return read();
  } catch (cause) {
    if (isOurs(cause)) throw cause;
    throw wrong(`${what} was handed over that throws when it is read`, cause);
  }
}

/** The bytes of a text that has a character for each of them. */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export const kindOf = (value) => (value === null ? "null" : typeof value);

/** What was handed over, as a sentence names it: a text as it is, of a day how it is given, of anything else the kind. */
export const saidOf = (value) => (typeof value === "string" ? `\`${value.slice(0, 80)}\`` : isDate(value) ? `a ${DATE}` : kindOf(value));

const DATE = 'Date object: give the day as text, "2020-02-23"';

function isDate(value) {
  try {
    return Object.prototype.toString.call(value) === "[object Date]";
  } catch {
    return false; // it throws when it is looked at
  }
}

/** An object of ours: it inherits nothing, so that no key of it is anything but data, and nobody's `toJSON` is called. */
function Plain() {}
Plain.prototype = Object.freeze(Object.create(null));

/** Copies what is handed over, each property read once; JavaScript itself then writes the copy, in which nothing can run. */
class Copier {
  #what;
  /** By level: the key or place that leads on, and the object or list that it leads on from. */
  #trail = [];
  #open = [];
  #level = 0;
  #values = 0;
  #length = 0;

  constructor(what) {
    this.#what = what;
  }

  written(value) {
    try {
      return JSON.stringify(this.#value(value, 0));
    } catch (error) {
      if (isOurs(error)) throw error;
      this.#refuse("a value that throws when it is read", error);
    }
  }

  #value(value, level) {
    if (++this.#values > MOST_VALUES) this.#refuse(`more than ${MOST_VALUES} values`);
    switch (typeof value) {
      case "string":
        this.#count(value);
        return value;
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "boolean":
        return value;
      case "undefined":
        return null; // alone or in a list; in an object it is left out
      case "object":
        return value === null ? null : this.#container(value, level);
      default:
        this.#refuse(`a ${typeof value}`);
    }
  }

  #count(text) {
    this.#length += text.length;
    if (this.#length > MOST_TEXT) this.#refuse(`more than ${MOST_TEXT} characters of text`);
  }

  #container(value, level) {
    if (level >= DEEPEST) this.#refuse(`more than ${DEEPEST} levels`);
    for (let above = 0; above < level; above++) {
      if (this.#open[above] === value) this.#refuse("a reference to something that contains it");
    }
    this.#open[level] = value;
    return this.#isList(value) ? this.#list(value, level) : this.#object(value, level);
  }

  #isList(value) {
    if (Array.isArray(value)) return true;
    if (Object.getPrototypeOf(value) === Object.prototype) return false;
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === "Date") this.#refuse(`a ${DATE}`);
    if (kind !== "Object") this.#refuse(`an object of kind ${kind}`);
    return false;
  }

  #list(value, level) {
    const length = value.length;
    if (!Number.isSafeInteger(length) || length < 0) this.#refuse("a list whose length is no number of rows");
    if (length > MOST_ROWS) this.#refuse(`a list of more than ${MOST_ROWS} rows`);
    const out = Object.setPrototypeOf([], null);
    for (let i = 0; i < length; i++) {
      this.#lead(level, i);
      out[i] = this.#value(value[i], level + 1);
    }
    return out;
  }

  #object(value, level) {
    const out = new Plain();
    for (const key of Object.keys(value)) {
      this.#lead(level, key);
      const entry = value[key];
      if (entry === undefined) continue;
      this.#count(key);
      out[key] = this.#value(entry, level + 1);
    }
    return out;
  }

  #lead(level, key) {
    this.#trail[level] = key;
    this.#level = level + 1;
  }

  #refuse(reason, cause) {
    const trail = this.#trail.slice(0, Math.min(this.#level, 12));
    const at = trail.length > 0 ? ` at \`${trail.join(".")}\`` : "";
    throw wrong(`the ${this.#what} holds ${reason}${at}; only JSON data can be read`, cause);
  }
}
