// Entry `convalida/worker`: the same Form and check with promises, in a Web Worker, for pages with very many rows.

import { kindOf, ownOf } from "./copy.js";
import { wrong } from "./errors.js";

let worker;
let counter = 0;
const waiting = new Map();
/** By the number of a form: who listens to it. */
const listeners = new Map();

/**
 * Starts the worker and loads the core in it; `worker` is one of the page's own that runs `convalida/worker-thread`. Asked
 * again it goes on with the worker that is there, whose forms stay.
 */
export async function init(options = {}) {
  const { worker: own, base, ...others } = ownOf(options);
  connect(own ?? worker ?? new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" }));
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  await ask("init", [{ ...others, ...(base === undefined ? {} : { base: new URL(String(base), page).href }) }]);
}

export default init;

export const check = (...given) => ask("check", given);
export const checkDossier = (...given) => ask("checkDossier", given);
export const unasked = (...given) => ask("unasked", given);
export const rulebooks = (...given) => ask("rulebooks", given);
export const rules = (...given) => ask("rules", given);

/** Ends the worker: its forms are gone, its memory is free. */
export function stop() {
  leave("the worker was stopped");
}

const METHODS = [
  "set", "setMany", "commit", "load", "reset", "insert", "remove", "diagnostics", "validate", "field", "bounds", "summary",
  "explain", "fields", "asks", "filingDays", "rulebook", "rules",
];

export class Form {
  #number = ++counter;

  constructor(rulebook, options) {
    // What is wrong with the rulebook or the options is told by each call on the form.
    ask("new", [rulebook, options], this.#number).catch(() => {});
  }

  static {
    for (const method of METHODS) {
      Object.defineProperty(this.prototype, method, {
        __proto__: null,
        configurable: true,
        writable: true,
        value(...given) {
          return ask(method, given, this.#number);
        },
      });
    }
  }

  /** A promise, too: what JSON.stringify writes of it is not the domanda. */
  toJSON() {
    return ask("toJSON", [], this.#number);
  }

  subscribe(listener) {
    if (typeof listener !== "function") throw wrong(`subscribe takes a function, not ${kindOf(listener)}`);
    if (!listeners.has(this.#number)) listeners.set(this.#number, new Set());
    const own = (change) => listener(change);
    listeners.get(this.#number).add(own);
    return () => void listeners.get(this.#number)?.delete(own);
  }

  free() {
    listeners.delete(this.#number);
    return ask("free", [], this.#number);
  }
}

function connect(made) {
  if (worker === made) return;
  leave("another worker took the place of this one");
  worker = made;
  let isUp = false;
  made.addEventListener("message", ({ data }) => {
    if (worker !== made) return; // what was on its way when it was left
    isUp = true;
    const { id, form, change, value, error } = ownOf(data);
    if (change) return listeners.get(form)?.forEach((tell) => tell(change));
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    return error === undefined ? done(value) : failed(new Error(error));
  });
  made.addEventListener("error", (event) => {
    event.preventDefault();
    if (worker !== made) return;
    const reason = event.message || "its file was not found, or may not run here";
    if (isUp) fail(`the worker failed: ${reason}`);
    else leave(`the worker could not be started: ${reason}`); // the next init tries again
  });
}

/** Ends the worker, if there is one, and says so to who waits for it. */
function leave(reason) {
  worker?.terminate();
  worker = undefined;
  fail(reason);
}

function fail(reason) {
  for (const { failed } of waiting.values()) failed(wrong(reason));
  waiting.clear();
}

function ask(call, given, form) {
  return new Promise((done, failed) => {
    if (worker === undefined) throw wrong("not ready yet. Wait for `await init()` of convalida/worker first");
    const id = ++counter;
    waiting.set(id, { done, failed });
    try {
      worker.postMessage({ id, call, given, form });
    } catch (error) {
      waiting.delete(id);
      failed(wrong(`this can not be handed to a worker: ${error.message}`, error));
    }
  });
}
