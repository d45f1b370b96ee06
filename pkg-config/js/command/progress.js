// A bar over the bytes of a file, for somebody who waits at a terminal.

const CELLS = 40;
/** Milliseconds between two drawings. */
const PAUSE = 100;

export class Progress {
  #size;
  #read = 0;
  #start = performance.now();
  #drawn = 0;
  #isShown = false;

  /** The pieces of a file, counted as they pass; nothing is shown where its size is not known. */
  async *over(pieces, size) {
    if (process.stderr.isTTY) this.#size = size;
    for await (const piece of pieces) {
      this.#read += piece.length;
      yield piece;
    }
  }

  show() {
    const now = performance.now();
    if (!this.#size || now - this.#drawn < PAUSE) return;
    this.#drawn = now;
    const part = Math.min(1, this.#read / this.#size);
    const seconds = Math.round(((now - this.#start) / 1000) * (1 / part - 1));
    const done = Math.floor(part * CELLS);
    process.stderr.write(`\r${"█".repeat(done)}${"░".repeat(CELLS - done)} ${Math.floor(part * 100)} % (${seconds}s)`);
    this.#isShown = true;
  }

  clear() {
    if (this.#isShown) process.stderr.write("\r\u001b[2K");
    this.#isShown = false;
  }
}
