// What led to where a form stands: enough to bring it back when the instance it lived in has stopped. It is no second
// copy that every keystroke maintains: the text that was loaded, and what was done since, shortened now and then.

import { moved } from "./paths.js";

const SHORTEST = 4096;

export class Journal {
  #text = "";
  #steps = [];
  /** Half-typed fields: text that was set and not left. */
  #open = new Map();

  loaded(text) {
    this.#text = text;
    this.#steps = [];
    this.#open.clear();
  }

  set(path, value) {
    const last = this.#steps.at(-1);
    if (last?.[0] === "set" && last[1] === path) last[2] = value;
    else this.#steps.push(["set", path, value]);
    this.#open.set(path, value);
  }

  commit(path) {
    if (this.#open.delete(path)) this.#steps.push(["commit", path]);
  }

  moved(kind, list, index) {
    this.#steps.push([kind, list, index]);
    const open = [...this.#open];
    this.#open.clear();
    for (const [path, value] of open) {
      const now = moved(path, list, index, kind === "insert" ? 1 : -1);
      if (now !== undefined) this.#open.set(now, value);
    }
  }

  /** Asks for the form's JSON text when so much was done that reading it is shorter. */
  shorten(toJSON) {
    if (this.#steps.length < Math.max(SHORTEST, this.#text.length / 64)) return;
    this.#text = toJSON();
    this.#steps = [...this.#open].map(([path, value]) => ["set", path, value]);
  }

  /** Does all of it again on a new form of the core. */
  replay(core) {
    if (this.#text !== "") core.load(this.#text);
    for (const [kind, ...given] of this.#steps) core[kind](...given);
  }

  clone() {
    const twin = new Journal();
    twin.#text = this.#text;
    twin.#steps = this.#steps.map((step) => [...step]);
    twin.#open = new Map(this.#open);
    return twin;
  }
}
