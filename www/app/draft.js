// The draft in this browser: kept on request after each answer, brought back when the page opens, erased on request.

const STORE = "convalida.bozza";
const PAUSE = 400;

export class Draft {
  #box = document.getElementById("tieni-bozza");
  #read;
  #timer = 0;
  #failed;

  /** `read` gives what is to be kept; `onFailed` is told when the browser keeps nothing. */
  constructor({ read, onFailed }) {
    this.#read = read;
    this.#failed = onFailed;
    document.getElementById("bozza").hidden = false;
    this.#box.checked = this.kept() !== null;
    this.#box.addEventListener("change", () => (this.#box.checked ? this.#keep() : this.#erase()));
    addEventListener("pagehide", () => this.#timer && this.#keep());
  }

  /** Whether leaving loses nothing. */
  get on() {
    return this.#box.checked;
  }

  /** What was kept; null where nothing was. */
  kept() {
    try {
      const found = JSON.parse(localStorage.getItem(STORE));
      return found && typeof found.domanda === "object" ? found : null;
    } catch {
      return null;
    }
  }

  /** Something changed: it is kept after a pause. */
  note() {
    if (!this.on) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), PAUSE);
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    try {
      localStorage.setItem(STORE, JSON.stringify(this.#read()));
    } catch {
      this.#box.checked = false;
      this.#failed();
    }
  }

  #erase() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    localStorage.removeItem(STORE);
  }
}
