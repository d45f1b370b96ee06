// The one core of the page: started once, shared by every entry of the package, started anew if it ever stops.

import { Book, Core, __wbg_reset_state as reset, initSync } from "generated/core.js";
import { copied } from "./copy.js";

let started = false;
let stopped = false; // it trapped: nothing of this instance may be used again
let generation = 0; // which instance: a form made with an earlier one builds itself anew
let starter; // `convalida/inline` can start without waiting

const shared = { common: {}, fields: {} };
/** Name → rulebook; as text until it is first used. */
const books = new Map();
/** What `init` was given for all forms. */
export const defaults = { today: undefined };

export const isStarted = () => started;

export function start(module) {
  if (started) return;
  initSync({ module });
  started = true;
}

export function startWith(start) {
  starter ??= start;
}

export function share(common, fields) {
  Object.assign(shared, { common, fields });
}

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
    reset();
    stopped = false;
  }
  return generation;
}

/** The rulebooks that this instance has read: once for all forms under them. */
let read = { generation, books: new WeakMap() };

export function newCore(book, options) {
  if (read.generation !== generation) read = { generation, books: new WeakMap() };
  if (!read.books.has(book)) read.books.set(book, new Book(book, shared.common, shared.fields));
  return new Core(read.books.get(book), options);
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

/** A rulebook by its name, or a portal's own as an object. */
export function bookOf(rulebook) {
  if (typeof rulebook === "string") return bookNamed(rulebook);
  if (typeof rulebook === "object" && rulebook !== null) return copied(rulebook, "rulebook");
  throw new Error(`convalida: a rulebook is a name or an object, not ${kindOf(rulebook)}`);
}

export const bookNames = () => {
  working();
  return [...books.keys()].sort();
};

export const kindOf = (value) => (value === null ? "null" : typeof value);
