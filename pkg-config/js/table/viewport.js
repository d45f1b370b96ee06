// What shows of the rows, and the few nodes that show it. Nodes are used again as rows go by; nothing is measured
// while scrolling.

const SPARE_ROWS = 4;
const ROW_REM = 2.25;
const HEAD_REM = 3.5;
export const MARK_REM = 4.25;

export class Viewport {
  #root;
  #body;
  #columns = [];
  #draw;
  #rows = new Map();
  #free = [];
  #first = 0;
  #last = -1;
  #firstColumn = 0;
  #lastColumn = -1;
  #pinned = -1;
  #height = 0;
  #width = 0;
  #frame = 0;
  rem = 16;
  length = 0;

  /**
   * @param {HTMLElement} root what scrolls
   * @param {{ row(line: object, at: number): void, cell(line: object, cell: HTMLElement, at: number, column: number): void,
   *   kept(at: number): number, moved(): void, resized(): void }} draw `kept`: the column that a row must hold, or -1
   */
  constructor(root, body, draw) {
    this.#root = root;
    this.#body = body;
    this.#draw = draw;
    root.addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(([{ contentRect }]) => {
      this.#height = contentRect.height;
      this.#width = contentRect.width;
      this.#measure();
      this.show();
      this.#draw.moved();
    }).observe(root);
    this.#measure();
  }

  get rowHeight() {
    return Math.round(ROW_REM * this.rem);
  }

  get headHeight() {
    return Math.round(HEAD_REM * this.rem);
  }

  get markWidth() {
    return Math.round(MARK_REM * this.rem);
  }

  /** How many whole rows fit. */
  get page() {
    return Math.max(1, Math.floor((this.#height - this.headHeight) / this.rowHeight) - 1);
  }

  #measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    if (rem !== this.rem && this.#columns.length) queueMicrotask(() => this.#draw.resized());
    this.rem = rem;
    this.#root.style.setProperty("--row", `${this.rowHeight}px`);
    this.#root.style.setProperty("--head", `${this.headHeight}px`);
    this.#root.style.setProperty("--mark", `${this.markWidth}px`);
  }

  /** @param {{ left: number, width: number }[]} columns in px */
  setColumns(columns) {
    this.#columns = columns;
    this.#lastColumn = -1;
    for (const line of this.#rows.values()) line.node.remove();
    this.#rows.clear();
    this.#free.length = 0;
  }

  get total() {
    const last = this.#columns.at(-1);
    return last ? last.left + last.width : 0;
  }

  /** The row that must exist though it does not show: it holds the focus. */
  pin(at) {
    this.#pinned = at;
  }

  lineAt(at) {
    return this.#rows.get(at);
  }

  cellAt(at, column) {
    return this.#rows.get(at)?.cells.get(column);
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.show();
      this.#draw.moved();
    });
  }

  /** Where no size is known yet, it is asked for: who shows the table goes to a cell at once, before any observer speaks. */
  #size() {
    if (this.#height && this.#width) return;
    this.#height = this.#root.clientHeight;
    this.#width = this.#root.clientWidth;
  }

  /** Brings the nodes in line with what the scroll position shows. */
  show() {
    this.#size();
    this.#body.style.height = `${this.length * this.rowHeight}px`;
    const top = this.#root.scrollTop;
    this.#first = Math.max(0, Math.floor(top / this.rowHeight) - SPARE_ROWS);
    this.#last = Math.min(this.length - 1, Math.ceil((top + this.#height) / this.rowHeight) + SPARE_ROWS);
    const columnsMoved = this.#chooseColumns();
    for (const [at, line] of this.#rows) if (!this.#wanted(at)) this.#release(at, line);
    for (let at = this.#first; at <= this.#last; at++) this.#line(at, columnsMoved);
    if (this.#pinned >= 0 && this.#pinned < this.length) this.#line(this.#pinned, columnsMoved);
  }

  #wanted = (at) => at < this.length && ((at >= this.#first && at <= this.#last) || at === this.#pinned);

  #chooseColumns() {
    const left = this.#root.scrollLeft;
    const right = left + this.#width;
    const [before, beforeLast] = [this.#firstColumn, this.#lastColumn];
    const shows = ({ left: start, width }) => start + width > left && start < right;
    this.#firstColumn = Math.max(0, this.#columns.findIndex(shows));
    this.#lastColumn = this.#columns.findLastIndex(shows);
    return before !== this.#firstColumn || beforeLast !== this.#lastColumn;
  }

  #release(at, line) {
    this.#rows.delete(at);
    line.node.style.display = "none";
    this.#free.push(line);
  }

  #line(at, columnsMoved) {
    let line = this.#rows.get(at);
    const fresh = !line;
    if (fresh) {
      line = this.#free.pop() ?? this.#newLine();
      this.#rows.set(at, line);
      line.node.style.display = "";
      line.node.style.transform = `translateY(${at * this.rowHeight}px)`;
      this.#draw.row(line, at);
    }
    const kept = this.#draw.kept(at);
    if (fresh || columnsMoved || (kept >= 0 && !line.cells.has(kept))) this.#cells(line, at, kept, fresh);
  }

  #newLine() {
    const node = document.createElement("div");
    node.className = "tb-row";
    node.setAttribute("role", "row");
    const head = document.createElement("div");
    head.className = "tb-mark";
    head.setAttribute("role", "rowheader");
    head.setAttribute("aria-colindex", "1");
    head.append("");
    node.append(head);
    this.#body.append(node);
    return { node, head, cells: new Map() };
  }

  #cells(line, at, kept, all) {
    for (const [column, cell] of line.cells) {
      if ((column < this.#firstColumn || column > this.#lastColumn) && column !== kept) {
        cell.remove();
        line.cells.delete(column);
      }
    }
    for (let column = this.#firstColumn; column <= this.#lastColumn; column++) this.#cell(line, at, column, all);
    if (kept >= 0) this.#cell(line, at, kept, all);
  }

  #cell(line, at, column, all) {
    let cell = line.cells.get(column);
    if (cell && !all) return;
    if (!cell) {
      cell = document.createElement("div");
      cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-colindex", String(column + 2));
      cell.style.left = `${this.#columns[column].left}px`;
      cell.style.width = `${this.#columns[column].width}px`;
      cell.append("");
      line.cells.set(column, cell);
      const after = [...line.cells.keys()].filter((other) => other > column).sort((a, b) => a - b)[0];
      line.node.insertBefore(cell, line.cells.get(after) ?? null); // in reading order
    }
    this.#draw.cell(line, cell, at, column);
  }

  /** Draws anew what shows of some rows; of all without them. */
  refresh(rows = [...this.#rows.keys()]) {
    for (const at of rows) {
      const line = this.#rows.get(at);
      if (!line) continue;
      this.#draw.row(line, at);
      for (const [column, cell] of line.cells) this.#draw.cell(line, cell, at, column);
    }
  }

  /** Scrolls as little as it takes for a cell to show. */
  reveal(at, column) {
    this.#size();
    const top = at * this.rowHeight;
    const room = this.#height - this.headHeight;
    const now = this.#root.scrollTop;
    if (top < now) this.#root.scrollTop = top;
    else if (top + this.rowHeight > now + room) this.#root.scrollTop = top + this.rowHeight - room;
    const { left, width } = this.#columns[column];
    const from = this.#root.scrollLeft;
    if (left - this.markWidth < from) this.#root.scrollLeft = left - this.markWidth;
    else if (left + width > from + this.#width) this.#root.scrollLeft = left + width - this.#width;
    this.show();
  }

  /** Where a cell stands in the frame that scrolls, reckoned and not measured; whether it shows; where a bubble goes. */
  placeOf(at, column) {
    const top = this.headHeight + at * this.rowHeight - this.#root.scrollTop;
    const left = this.#columns[column].left - this.#root.scrollLeft;
    const shows = top + this.rowHeight > this.headHeight && top < this.#height;
    return { top, bottom: top + this.rowHeight, left, width: this.#width, height: this.#height, shows };
  }
}
