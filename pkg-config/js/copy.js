// Writes what a page hands over as JSON text of our own, so that nothing in it can run, change or surprise later.

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
  return new Writer(what).of(value);
}

/** A copy made of plain data. */
export const copied = (value, what) => JSON.parse(written(value, what));

/** A domanda, given as an object or as JSON text, as JSON text; a text is read by the core, with the same limits. */
export function writtenDomanda(domanda) {
  if (typeof domanda === "string") {
    if (domanda.length <= MOST_TEXT) return domanda;
    throw new Error(`convalida: the domanda has more than ${MOST_TEXT} characters`);
  }
  const text = written(domanda, "domanda");
  if (text.startsWith("{")) return text;
  throw new Error("convalida: a domanda is an object { regolamento, periodo: {…}, lavoratori: […], … }, or its JSON text");
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
    if (!Array.isArray(list)) throw new Refused(`convalida: ${wanted}, not ${kindOf(list)}`);
    const { length } = list;
    if (!(Number.isSafeInteger(length) && length >= 0 && length <= MOST_ROWS)) {
      throw new Refused(`convalida: a list has at most ${MOST_ROWS} rows`);
    }
    return Array.from({ length }, (_, at) => list[at]);
  });
}

/** Getters and proxies are the caller's code: what they throw is told as what it is. */
function readOut(what, read) {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Refused) throw cause;
    throw new Refused(`convalida: ${what} was handed over that throws when it is read`, { cause });
  }
}

/** The bytes of a text that has a character for each of them. */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export const kindOf = (value) => (value === null ? "null" : typeof value);

/** What was handed over, as a sentence names it: a text as it is, of anything else the kind. */
export const saidOf = (value) => (typeof value === "string" ? `\`${value.slice(0, 80)}\`` : kindOf(value));

/** Texts that stand in JSON as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

class Writer {
  #what;
  #out = "";
  #trail = [];
  #open = new Set();
  #values = 0;
  #length = 0;

  constructor(what) {
    this.#what = what;
  }

  of(value) {
    try {
      this.#value(value);
    } catch (error) {
      if (error instanceof Refused) throw error;
      this.#refuse("a value that throws when it is read", error);
    }
    return this.#out;
  }

  #value(value) {
    if (++this.#values > MOST_VALUES) this.#refuse(`more than ${MOST_VALUES} values`);
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        this.#out += Number.isFinite(value) ? String(value) : `"${value}"`;
        return;
      case "boolean":
        this.#out += value ? "true" : "false";
        return;
      case "undefined":
        this.#out += "null"; // alone or in a list; in an object it is left out
        return;
      case "object":
        if (value === null) this.#out += "null";
        else this.#container(value);
        return;
      default:
        this.#refuse(`a ${typeof value}`);
    }
  }

  #text(text) {
    this.#length += text.length;
    if (this.#length > MOST_TEXT) this.#refuse(`more than ${MOST_TEXT} characters of text`);
    this.#out += PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
  }

  #container(value) {
    if (this.#trail.length >= DEEPEST) this.#refuse(`more than ${DEEPEST} levels`);
    if (this.#open.has(value)) this.#refuse("a reference to something that contains it");
    this.#open.add(value);
    if (this.#isList(value)) this.#list(value);
    else this.#object(value);
    this.#open.delete(value);
  }

  #isList(value) {
    if (Array.isArray(value)) return true;
    if (Object.getPrototypeOf(value) === Object.prototype) return false;
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === "Date") this.#refuse('a Date object: give the day as text, "23/02/2020" or "2020-02-23"');
    if (kind !== "Object") this.#refuse(`an object of kind ${kind}`);
    return false;
  }

  #list(value) {
    const length = value.length;
    if (!Number.isSafeInteger(length) || length < 0) this.#refuse("a list whose length is no number of rows");
    if (length > MOST_ROWS) this.#refuse(`a list of more than ${MOST_ROWS} rows`);
    this.#out += "[";
    for (let i = 0; i < length; i++) {
      if (i > 0) this.#out += ",";
      this.#trail.push(i);
      this.#value(value[i]);
      this.#trail.pop();
    }
    this.#out += "]";
  }

  #object(value) {
    let next = "{";
    for (const key of Object.keys(value)) {
      this.#trail.push(key);
      const entry = value[key];
      if (entry !== undefined) {
        this.#out += next;
        this.#text(key);
        this.#out += ":";
        this.#value(entry);
        next = ",";
      }
      this.#trail.pop();
    }
    this.#out += next === "{" ? "{}" : "}";
  }

  #refuse(reason, cause) {
    const at = this.#trail.length > 0 ? ` at \`${this.#trail.slice(0, 12).join(".")}\`` : "";
    throw new Refused(`convalida: the ${this.#what} holds ${reason}${at}; only JSON data can be read`, { cause });
  }
}

/** Our own refusals, apart from what a getter throws. To the outside an ordinary `Error`. */
class Refused extends Error {
  get name() {
    return "Error";
  }
}
