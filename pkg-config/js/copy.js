// Copies what a page hands over into plain data of our own, so that nothing in it can run, change or surprise later.

/** Far beyond any real application; below what would exhaust the stack or the memory of a tab. */
const DEEPEST = 64; // the same as the core's: src/wasm/values.rs
const MOST_VALUES = 5_000_000;
const MOST_TEXT = 200_000_000;

/**
 * A copy made of plain objects, lists, texts, numbers, booleans and null. Only own properties are read: what was added
 * to `Object.prototype` is not data. A key named `__proto__` stays a key. As in JSON, `undefined` is left out.
 * @param {unknown} value
 * @param {string} what how the value is called in an error
 */
export function copied(value, what) {
  return new Copy(what).of(value);
}

/** Defines an own property, whatever its name. */
export function own(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** What an object itself holds, to be taken apart: `const { today } = ownOf(options)` finds nothing inherited. */
export const ownOf = (object) => Object.assign(Object.create(null), object);

class Copy {
  #what;
  #trail = [];
  #open = new Set();
  #values = 0;
  #text = 0;

  constructor(what) {
    this.#what = what;
  }

  of(value) {
    if (++this.#values > MOST_VALUES) this.#refuse(`more than ${MOST_VALUES} values`);
    switch (typeof value) {
      case "string":
        this.#text += value.length;
        if (this.#text > MOST_TEXT) this.#refuse(`more than ${MOST_TEXT} characters of text`);
        return value;
      case "number":
      case "boolean":
      case "undefined":
        return value;
      case "object":
        return value === null ? null : this.#container(value);
      default:
        return this.#refuse(`a ${typeof value}`);
    }
  }

  #container(value) {
    if (this.#trail.length >= DEEPEST) this.#refuse(`more than ${DEEPEST} levels`);
    if (this.#open.has(value)) this.#refuse("a reference to something that contains it");
    this.#open.add(value);
    const result = this.#isList(value) ? this.#list(value) : this.#object(value);
    this.#open.delete(value);
    return result;
  }

  #isList(value) {
    return this.#reading(() => {
      if (Array.isArray(value)) return true;
      const kind = Object.prototype.toString.call(value).slice(8, -1);
      if (kind === "Date") this.#refuse('a Date object: give the day as text, "23/02/2020" or "2020-02-23"');
      if (kind !== "Object") this.#refuse(`an object of kind ${kind}`);
      return false;
    });
  }

  #list(value) {
    const length = this.#reading(() => value.length);
    if (length > MOST_VALUES) this.#refuse(`more than ${MOST_VALUES} values`);
    const result = [];
    for (let i = 0; i < length; i++) result.push(this.#entry(value, i) ?? null);
    return result;
  }

  #object(value) {
    const entries = [];
    for (const key of this.#reading(() => Object.keys(value))) {
      this.#text += key.length;
      const entry = this.#entry(value, key);
      if (entry !== undefined) entries.push([key, entry]);
    }
    return Object.fromEntries(entries); // defines own properties: no setter runs, `__proto__` is a name like others
  }

  #entry(value, key) {
    this.#trail.push(key);
    const entry = this.of(this.#reading(() => value[key]));
    this.#trail.pop();
    return entry;
  }

  /** Getters and proxies are the caller's code: what they throw is told as what it is. */
  #reading(read) {
    try {
      return read();
    } catch (error) {
      if (error instanceof Refused) throw error;
      return this.#refuse("a value that throws when it is read", error);
    }
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
