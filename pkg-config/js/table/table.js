// The table: columns, the cell in hand, what keys, pointer and clipboard do. Rows are the source's, edits the host's.
import { readBlock, writeBlock } from "./clipboard.js";
import { Editor } from "./editor.js";
import { headWidths } from "./head.js";
import { meaning } from "./keys.js";
import { Selection } from "./selection.js";
import { Viewport } from "./viewport.js";

/** A message is announced when typing pauses, and not at every key. */
const PAUSE = 1000;

/** Below a cell a bubble wants this many pixels, else it goes above. */
const ROOM = 150;

/** The letters of the head, and what lies left and right of them, as in table.css; in rem. */
const HEAD_SIZE = 0.875;
const HEAD_PADDING = 0.8;

let tables = 0;

const make = (tag, className, attributes = {}) => {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

export class Table {
  #hands;
  #words;
  #source;
  #columns = [];
  #order = null;
  #root;
  #head;
  #bubble;
  #live;
  #view;
  #editor;
  #selection = new Selection();
  #selecting = false;
  #leaving = false;
  #timer = 0;
  #said = "";

  /**
   * @param {HTMLElement} host an empty element
   * @param {{ columns: import("./index.js").Column[], source: import("./index.js").Source, label: string, describedBy?: string,
   *   words: { row: string }, hands: import("./index.js").Hands }} options
   */
  constructor(host, { columns, source, label, describedBy, words, hands }) {
    this.#hands = hands;
    this.#words = words;
    this.#source = source;
    this.#root = make("div", "tb", { role: "grid", "aria-label": label, "aria-multiselectable": "true" });
    if (describedBy) this.#root.setAttribute("aria-describedby", describedBy);
    this.#head = make("div", "tb-head", { role: "row", "aria-rowindex": "1" });
    const body = make("div", "tb-body", { role: "rowgroup" });
    this.#bubble = make("div", "tb-bubble", { id: `tb-bubble-${++tables}` });
    this.#bubble.hidden = true;
    this.#live = make("div", "visually-hidden", { "aria-live": "polite" });
    this.#root.append(this.#head, body);
    host.append(this.#root, this.#bubble, this.#live);
    this.#editor = new Editor({
      input: (text) => this.#hands.onInput(this.row, this.key, text),
      done: (...how) => this.#edited(...how),
      fix: () => this.#fix(),
      error: (step) => {
        this.focus(); // until the host has found where to go
        this.#hands.onNextError(step);
      },
    });
    this.#view = new Viewport(this.#root, body, {
      row: (line, at) => this.#drawRow(line, at),
      cell: (line, cell, at, column) => this.#drawCell(cell, at, column),
      kept: (at) => (at === this.#selection.at ? this.#selection.column : -1),
      moved: () => this.#placeBubble(),
      resized: () => this.setColumns(this.#columns),
    });
    this.#wire();
    this.setColumns(columns);
  }

  // ---- what the host says ----

  setColumns(columns) {
    const held = this.#root.contains(document.activeElement);
    this.#editor.end("blur");
    this.#editor.forget();
    const placeNow = (column) => columns.findIndex(({ key }) => key === this.#columns[column]?.key);
    const [inHand, from] = [placeNow(this.#selection.column), placeNow(this.#selection.fromColumn)];
    this.#columns = columns;
    const rem = this.#view.rem;
    let left = this.#view.markWidth;
    const least = headWidths(`600 ${HEAD_SIZE * rem}px ${getComputedStyle(this.#root).fontFamily}`);
    const places = columns.map(({ label, width }) => {
      const place = { left, width: Math.max(Math.round(width * rem), Math.ceil(least(label) + HEAD_PADDING * rem)) };
      left += place.width;
      return place;
    });
    this.#view.setColumns(places);
    this.#root.setAttribute("aria-colcount", String(columns.length + 1));
    this.#head.style.width = `${left}px`;
    this.#root.style.setProperty("--total", `${left}px`);
    const corner = make("div", "tb-corner", { role: "columnheader", "aria-colindex": "1" });
    corner.textContent = this.#words.row;
    const heads = columns.map(({ key, label, look }, at) => {
      const head = make("div", `tb-column${look ? ` tb-${look}` : ""}`, { role: "columnheader", "aria-colindex": String(at + 2) });
      const button = make("button", "tb-sort", { type: "button", tabindex: "-1", "data-key": key });
      button.textContent = label;
      button.title = label;
      head.append(button);
      head.style.left = `${places[at].left}px`;
      head.style.width = `${places[at].width}px`;
      return head;
    });
    this.#head.replaceChildren(corner, ...heads);
    // The cell and the block stay in hand, wherever their columns stand now.
    const { at, fromAt, column } = this.#selection;
    const last = Math.max(0, this.length - 1);
    if (inHand >= 0 && from >= 0) this.#selection.move(Math.min(fromAt, last), from);
    this.#selection.move(Math.min(at, last), inHand >= 0 ? inHand : Math.min(column, Math.max(0, columns.length - 1)), inHand >= 0 && from >= 0);
    this.reload();
    if (held) this.focus(); // its cell is another element now
  }

  /** Which rows show, in which order; all as they stand without it. @param {ArrayLike<number> | null} order */
  setOrder(order) {
    this.#editor.end("blur");
    this.#selection.move(this.#selection.at, this.#selection.column); // the lines of a block are other rows now
    this.#order = order;
    this.reload();
  }

  /** Says by which column the rows are in order. */
  setSorted(key, descending) {
    [...this.#head.children].slice(1).forEach((head, at) => {
      if (this.#columns[at].key === key) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  /** The number of rows or all of their texts are others. */
  reload() {
    this.#view.length = this.length;
    this.#root.setAttribute("aria-rowcount", String(this.length + 1));
    const last = Math.max(0, this.length - 1);
    if (this.#selection.at > last || this.#selection.fromAt > last) this.#selection.move(Math.min(last, this.#selection.at), this.#selection.column);
    this.#view.pin(this.#selection.at);
    this.#view.show();
    this.#view.refresh();
    this.#showBubble();
  }

  /** Some rows of the source have other texts or messages; all without them. @param {Iterable<number>} [rows] */
  update(rows) {
    if (!rows) this.#view.refresh();
    else if (this.#order) this.#view.refresh(); // few lines show: cheaper than looking places up
    else this.#view.refresh(rows);
    this.#showBubble();
  }

  /** Takes the cell in hand; `focus` moves the keyboard there. */
  goTo(row, key, focus = true) {
    const at = this.#order ? Array.prototype.indexOf.call(this.#order, row) : row;
    if (at < 0) return false;
    const column = Math.max(0, this.#columns.findIndex((one) => one.key === key));
    this.#editor.end("blur");
    this.#take(at, column, false, focus);
    if (!focus) return true;
    if (!this.#bubble.hidden) this.#bubble.scrollIntoView({ block: "nearest" });
    this.#view.cellAt(at, column)?.scrollIntoView({ block: "nearest" }); // where both find no room the cell comes first
    return true;
  }

  /** How many rows show. */
  get length() {
    return this.#order ? this.#order.length : this.#source.length;
  }

  get row() {
    return this.rowAt(this.#selection.at);
  }

  get key() {
    return this.#columns[this.#selection.column]?.key;
  }

  /** The place of the cell in hand among the rows that show. */
  get place() {
    return this.#selection.at;
  }

  get editing() {
    return this.#editor.open;
  }

  /** The row of the source at a place of the view. */
  rowAt(at) {
    return this.#order ? this.#order[at] : at;
  }

  /** The rows of the block in hand. */
  get selectedRows() {
    const rows = [];
    for (let at = this.#selection.top; at <= Math.min(this.#selection.bottom, this.length - 1); at++) rows.push(this.rowAt(at));
    return rows;
  }

  /** The keyboard goes to the cell in hand; the block stays. */
  focus() {
    if (this.length) this.#take(this.#selection.at, this.#selection.column, true, true);
  }

  // ---- drawing ----

  #drawRow({ node, head }, at) {
    const row = this.rowAt(at);
    const mark = this.#source.mark(row);
    node.setAttribute("aria-rowindex", String(at + 2));
    head.firstChild.data = String(row + 1);
    const severity = mark?.severity ?? "";
    if (head.dataset.severity !== severity) head.dataset.severity = severity;
    if (mark) head.setAttribute("aria-label", `${row + 1}, ${mark.label}`);
    else head.removeAttribute("aria-label");
  }

  #drawCell(cell, at, column) {
    const row = this.rowAt(at);
    const { key, look } = this.#columns[column];
    const text = this.#source.text(row, key);
    const severity = this.#source.messages(row, key)[0]?.severity ?? "";
    const inHand = at === this.#selection.at && column === this.#selection.column;
    const selected = !this.#selection.single && this.#selection.has(at, column);
    if (cell.firstChild.data !== text) cell.firstChild.data = text;
    const editing = cell.classList.contains("tb-editing") ? " tb-editing" : "";
    const className = `tb-cell${look ? ` tb-${look}` : ""}${severity ? ` tb-${severity}` : ""}${selected ? " tb-selected" : ""}${inHand ? " tb-in-hand" : ""}${editing}`;
    if (cell.className === className) return; // it tells all that follows
    cell.className = className;
    if (severity === "error") cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    cell.tabIndex = inHand ? 0 : -1;
    if (inHand && severity) cell.setAttribute("aria-describedby", this.#bubble.id);
    else cell.removeAttribute("aria-describedby");
    if (selected) cell.setAttribute("aria-selected", "true");
    else cell.removeAttribute("aria-selected");
  }

  /** What the cell in hand has to say, beside it; announced when typing pauses. */
  #showBubble() {
    const { at, column } = this.#selection;
    const messages = this.length && this.key ? this.#source.messages(this.row, this.key) : [];
    const cell = this.#view.cellAt(at, column);
    const active = document.activeElement;
    this.#editor.describe(messages[0]?.severity === "error", messages.length ? this.#bubble.id : "");
    if (!messages.length || !cell || !(this.#root.contains(active) || this.#bubble.contains(active))) return void (this.#bubble.hidden = true);
    const said = messages.map(({ message }) => message).join("\n");
    const { row, key } = this;
    const stamp = JSON.stringify([row, key, messages]); // with all that hangs on a message: its fix may be another
    if (this.#bubble.dataset.stamp !== stamp) {
      this.#bubble.dataset.stamp = stamp;
      this.#bubble.className = `tb-bubble tb-${messages[0].severity}`;
      this.#bubble.replaceChildren(...messages.map(({ severity, message }) => Object.assign(make("p", `tb-said tb-${severity}`), { textContent: message })));
      this.#hands.onMessages?.(this.#bubble, row, key, messages);
      this.#say(`${row} ${key}`, said);
    }
    this.#bubble.hidden = false;
    this.#placeBubble();
  }

  #placeBubble() {
    if (this.#bubble.hidden) return;
    const { top, bottom, left, width, height, shows } = this.#view.placeOf(this.#selection.at, this.#selection.column);
    const wide = Math.min(26 * this.#view.rem, width);
    const above = bottom + ROOM > height && top > ROOM;
    this.#bubble.style.visibility = shows ? "" : "hidden";
    this.#bubble.style.width = `${wide}px`;
    this.#bubble.style.left = `${Math.max(0, Math.min(left, width - wide))}px`;
    this.#bubble.style.top = `${above ? top : bottom + 3}px`;
    this.#bubble.classList.toggle("tb-above", above);
  }

  /** Announces what a cell says, once. */
  #say(where, text) {
    if (this.#said === `${where} ${text}`) return;
    this.#said = `${where} ${text}`;
    clearTimeout(this.#timer);
    if (this.#editor.open) this.#timer = setTimeout(() => (this.#live.textContent = text), PAUSE);
  }

  // ---- the cell in hand ----

  #take(at, column, stretch = false, focus = true) {
    if (!this.length || !this.#columns.length) return;
    const before = [this.#selection.at, ...(this.#selection.single ? [] : this.#lines())];
    this.#selection.move(Math.max(0, Math.min(this.length - 1, at)), Math.max(0, Math.min(this.#columns.length - 1, column)), stretch);
    this.#view.pin(this.#selection.at);
    this.#view.reveal(this.#selection.at, this.#selection.column);
    this.#view.refresh(new Set([...before, ...(this.#selection.single ? [this.#selection.at] : this.#lines())]));
    if (focus) this.#view.cellAt(this.#selection.at, this.#selection.column)?.focus({ preventScroll: true });
    this.#showBubble();
  }

  /** The lines of the block that have nodes. */
  #lines() {
    const lines = [];
    for (let at = this.#selection.top; at <= this.#selection.bottom; at++) if (this.#view.lineAt(at)) lines.push(at);
    return lines;
  }

  #step([down, across], stretch) {
    const clamp = (value, most) => Math.max(0, Math.min(most, value));
    this.#take(clamp(this.#selection.at + down, this.length - 1), clamp(this.#selection.column + across, this.#columns.length - 1), stretch);
  }

  /** To the next cell, over the end of the row; false at the end of the table. */
  #tab(step) {
    const width = this.#columns.length;
    const place = this.#selection.at * width + this.#selection.column + step;
    if (place < 0 || place >= this.length * width) return false;
    this.#take(Math.floor(place / width), place % width);
    return true;
  }

  // ---- editing ----

  #edit(start = null) {
    const { at, column } = this.#selection;
    const cell = this.#view.cellAt(at, column);
    if (!cell || this.#editor.open) return;
    const label = `${this.#columns[column].label}, ${this.#words.row} ${this.row + 1}`;
    this.#editor.start(cell, this.#columns[column], label, this.#source.text(this.row, this.key), start);
    if (start !== null) this.#hands.onInput(this.row, this.key, start);
  }

  #edited(text, before, how, back) {
    clearTimeout(this.#timer);
    const { row, key } = this;
    if (how === "cancel") this.#hands.onInput(row, key, before);
    this.#hands.onLeave(row, key, text, before);
    if (how === "enter") this.#step([back ? -1 : 1, 0], false);
    else if (how === "tab") this.#tab(back ? -1 : 1) || this.#take(this.#selection.at, this.#selection.column);
    else if (how === "cancel") this.#take(this.#selection.at, this.#selection.column);
    this.#view.refresh([this.#selection.at]);
    this.#showBubble();
  }

  #fix() {
    this.#bubble.querySelector("[data-fix]")?.click();
  }

  #clear() {
    this.#write(Array.from({ length: this.#selection.bottom - this.#selection.top + 1 }, () => this.#keysInHand().map(() => "")));
  }

  /** As many rows as are in hand, below them: at the end, too, a row needs no mouse. */
  #insert() {
    const { top, bottom } = this.#selection;
    this.#hands.onInsert(this.length ? this.rowAt(bottom) + 1 : 0, bottom - top + 1);
    this.#take(bottom + 1, 0);
  }

  #keysInHand = () => this.#columns.slice(this.#selection.left, this.#selection.right + 1).map(({ key }) => key);

  /** Puts texts from the top left of the block on. One text fills the whole block. */
  #write(texts) {
    const { top, left, bottom, right } = this.#selection;
    const single = texts.length === 1 && texts[0].length === 1;
    const height = single ? bottom - top + 1 : texts.length;
    const width = single ? right - left + 1 : Math.max(...texts.map((row) => row.length));
    const keys = this.#columns.slice(left, left + width).map(({ key }) => key);
    const added = Math.max(0, top + height - this.length);
    const rows = Array.from({ length: height }, (_, at) => (top + at < this.length ? this.rowAt(top + at) : this.#source.length + top + at - this.length));
    const filled = single ? rows.map(() => keys.map(() => texts[0][0])) : texts.map((row) => keys.map((_, at) => row[at] ?? ""));
    this.#hands.onBlock({ rows, keys, texts: filled, added, outside: Math.max(0, width - keys.length) });
  }

  #copied() {
    const keys = this.#keysInHand();
    return writeBlock(this.selectedRows.map((row) => keys.map((key) => this.#source.text(row, key))));
  }

  // ---- hands ----

  #wire() {
    const root = this.#root;
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("pointerdown", (event) => this.#point(event));
    root.addEventListener("pointermove", (event) => this.#selecting && this.#stretchTo(event));
    for (const name of ["pointerup", "pointercancel"]) root.addEventListener(name, () => (this.#selecting = false));
    root.addEventListener("click", (event) => {
      const button = event.target.closest(".tb-sort");
      if (button) this.#hands.onSort(button.dataset.key);
      else if (event.pointerType === "touch" && this.#placeOf(event.target)) this.#edit();
    });
    root.addEventListener("dblclick", (event) => this.#placeOf(event.target) && this.#edit());
    root.addEventListener("focusin", () => this.#showBubble());
    root.addEventListener("focusout", () => setTimeout(() => this.#showBubble()));
    this.#bubble.addEventListener("focusout", () => setTimeout(() => this.#showBubble()));
    for (const name of ["copy", "cut", "paste"]) root.addEventListener(name, (event) => this.#clipboard(event, name));
  }

  #key(event) {
    if (this.#editor.open || event.target.closest(".tb-sort") || event.isComposing) return;
    const found = meaning(event);
    if (!found) return;
    if (found.tab) {
      const leaving = this.#leaving;
      this.#leaving = false;
      if (leaving || !this.#tab(found.tab)) return; // the browser goes on to what follows the table
    }
    this.#leaving = found.act === "leave";
    if (found.act === "type") return this.#edit(""); // the key itself goes into the input, which has the focus now
    event.preventDefault();
    if (found.move) this.#step(found.move, found.stretch);
    else if (found.page) this.#step([found.page * this.#view.page, 0], found.stretch);
    else if (found.error) this.#hands.onNextError(found.error);
    else this.#do(found.act);
  }

  #do(act) {
    switch (act) {
      case "edit":
        return this.#edit();
      case "clear":
        return this.#clear();
      case "fix":
        return this.#fix();
      case "undo":
        return this.#hands.onUndo();
      case "redo":
        return this.#hands.onRedo();
      case "insert":
        return this.#insert();
      case "remove":
        return this.#hands.onRemove(this.selectedRows);
      case "all":
        this.#selection.move(0, 0);
        return this.#take(this.length - 1, this.#columns.length - 1, true);
      default:
        return undefined;
    }
  }

  /** The place of the cell that a node stands in. */
  #placeOf(node) {
    const cell = node.closest?.(".tb-cell");
    if (!cell) return null;
    return { at: Number(cell.parentElement.getAttribute("aria-rowindex")) - 2, column: Number(cell.getAttribute("aria-colindex")) - 2 };
  }

  #point(event) {
    if (event.button !== 0 || event.target.closest(".tb-input")) return;
    const mark = event.target.closest(".tb-mark");
    const place = mark ? { at: Number(mark.parentElement.getAttribute("aria-rowindex")) - 2, column: 0 } : this.#placeOf(event.target);
    if (!place) return;
    event.preventDefault(); // the focus is ours to place
    this.#editor.end("blur");
    if (mark) {
      if (!event.shiftKey) this.#selection.move(place.at, 0);
      return this.#take(place.at, this.#columns.length - 1, true);
    }
    this.#selecting = event.pointerType === "mouse";
    this.#take(place.at, place.column, event.shiftKey);
  }

  #stretchTo(event) {
    const place = this.#placeOf(event.target);
    if (place && (place.at !== this.#selection.at || place.column !== this.#selection.column)) this.#take(place.at, place.column, true);
  }

  #clipboard(event, name) {
    if (this.#editor.open || !this.length) return;
    event.preventDefault();
    if (name === "paste") {
      const text = event.clipboardData.getData("text/plain");
      if (text && !this.#hands.onPasteTable?.(text)) this.#write(readBlock(text));
      return;
    }
    event.clipboardData.setData("text/plain", this.#copied());
    if (name === "cut") this.#clear();
  }
}
