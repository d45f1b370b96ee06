// Undo and redo of everything: each act brings how it is done again and how it is undone.

const MOST = 500;

export class History {
  #done = [];
  #undone = [];
  #changed;

  /** @param {() => void} changed called after every act */
  constructor(changed = () => {}) {
    this.#changed = changed;
  }

  /**
   * Notes an act that has been done.
   * @param {{ label: string, undo: () => void | Promise<void>, redo: () => void | Promise<void> }} act
   */
  note(act) {
    this.#done.push(act);
    if (this.#done.length > MOST) this.#done.shift();
    this.#undone.length = 0;
    this.#changed();
  }

  /** The label of what would be undone; undefined where there is nothing. */
  get next() {
    return this.#done.at(-1)?.label;
  }

  get nextAgain() {
    return this.#undone.at(-1)?.label;
  }

  /** @returns {Promise<string | undefined>} what was undone */
  undo() {
    return this.#move(this.#done, this.#undone, "undo");
  }

  redo() {
    return this.#move(this.#undone, this.#done, "redo");
  }

  clear() {
    this.#done.length = this.#undone.length = 0;
    this.#changed();
  }

  async #move(from, to, way) {
    const act = from.pop();
    if (!act) return undefined;
    to.push(act);
    await act[way]();
    this.#changed();
    return act.label;
  }
}
