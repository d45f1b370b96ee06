// What the user typed, exactly: kept beside the core, which reads it and never changes it.

import { own, written } from "./copy.js";

/** The core judges no more of a text than this; the document keeps all of it. */
const LONGEST_JUDGED = 1 << 20;

const INDEX = /^(0|[1-9]\d*)$/;

/** A typed value as the core gets it. */
export function judged(value) {
  return typeof value === "string" && value.length > LONGEST_JUDGED ? value.slice(0, LONGEST_JUDGED) : value;
}

export class Document {
  #root = {};

  /** Takes over data that nobody else holds. */
  static of(root) {
    const document = new Document();
    document.#root = root;
    return document;
  }

  /** JSON text of what was typed. */
  toJSON() {
    return written(this.#root, "domanda");
  }

  /** For the core to read: the same data, over-long texts cut. */
  forCore() {
    return hasLongText(this.#root) ? cut(this.#root) : this.#root;
  }

  /** Throws where nothing can be put: `lavoratori.7.nome` in a list of three, `lavoratori.nome`. */
  expectReachable(path) {
    const keys = path.split(".");
    let at = this.#root;
    for (let i = 0; i < keys.length; i++) {
      const list = Array.isArray(at) ? at : [];
      const where = () => `\`${keys.slice(0, i).join(".")}\``;
      if (!INDEX.test(keys[i])) {
        if (list === at) throw new Error(`convalida: ${where()} is a list: \`${path}\` must name a row by its number`);
      } else if (i > 0 && Number(keys[i]) > list.length) {
        const length = list.length;
        throw new Error(`convalida: \`${path}\` is beyond the end: ${where()} has ${length} rows; the next one is ${length}`);
      }
      at = child(at, keys[i]);
    }
  }

  set(path, value) {
    const keys = path.split(".");
    own(this.#parent(keys), keys.at(-1), value);
  }

  /** What a person would see in a field. */
  text(path) {
    let at = this.#root;
    for (const key of path.split(".")) at = child(at, key);
    return at === undefined || at === null || isContainer(at) ? "" : String(at);
  }

  /** A new row: an object, or an empty value in a list of plain values. */
  insert(list, index) {
    const keys = list.split(".");
    const parent = this.#parent(keys);
    const rows = child(parent, keys.at(-1));
    const inside = keys.some((key) => INDEX.test(key)); // only lists inside rows hold plain values
    const plain = Array.isArray(rows) && rows.length > 0 ? !isContainer(rows[0]) : inside;
    const row = plain ? null : {};
    if (Array.isArray(rows)) rows.splice(index, 0, row);
    else own(parent, keys.at(-1), [row]);
  }

  remove(list, index) {
    let at = this.#root;
    for (const key of list.split(".")) at = child(at, key);
    if (Array.isArray(at)) at.splice(index, 1);
  }

  /** The object or list that holds the last of `keys`, made where it is missing. */
  #parent(keys) {
    let at = this.#root;
    for (let i = 0; i + 1 < keys.length; i++) {
      const list = INDEX.test(keys[i + 1]);
      let next = child(at, keys[i]);
      if (!isContainer(next) || Array.isArray(next) !== list) {
        next = list ? [] : {};
        own(at, keys[i], next);
      }
      at = next;
    }
    return at;
  }
}

const isContainer = (value) => typeof value === "object" && value !== null;

const child = (value, key) => (isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined);

function hasLongText(value) {
  if (typeof value === "string") return value.length > LONGEST_JUDGED;
  return isContainer(value) && Object.values(value).some(hasLongText);
}

function cut(value) {
  if (Array.isArray(value)) return value.map(cut);
  if (!isContainer(value)) return judged(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cut(entry)]));
}
