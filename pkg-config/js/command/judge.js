// The one door to the core: the bytes of an application in, a report out.

import { isUtf8 } from "node:buffer";
import { checkDossier, Form } from "../index.js";
import { LONGEST } from "./input.js";
import { noSuchRulebook, shipped } from "./shipped.js";

/** Why a text is no application; where in it, counted in characters from 1; what tells it from the others, if it can be read. */
export class Unusable extends Error {
  id = undefined;

  constructor(message, line = 1, column = undefined) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** The same of an application that can be read. */
  of(id) {
    this.id = id;
    return this;
  }
}

/** What the core says of a text that it can not read. */
const UNREADABLE = /^convalida: the domanda can not be read, line (\d+), column (\d+): ([^]*)$/;
/** Half a character, which JSON can write and no text can hold; whole ones, written as two halves, are found first. */
const HALVES = /\\(?:[^u]|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u(d[89a-f][0-9a-f]{2}))/gi;
/** As long as what is written for a half. */
const WHOLE = "\\u0041";

export class Judge {
  /** Name → a form under that rulebook, and what the rulebook is. */
  #laws = new Map();
  #book;
  #keys;
  #options;

  /**
   * @param book the rulebook for all, a name or a rulebook object; else each application names its own
   * @param keys what leads to the value that tells an application from the others
   * @param options of the forms: language, today
   */
  constructor(book, keys, options) {
    this.#book = book;
    this.#keys = keys;
    this.#options = options;
  }

  /** The whole check of one application. */
  judge(item) {
    const { card, id, form } = this.#read(item);
    return { card, id, diagnostics: form.validate(), unasked: form.unasked() };
  }

  /** An application that waits for the others of its dossier. */
  read(item) {
    const { card, id, text } = this.#read(item);
    return { card, id, text };
  }

  /** Judges applications together, each under its rulebook; a report for each, in their order. */
  together(waiting) {
    const texts = waiting.map(({ text }) => text);
    const answers = checkDossier(this.#book ?? null, texts, this.#options);
    return answers.map((answer, n) => ({ ...answer, card: waiting[n].card, id: waiting[n].id }));
  }

  /** Whether a text is the beginning of a JSON value that goes on. */
  isBegun(bytes) {
    if (!isUtf8(bytes)) return false;
    try {
      this.#any().form.load(bytes.toString());
      return false;
    } catch (error) {
      return unusable(error).message.startsWith("EOF while parsing");
    }
  }

  /** Makes sure that the rulebook for all is one. */
  expectBook() {
    if (this.#book !== undefined) this.#law(this.#book);
  }

  #read({ bytes, cut }) {
    if (cut) throw new Unusable(`an application has at most ${LONGEST} bytes`);
    const text = textOf(bytes);
    const needsValue = this.#book === undefined || this.#keys !== undefined;
    const value = needsValue ? parsed(text) : undefined;
    const name = this.#book ?? nameIn(value);
    const known = typeof name !== "string" || this.#isShipped(name) ? name : undefined;
    const { card, form } = known === undefined ? this.#any() : this.#law(known);
    load(form, text);
    const id = this.#keys && valueAt(value, this.#keys);
    if (name === undefined) {
      throw new Unusable('the application names no rulebook: add "regolamento", or use --rulebook').of(id);
    }
    if (known === undefined) throw new Unusable(`«regolamento»: ${value.regolamento}: ${noSuchRulebook()}`).of(id);
    return { card, form, text, id };
  }

  #isShipped(name) {
    return this.#laws.has(name) || shipped().includes(name);
  }

  #law(book) {
    let law = this.#laws.get(book);
    if (law === undefined) {
      const form = new Form(book, this.#options);
      law = { form, card: form.rulebook() };
      this.#laws.set(book, law);
    }
    return law;
  }

  /** Any rulebook: whether a text can be read hangs on none. */
  #any() {
    return this.#law(this.#book ?? shipped()[0]);
  }
}

function load(form, text) {
  const half = [...text.matchAll(HALVES)].find(([, unit]) => unit !== undefined);
  try {
    form.load(half ? text.replace(HALVES, (found, unit) => (unit ? WHOLE : found)) : text);
  } catch (error) {
    throw unusable(error);
  }
  if (half) throw atHalf(text, half);
}

function unusable(error) {
  const [, line, column, message] = UNREADABLE.exec(error.message) ?? [];
  if (message === undefined) return new Unusable(error.message.replace(/^convalida: /, ""));
  return new Unusable(message, Number(line), Number(column));
}

/** A problem at half a character, where the core's reader would find it: at the end of what can not be its other half. */
function atHalf(text, { 0: half, 1: unit, index }) {
  const after = index + half.length;
  const isFirst = /^d[89ab]/i.test(unit);
  const follows = isFirst ? /^\\u[0-9a-f]{4}|^\\?/i.exec(text.slice(after, after + half.length))[0] : "";
  if (isFirst && follows.length < half.length) {
    return at(text.slice(0, after + follows.length), "unexpected end of hex escape");
  }
  return at(text.slice(0, after + follows.length - 1), "lone leading surrogate in hex escape");
}

/** A problem after a text. */
function at(before, message) {
  const lines = before.split("\n");
  return new Unusable(message, lines.length, [...lines.at(-1)].length + 1);
}

function textOf(bytes) {
  if (isUtf8(bytes)) return bytes.toString();
  throw at(readable(bytes), "no UTF-8 text here: save the file as UTF-8");
}

/** What stands before the first byte that is no text. */
function readable(bytes) {
  const decoded = (length) => {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes.subarray(0, length), { stream: true });
  };
  const isText = (length) => {
    try {
      decoded(length);
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(middle)) good = middle;
    else bad = middle;
  }
  return decoded(good);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the core says why
  }
}

const ownAt = (value, key) => (Object.hasOwn(value, key) ? value[key] : undefined);

function nameIn(value) {
  const name = typeof value === "object" && value !== null ? ownAt(value, "regolamento") : undefined;
  return typeof name === "string" ? name.trim() : undefined;
}

/** The value that some keys lead to. */
function valueAt(value, keys) {
  let here = value;
  for (const key of keys) {
    if (typeof here !== "object" || here === null) return undefined;
    if (!Array.isArray(here)) here = ownAt(here, key);
    else here = /^\+?\d+$/.test(key) ? here[Number(key)] : undefined;
  }
  return here;
}
