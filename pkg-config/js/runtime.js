// The one core of the page: started once, shared by every entry of the package, started anew if it ever stops; and the
// rulebooks that are loaded.

import { compiledOwn } from "./compiler.js";
import { bytesOf, kindOf, ownOf } from "./copy.js";
import { checkOnce, checkTogether, newForm, readBook, readLabels, restart, startModule, unaskedOf } from "./core.js";
import { isOurs, VOICE, wrong } from "./errors.js";

let started = false;
let stopped = false; // it trapped: nothing of this instance may be used again
let generation = 0; // which instance: a form made with an earlier one builds itself anew
let starter; // `convalida/inline` can start without waiting

/** What all rulebooks share: how fields and words are called. */
let labels; // as a text of bytes until they are first used
/** Name → compiled rulebook: its bytes; a text of bytes until it is first used. */
const books = new Map();
export const isStarted = () => started;

/** What to say where a module can not be compiled. */
export const POLICY =
  "the browser did not compile the core. If the page has a Content-Security-Policy, its script-src " +
  "needs 'wasm-unsafe-eval'";

export function start(module) {
  if (started) return;
  startModule(module);
  started = true;
}

export function startWith(start) {
  starter ??= start;
}

/** @param {Uint8Array | string} bytes */
export function share(bytes) {
  labels ??= bytes;
}

export const hasShared = () => labels !== undefined;

/** @param {Uint8Array | string} bytes */
export function addBook(name, bytes) {
  if (!books.has(name)) books.set(name, { name, bytes });
}

export const hasBook = (name) => books.has(name);

/** Makes sure that there is a working core; says which. */
export function working() {
  if (!started) {
    if (!starter) {
      throw wrong(
        'not ready yet. Wait for `await init()` first, or import from "convalida/inline", which needs no init',
      );
    }
    starter();
  }
  if (stopped) {
    restart();
    stopped = false;
  }
  return generation;
}

/** What this instance has read: once for all forms. */
let read = { generation: -1, labels: undefined, books: new WeakMap() };

/** A rulebook as this instance has read it. */
function lawOf(book) {
  if (read.generation !== generation) {
    if (typeof labels === "string") labels = bytesOf(labels);
    read = { generation, labels: readLabels(labels), books: new WeakMap() };
  }
  if (typeof book.bytes === "string") book.bytes = bytesOf(book.bytes);
  if (!read.books.has(book)) read.books.set(book, readBook(book.bytes, read.labels));
  return read.books.get(book);
}

export const newCore = (book, options) => newForm(lawOf(book), options);

/** By rulebook: its rules, each with the figures that a caller's own sentence of it may name. */
const figures = new WeakMap();

/** @returns {Map<string, string[]>} */
export function figuresOf(book) {
  if (!figures.has(book)) {
    const rules = new Map();
    for (const line of asked(() => lawOf(book).figures()).trim().split("\n")) {
      const [rule, ...names] = line.trim().split(" ");
      rules.set(rule, [...(rules.get(rule) ?? []), ...names]);
    }
    figures.set(book, rules);
  }
  return figures.get(book);
}

export const loadedBooks = () => [...books.values()];

/** What a rulebook is: its card. */
export const cardOf = (book, language) => asked(() => lawOf(book).card(language));

/** The whole check of a domanda, JSON text, in one go. */
export const checked = (book, text, options) => asked(() => checkOnce(lawOf(book), text, options));

/** What it did not look at. */
export const leftUnasked = (book, text, options) => asked(() => unaskedOf(lawOf(book), text, options));

/** The answers to a dossier: `[book, text of a domanda]` pairs. */
export const checkedTogether = (pairs, options) =>
  asked(() => checkTogether(pairs.map(([book, text]) => [lawOf(book), text]), options));

function asked(question) {
  working();
  try {
    return question();
  } catch (error) {
    throw rescued(error);
  }
}

/**
 * The error to throw for what came out of the core: a wrong call in the package's voice, made anew, so that it names
 * where it was made and not the core's inside; anything else means that it stopped.
 */
export function rescued(error) {
  if (isOurs(error)) return error;
  if (error instanceof Error && Object.getPrototypeOf(error) === Error.prototype) return wrong(error.message);
  stopped = true;
  generation++;
  return wrong(
    "the core stopped unexpectedly at this call, which had no effect. Nothing typed is lost: " +
      "the next call starts it anew with the form as it was. Please report what led here",
    error,
  );
}

export function bookNamed(name) {
  if (!started) working();
  const book = books.get(name);
  if (book !== undefined) return book;
  const known = [...books.keys()].sort().join(", ") || "none";
  throw wrong(
    `no rulebook \`${name}\` is loaded. Loaded: ${known}. ` +
      "Name it in `await init({ rulebooks: […] })`, or give a rulebook object",
  );
}

/** The rulebooks that forms hold, whichever instance has read them. */
const held = new WeakSet();

/** A rulebook by its name, one that was imported, or a portal's own as an object; or what another form holds. */
export function bookOf(rulebook) {
  if (held.has(rulebook)) return rulebook;
  const book = found(rulebook);
  held.add(book);
  return book;
}

function found(rulebook) {
  if (typeof rulebook === "string") return bookNamed(rulebook);
  if (typeof rulebook !== "object" || rulebook === null) {
    throw wrong(`a rulebook is a name or an object, not ${kindOf(rulebook)}`);
  }
  const { name, compiled } = ownOf(rulebook);
  if (typeof name !== "string" || typeof compiled !== "string") return compiledOwn(rulebook);
  return importedBook(name, compiled);
}

/** A rulebook that was imported and handed over; it joins those that are loaded once it was read. */
export function importedBook(name, compiled) {
  working();
  if (!books.has(name)) {
    const book = { name, bytes: compiled };
    try {
      lawOf(book);
    } catch (error) {
      const cause = rescued(error);
      throw wrong(`a rulebook that was handed over is none of this package: ${cause.message.slice(VOICE.length)}`, cause);
    }
    books.set(name, book);
  }
  return bookNamed(name);
}

export const bookNames = () => {
  working();
  return [...books.keys()].sort();
};
