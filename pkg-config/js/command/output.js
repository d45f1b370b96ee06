// Standard output and standard error: who reads slowly is waited for, and what can not be written is not lost silently.

import { getSystemErrorMap } from "node:util";
import { plain } from "./plain.js";

/** What a run ends with. */
export const NO_ERRORS = 0;
export const ERRORS = 1;
export const UNUSABLE = 2;

/** So much is written at once. */
const PIECE = 1 << 16;

export class Output {
  #pending = [];
  #length = 0;

  constructor() {
    process.stdout.on("error", () => {}); // who writes is told, below
  }

  async write(text) {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) await this.flush();
  }

  async flush() {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#length = 0;
    if (text === "") return;
    await new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error ? reject(new NotWritten(error)) : resolve()));
    });
  }
}

class NotWritten extends Error {
  constructor(cause) {
    super(systemError(cause), { cause });
  }
}

/** How a run ends: a reader that went away (`| head`) has what it wanted; anything else that was not written is told. */
export async function ended(run) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    return error.cause.code === "EPIPE" ? NO_ERRORS : complain(`standard output: ${error.message}`);
  }
}

/** Says what can not be used. */
export function complain(problem) {
  const lines = problem.split(/\r?\n/).map(plain);
  process.stderr.write(`convalida: ${lines.join("\n")}\n`);
  return UNUSABLE;
}

/** An error of the system in its words: `No such file or directory (os error 2)`. */
export function systemError({ errno, message }) {
  const [, words] = getSystemErrorMap().get(errno) ?? [];
  if (words === undefined) return message;
  const said = words === "illegal operation on a directory" ? "is a directory" : words;
  return `${said[0].toUpperCase()}${said.slice(1)} (os error ${Math.abs(errno)})`;
}
