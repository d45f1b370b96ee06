// The one input of the table: it stands in the cell in hand while that is edited.

let lists = 0;

export class Editor {
  #input;
  #cell;
  #before = "";
  #hands;
  #lists = new Map();

  /** @param {{ input(text: string): void, done(text: string, before: string, how: "enter" | "tab" | "blur" | "cancel", back: boolean): void,
   *   fix(): void, error(step: 1 | -1): void }} hands */
  constructor(hands) {
    this.#hands = hands;
  }

  get open() {
    return this.#input !== undefined;
  }

  /** @param {string | null} start what the text begins with; null: the text of the cell, to change it */
  start(cell, column, label, text, start = null) {
    const input = document.createElement("input");
    input.type = "text";
    input.className = "tb-input";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("aria-label", label);
    if (cell.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
    const described = cell.getAttribute("aria-describedby");
    if (described) input.setAttribute("aria-describedby", described);
    if (column.inputMode) input.inputMode = column.inputMode;
    if (column.options) input.setAttribute("list", this.#listOf(cell, column));
    input.value = start ?? text;
    this.#input = input;
    this.#cell = cell;
    this.#before = text;
    cell.classList.add("tb-editing");
    cell.append(input);
    input.addEventListener("input", () => this.#hands.input(input.value));
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.end("blur"));
    input.focus({ preventScroll: true });
    if (start === null) input.select();
  }

  #listOf(cell, { key, options }) {
    if (!this.#lists.has(key)) {
      const list = document.createElement("datalist");
      list.id = `tb-list-${++lists}`;
      list.append(...options.map(({ value, label }) => new Option(label, value)));
      cell.closest(".tb").append(list);
      this.#lists.set(key, list);
    }
    return this.#lists.get(key).id;
  }

  /** The words of the columns are others now. */
  forget() {
    for (const list of this.#lists.values()) list.remove();
    this.#lists.clear();
  }

  /** The state of the cell has changed while it is edited. */
  describe(invalid, by) {
    if (!this.#input) return;
    if (invalid) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
    if (by) this.#input.setAttribute("aria-describedby", by);
    else this.#input.removeAttribute("aria-describedby");
  }

  #key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && event.altKey) return void this.#hands.fix();
    if (event.key === "F8") {
      event.preventDefault();
      this.end("blur");
      return void this.#hands.error(event.shiftKey ? -1 : 1);
    }
    const how = { Enter: "enter", Tab: "tab", Escape: "cancel" }[event.key];
    if (!how) return;
    event.preventDefault();
    this.end(how, event.shiftKey);
  }

  end(how, back = false) {
    const input = this.#input;
    if (!input) return;
    this.#input = undefined; // removing it blurs it
    this.#cell.classList.remove("tb-editing");
    const text = how === "cancel" ? this.#before : input.value;
    input.remove();
    this.#hands.done(text, this.#before, how, back);
  }
}
