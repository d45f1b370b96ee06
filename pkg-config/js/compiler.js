// The compiler of a portal's own rulebooks: a module of its own, which only they need.

import { compile, initSync } from "generated/compiler.js";
import { ownOf, written } from "./copy.js";
import { defaults } from "./defaults.js";
import { wrong } from "./errors.js";

let started = false;
let starter;

export const hasCompiler = () => started || starter !== undefined;

export function startCompiler(module) {
  if (started) return;
  initSync({ module });
  started = true;
}

/** Where the module is at hand it starts when it is first needed. */
export function startCompilerWith(start) {
  starter ??= start;
}

/** A portal's own rulebooks by their text, the last few: what is the same is compiled once, not at each check. */
const own = new Map();
const MOST_OWN = 4;

/** A rulebook given as an object, compiled. */
export function compiledOwn(rulebook) {
  const text = written(rulebook, "rulebook");
  const book = own.get(text) ?? { name: ownOf(rulebook).nome, bytes: compiled(text) };
  own.delete(text);
  own.set(text, book);
  if (own.size > MOST_OWN) own.delete(own.keys().next().value);
  return book;
}

function compiled(text) {
  if (!started) {
    if (!starter) {
      throw wrong(
        "a rulebook of your own needs the compiler, which is a module of its own: " +
          '`await init({ compiler: true })` first, or import "convalida/inline/compiler"',
      );
    }
    starter();
  }
  try {
    return compile(text, defaults.language);
  } catch (error) {
    throw wrong(`the rulebook has a mistake. ${error.message}`, error);
  }
}
