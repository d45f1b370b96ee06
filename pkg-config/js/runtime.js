// The one core of the page: started once, shared by every entry of the package, started anew if it ever stops; and the
// rulebooks that are loaded.

import { version } from "generated/about.js";
import { kindOf, written } from "./copy.js";
import { checkTogether, newForm, readBook, restart, startModule } from "./core.js";
import { hashOf } from "./hash.js";

let started = false;
let stopped = false; // it trapped: nothing of this instance may be used again
let generation = 0; // which instance: a form made with an earlier one builds itself anew
let starter; // `convalida/inline` can start without waiting

let isShared = false;
const shared = { common: {}, fields: {} };
/** Name → rulebook; as text until it is first used. */
const books = new Map();
/** What `init` was given for all forms. */
export const defaults = { __proto__: null, today: undefined, language: "it" };

export const isStarted = () => started;

/** What to say where a module can not be compiled. */
export const POLICY =
  "convalida: the browser did not compile the core. If the page has a Content-Security-Policy, its script-src " +
  "needs 'wasm-unsafe-eval'";

export function start(module) {
  if (started) return;
  startModule(module);
  started = true;
}

export function startWith(start) {
  starter ??= start;
}

/** What all rulebooks have in common: their rules, and the labels of the fields. */
export function share(common, fields) {
  Object.assign(shared, { common, fields });
  isShared = true;
}

export const hasShared = () => isShared;

export function addBook(name, text) {
  if (!books.has(name)) books.set(name, text);
}

export const hasBook = (name) => books.has(name);

/** Makes sure that there is a working core; says which. */
export function working() {
  if (!started) {
    if (!starter) {
      throw new Error(
        'convalida: not ready yet. Wait for `await init()` first, or import from "convalida/inline", which needs no init',
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

/** The rulebooks that this instance has read: once for all forms under them. */
let read = { generation, books: new WeakMap() };

export function newCore(book, options) {
  return newForm(lawOf(book), options);
}

/** The answers to a dossier: `[book, text of a domanda]` pairs. */
export function checkedTogether(pairs, options) {
  working();
  try {
    return checkTogether(pairs.map(([book, text]) => [lawOf(book), text]), options);
  } catch (error) {
    throw rescued(error);
  }
}

/** A rulebook as this instance has read it. */
function lawOf(book) {
  if (read.generation !== generation) read = { generation, books: new WeakMap() };
  if (!read.books.has(book)) {
    const law = { ...book };
    delete law.hash;
    delete law.version;
    read.books.set(book, readBook(law, shared.common, shared.fields));
  }
  return read.books.get(book);
}

/** The error to throw for what came out of the core: a wrong call as it is; anything else means that it stopped. */
export function rescued(error) {
  if (error instanceof Error && Object.getPrototypeOf(error) === Error.prototype) return error;
  if (error?.name === "Error") return error;
  stopped = true;
  generation++;
  return new Error(
    "convalida: the core stopped unexpectedly at this call, which had no effect. Nothing typed is lost: " +
      "the next call starts it anew with the form as it was. Please report what led here",
    { cause: error },
  );
}

export function bookNamed(name) {
  if (!started) working();
  const book = books.get(name);
  if (book === undefined) {
    const known = [...books.keys()].sort().join(", ") || "none";
    throw new Error(
      `convalida: no rulebook \`${name}\` is loaded. Loaded: ${known}. ` +
        "Name it in `await init({ rulebooks: […] })`, or give a rulebook object",
    );
  }
  if (typeof book !== "string") return book;
  const parsed = JSON.parse(book);
  books.set(name, parsed);
  return parsed;
}

/** A portal's own rulebooks by their text, the last few: what is the same is read once, not at each check. */
const own = new Map();
const MOST_OWN = 4;

/** A rulebook by its name, or a portal's own as an object. */
export function bookOf(rulebook) {
  if (typeof rulebook === "string") return bookNamed(rulebook);
  if (typeof rulebook !== "object" || rulebook === null) {
    throw new Error(`convalida: a rulebook is a name or an object, not ${kindOf(rulebook)}`);
  }
  const text = written(rulebook, "rulebook");
  const book = own.get(text) ?? JSON.parse(text);
  own.delete(text);
  own.set(text, book);
  if (own.size > MOST_OWN) own.delete(own.keys().next().value);
  return book;
}

const hashes = new WeakMap();

/** Tells whether two rulebooks are the same. What is shipped brings its own. */
export function bookHash(book) {
  if (Object.hasOwn(book, "hash")) return book.hash;
  if (!hashes.has(book)) hashes.set(book, hashOf(written(book, "rulebook")));
  return hashes.get(book);
}

/** The edition of a rulebook; one that names none has the package's. */
export const bookVersion = (book) => (Object.hasOwn(book, "version") ? book.version : version);

export const bookNames = () => {
  working();
  return [...books.keys()].sort();
};
