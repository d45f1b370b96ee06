// The application in hand: its workers, what is wrong with them, every edit and its way back.
import { History } from "../../pkg-config/js/table/index.js";
import { t, writeCount } from "../app/words.js";
import { Found } from "./found.js";
import { Rows } from "./rows.js";

/** So long after the last edit the whole is checked again. */
const PAUSE = 1200;

/** Up to so many workers the whole is checked at every pause. Among more an edit tells what it changes, and the whole waits
 *  until somebody looks at it: it would hold up the next key. */
const FEW = 2_000;

/** From so many cells on a paste shows how far it is, and can be stopped. */
const MANY_CELLS = 5_000;

export class Session extends EventTarget {
  #engine;
  #working;
  #timer = 0;
  #check = 0;
  /** Something was edited since the last whole check. */
  #stale = false;
  /** What was edited since then tells nothing of itself: a block, rows, data of the application, an undo. */
  #behind = false;
  /** The answer to the last key. */
  #answered = Promise.resolve();
  #settling = null;
  /** Edits that nobody has stored. */
  dirty = false;
  /** What the worker answered when the application was opened. */
  opened = null;
  rows = new Rows({}, 0);
  found = new Found();
  groups = [];
  summary = null;
  checked = false;
  /** A person has stopped the last check. */
  stopped = false;

  /** @param {(text: string, work: (step: Function) => Promise<unknown>, options?: object) => Promise<unknown>} working shows how far a
   *   work is; undefined where it was stopped or failed, which it has said */
  constructor(engine, working) {
    super();
    this.#engine = engine;
    this.#working = working;
    this.history = new History(() => this.#tell("history"));
  }

  get id() {
    return this.opened?.card.id;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Shows an application, then checks it. */
  async open(id, { keepHistory = false } = {}) {
    clearTimeout(this.#timer);
    const opened = await this.#engine.open(id);
    if (!keepHistory) this.history.clear();
    this.opened = opened;
    this.rows = new Rows(opened.columns, opened.length);
    this.found = new Found();
    this.groups = [];
    this.summary = null;
    this.checked = false;
    this.#tell("open");
    await this.check();
  }

  leave() {
    clearTimeout(this.#timer);
    this.opened = null;
    this.history.clear();
  }

  /** The whole check; one that was overtaken by an edit is not shown. */
  async check() {
    clearTimeout(this.#timer);
    const mine = ++this.#check;
    const id = this.id;
    this.stopped = false;
    const judged = await this.#working(t("Controllo la domanda…"), (step) => this.#engine.check(id, step), { late: true });
    if (mine !== this.#check || id !== this.id) return;
    if (!judged) {
      this.stopped = true;
      this.#tell("stop");
      return;
    }
    const { groups, counts, summary } = judged;
    this.groups = groups;
    this.summary = summary;
    this.#stale = this.#behind = false;
    this.found = new Found(groups);
    this.opened.card.counts = counts;
    this.checked = true;
    this.#tell("check");
  }

  /** What only the whole check says is brought up to date, where it is not. */
  async fresh() {
    if (this.#stale && this.opened) await this.check();
  }

  /** What was found is that of all edits so far, cell by cell; who asks meanwhile waits with who asked first. */
  settled() {
    this.#settling ??= this.#settle().finally(() => (this.#settling = null));
    return this.#settling;
  }

  async #settle() {
    await this.#answered.catch(() => {}); // whoever typed was told
    while (this.#behind && this.opened) { // a check may be overtaken by that of an undo
      await this.check();
      if (this.stopped) return;
    }
  }

  #edited({ whole = true } = {}) {
    this.dirty = true;
    this.#check++;
    clearTimeout(this.#timer);
    this.#stale = true;
    this.#behind ||= whole;
    if (whole || !this.checked || this.rows.length <= FEW) this.#timer = setTimeout(() => this.check(), PAUSE);
    this.#tell("edit");
  }

  // ---- one field ----

  /** A key in a worker's cell. */
  input(row, key, text) {
    this.rows.set(row, key, text);
    this.#ask("set", `lavoratori.${row}.${key}`, text);
  }

  /** A cell is left. */
  left(row, key, text, before) {
    this.rows.set(row, key, text);
    this.#ask("commit", `lavoratori.${row}.${key}`);
    if (text !== before) this.#noteCells([[row, key, before, text]], t("la modifica di una cella"), { whole: false });
  }

  inputHead(path, text) {
    this.#ask("set", path, text);
  }

  leftHead(path, text, before) {
    this.#ask("commit", path);
    if (text === before) return;
    const put = (value) => async () => {
      await this.#engine.write(this.id, [[path, value]]);
      await this.open(this.id, { keepHistory: true });
    };
    this.history.note({ label: t("la modifica di un dato della domanda"), undo: put(before), redo: put(text) });
    this.#edited();
  }

  #ask(what, path, text) {
    this.#answered = this.#apply(what, path, text);
  }

  async #apply(what, path, text) {
    const found = this.found;
    const change = await this.#engine[what](this.id, path, text);
    if (found !== this.found) return; // a whole check came in between, and knows more
    this.opened.card.counts = found.counts;
    this.#tell("change", { path, rows: found.apply(change) });
  }

  // ---- many cells and rows: what shows changes at once, the worker follows in the same order ----

  /** @param {[number, string, string, string][]} cells row, field, before, after */
  async #putCells(cells, after) {
    const edits = cells.map(([row, key, before, text]) => [`lavoratori.${row}.${key}`, after ? text : before]);
    for (const [row, key, before, text] of cells) this.rows.set(row, key, after ? text : before);
    this.#tell("rows");
    this.#edited();
    await this.#engine.write(this.id, edits);
    await this.check();
  }

  #noteCells(cells, label, how) {
    this.history.note({ label, undo: () => this.#putCells(cells, false), redo: () => this.#putCells(cells, true) });
    this.#edited(how);
  }

  /** A paste, a cut, a clearing: new rows where it goes over the end. */
  async block({ rows, keys, texts, added }) {
    const at = this.rows.length;
    const cells = [];
    rows.forEach((row, line) => keys.forEach((key, column) => {
      const before = row < at ? this.rows.text(row, key) : "";
      if (before !== texts[line][column]) cells.push([row, key, before, texts[line][column]]);
    }));
    if (cells.length > MANY_CELLS) return this.#largeBlock(cells, at, at + added);
    const more = Array.from({ length: added }, (_, place) => ({ at: at + place, row: {}, origin: -1 }));
    const forth = () => Promise.all([added && this.#addRows(more), this.#putCells(cells, true)]);
    const back = () => Promise.all([added && this.#takeRows(more.map((row) => row.at)), this.#putCells(cells.filter(([row]) => row < at), false)]);
    this.history.note({ label: t("{n|cella cambiata|celle cambiate}", { n: cells.length }), undo: back, redo: forth });
    await forth();
  }

  /** A large paste: the worker writes it first, piece by piece, then it shows. */
  async #largeBlock(cells, before, after) {
    const label = t("{n|cella cambiata|celle cambiate}", { n: cells.length });
    const put = (length, texts, written = () => {}) => async () => {
      const done = await this.#working(t("Scrivo {n} celle…", { n: writeCount(cells.length) }), async (step) => {
        await this.#engine.rewrite(this.id, length, texts(), step);
        return true;
      });
      if (!done) return;
      written();
      this.#edited();
      await this.open(this.id, { keepHistory: true });
    };
    const texts = () => cells.map(([row, key, , text]) => [row, key, text]);
    const back = put(before, () => cells.filter(([row]) => row < before).map(([row, key, text]) => [row, key, text]));
    await put(after, texts, () => this.history.note({ label, undo: back, redo: put(after, texts) }))();
  }

  /** Edits by path, as a fix brings them. */
  async write(edits, label) {
    const put = (which) => async () => {
      await this.#engine.write(this.id, edits.map((edit) => [edit.path, edit[which]]));
      this.#edited();
      await this.open(this.id, { keepHistory: true });
    };
    this.history.note({ label, undo: put("before"), redo: put("after") });
    await put("after")();
  }

  async insert(at, count) {
    const rows = Array.from({ length: count }, (_, place) => ({ at: at + place, row: {}, origin: -1 }));
    const back = () => this.#takeRows(rows.map((row) => row.at));
    const forth = () => this.#addRows(rows);
    this.history.note({ label: t("{n|riga aggiunta|righe aggiunte}", { n: count }), undo: back, redo: forth });
    await forth();
  }

  async remove(chosen) {
    const indexes = [...chosen].sort((a, b) => a - b);
    let taken = this.#takeRows(indexes);
    const back = async () => this.#addRows(await taken);
    const forth = () => (taken = this.#takeRows(indexes));
    this.history.note({ label: t("{n|riga tolta|righe tolte}", { n: indexes.length }), undo: back, redo: forth });
    await taken;
  }

  async #addRows(rows) {
    const atEnd = rows.length === 1 && rows[0].at === this.rows.length && !Object.keys(rows[0].row).length;
    for (const { at, row } of rows) {
      this.rows.insert(at, 1);
      this.found.insert(at, 1);
      for (const [key, value] of Object.entries(row)) {
        if (typeof value === "object" && value !== null) for (const [inner, text] of Object.entries(value)) this.rows.set(at, `${key}.${inner}`, String(text));
        else this.rows.set(at, key, String(value ?? ""));
      }
    }
    this.#tell("rows");
    this.#edited();
    await (atEnd ? this.#engine.append(this.id) : this.#engine.insert(this.id, rows));
  }

  async #takeRows(indexes) {
    for (const at of [...indexes].reverse()) {
      this.rows.remove(at);
      this.found.remove(at);
    }
    this.#tell("rows");
    this.#edited();
    return this.#engine.remove(this.id, indexes);
  }
}
