// What stops a reading: a sentence for people, in the words of the page, with its figures apart.

/** Thrown by every reader. `sentence` is Italian with `{name}` places, translated and filled where it is shown. */
export class Refusal extends Error {
  constructor(sentence, values = {}) {
    super(sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole));
    this.name = "Refusal";
    this.sentence = sentence;
    this.values = values;
  }
}

/** A file larger than this is no workforce; below it a browser still holds it twice. */
export const MOST_BYTES = 100_000_000;
export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 500;
export const MOST_CELLS = 8_000_000;
