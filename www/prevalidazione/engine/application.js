// One application in the worker: its form, where it came from, and what the last whole check found.
import { Form } from "../../../pkg/inline.js";
import { explained } from "../../app/explained.js";
import { textAt } from "../export/table.js";
import { byGravity, countOf, grouped } from "./findings.js";

/** So many workers are asked between two looks at what waits. */
const SLICE = 250;

/** So many cells are written between two looks at whether to stop. */
const PIECE = 20_000;

export class Application {
  /** Where it came from: `{ file, sha256, sheet, table, plan }`; the last two where it was a table. */
  source;
  /** For each worker, the row of the table he came from; -1 for none. */
  origin;
  notes;
  /** What the last whole check found; `counts` and `summary` stay when the form is given back. */
  diagnostics = [];
  counts = null;
  summary = null;
  /** None while nobody looks at it: a form is some memory, and there may be thousands. */
  #form = null;
  /** What the form does not hold yet, or holds no more; null where it holds all. */
  #waiting;
  #book;
  #options;

  /** @param {import("./books.js").Book} book the rules that it is judged by */
  constructor({ id, domanda, source = {}, origin, notes = [] }, book, options) {
    this.id = id;
    this.source = source;
    this.notes = notes;
    this.#book = book;
    this.#options = options;
    this.#waiting = domanda;
    this.origin = origin ?? Array.from({ length: Array.isArray(domanda.lavoratori) ? domanda.lavoratori.length : 0 }, () => -1);
  }

  /** The same application in another language, or under another rulebook. */
  renew(book, options) {
    this.rest();
    this.#options = options;
    if (book.info.name !== this.rulebook.name) {
      this.#waiting = { ...this.#waiting, regolamento: book.info.name };
      this.counts = this.summary = null;
    }
    this.#book = book;
  }

  /** With the data of the application, without its workers: it shows before it is judged. */
  #begun() {
    if (this.#form) return this.#form;
    this.#form = new Form(this.rulebook.name, this.#options);
    const { lavoratori, ...head } = this.#waiting;
    this.#form.load(head);
    return this.#form;
  }

  get form() {
    const form = this.#begun();
    if (this.#waiting) form.load(this.#waiting);
    this.#waiting = null;
    return form;
  }

  /** Gives the form back; it is made anew when it is asked for. */
  rest() {
    if (!this.#form) return;
    this.#waiting = this.toJSON();
    this.diagnostics = [];
    this.#form.free();
    this.#form = null;
  }

  get rulebook() {
    return this.#book.info;
  }

  /** To read, not to change. */
  toJSON = () => this.#waiting ?? this.#form.toJSON();

  titleOf = (rule) => this.#book.titleOf(rule);

  /** One field, without copying the whole. */
  text = (path) => (this.#waiting ? textAt(this.#waiting, path) : this.#form.field(path).text);

  /** The line of an application in the dossier; without a `name` where nobody has written the employer's. */
  card() {
    const first = (...paths) => paths.map(this.text).find(Boolean) ?? "";
    return {
      id: this.id,
      name: first("datoreLavoro.denominazione"),
      file: this.source.file ?? "",
      employer: first("datoreLavoro.codiceFiscale", "datoreLavoro.partitaIva", "datoreLavoro.matricolaInps"),
      unit: first("unitaProduttiva.nome", "unitaProduttiva.comune"),
      rulebook: this.rulebook.name,
      from: first("periodo.dataInizio"),
      to: first("periodo.dataFine"),
      workers: this.origin.length,
      counts: this.counts,
      days: this.summary?.days,
    };
  }

  /** All that the page needs to show it: the workers as columns of texts. */
  opened() {
    const domanda = this.toJSON();
    const rows = Array.isArray(domanda.lavoratori) ? domanda.lavoratori : [];
    const keys = new Set();
    for (const row of rows) for (const key of Object.keys(row ?? {})) keys.add(key);
    const months = new Set();
    for (const key of ["consuntivo", "sr41"]) {
      if (!keys.delete(key)) continue;
      for (const row of rows) for (const month of Object.keys(row?.[key] ?? {})) months.add(`${key}.${month}`);
    }
    const columns = Object.fromEntries([...keys, ...[...months].sort()].map((key) => [key, rows.map((row) => textAt(row ?? {}, key))]));
    const { lavoratori, ...head } = domanda;
    return { card: this.card(), head, columns, length: rows.length, fields: this.#begun().fields(), rulebook: this.rulebook, source: { ...this.source, table: undefined, hasTable: Boolean(this.source.table) }, notes: this.notes };
  }

  /** Whether it has a form. */
  get begun() {
    return this.#form !== null;
  }

  /**
   * The whole check, in one call.
   * @param {import("../../../pkg-config/js/types.js").Diagnostic[]} diagnostics what it gave together with others
   */
  judge(diagnostics = this.form.validate()) {
    this.diagnostics = diagnostics;
    this.counts = countOf(diagnostics);
  }

  /** Adds up days and hours. @param {object[]} earlier applications that are supposed to come before: they use days of the same total */
  sum(earlier = []) {
    if (!earlier.length) {
      this.summary = this.form.summary();
      return;
    }
    const form = new Form(this.rulebook.name, this.#options);
    form.load({ ...this.toJSON(), domandePrecedenti: earlier });
    this.summary = form.summary();
    form.free();
  }

  /** For each month of the period the hours written, the most that the rules admit, and for how many workers they set none. */
  async monthly(step) {
    const domanda = this.toJSON();
    const rows = domanda.lavoratori ?? [];
    const months = (this.summary ?? this.form.summary()).months.map(({ month }) => ({ month, asked: 0, most: 0, unlimited: 0 }));
    if (!months.length) return [];
    // of any filing day, and with every month filled in: what a month can hold waits neither for its end nor for the others
    const form = new Form(this.rulebook.name, { ...this.#options, today: undefined });
    const filled = Object.fromEntries(months.map(({ month }) => [month, "0"]));
    form.load({ ...domanda, dataPresentazione: "", lavoratori: rows.map((row) => ({ ...row, consuntivo: filled })) });
    for (let at = 0; at < rows.length; at++) {
      if (at % SLICE === 0) await step(at / rows.length);
      for (const sum of months) {
        const path = `lavoratori.${at}.consuntivo.${sum.month}`;
        if (textAt(rows[at] ?? {}, `consuntivo.${sum.month}`)) sum.asked += Number(this.form.field(path).value) || 0;
        const { max, impossible } = form.bounds(path);
        sum.most += max ?? 0;
        if (max === undefined && !impossible) sum.unlimited++;
      }
    }
    form.free();
    return months;
  }

  /** What the last whole check found, for the page. */
  get found() {
    return { groups: byGravity(grouped(this.diagnostics, this.titleOf)), counts: this.counts, summary: this.summary };
  }

  // ---- edits ----

  /** One key: what it changed. */
  set = (path, text) => this.#answer(path, this.form.set(path, text));

  commit = (path) => this.#answer(path, this.form.commit(path));

  #answer = (path, { field, added, removed }) => ({
    path,
    state: field?.state,
    groups: grouped(added, this.titleOf),
    removed: removed.map((one) => [one.rule, one.path]),
  });

  /** Many cells at once, each as left. @param {[string, string][]} edits */
  write(edits) {
    this.form.setMany(edits);
  }

  /**
   * So many cells that they are read anew, together: a large paste, or its way back. Where `step` throws, nothing of it
   * has happened.
   * @param {number} length how many rows there are then
   * @param {[number, string, string][]} cells row, field, text
   */
  async rewrite(length, cells, step) {
    const domanda = this.form.toJSON(); // a copy of our own
    const rows = Array.isArray(domanda.lavoratori) ? domanda.lavoratori.slice(0, length) : [];
    while (rows.length < length) rows.push({});
    for (const [at, [row, key, text]] of cells.entries()) {
      if (at % PIECE === 0) await step(at / cells.length);
      put((rows[row] ??= {}), key.split("."), text);
    }
    await step(1);
    this.#form.load({ ...domanda, lavoratori: rows });
    this.origin = Array.from({ length }, (_, row) => this.origin[row] ?? -1);
  }

  /** Rows with what they hold; each `at` counts with those before it already in. */
  insert(rows) {
    this.#anew((domanda) => {
      if (!Array.isArray(domanda.lavoratori)) domanda.lavoratori = [];
      for (const { at, row, origin } of rows) {
        domanda.lavoratori.splice(at, 0, row);
        this.origin.splice(at, 0, origin);
      }
    });
  }

  /** An empty row at the end: the common case, without loading anew. */
  append() {
    this.form.insert("lavoratori");
    this.origin.push(-1);
  }

  /** Takes rows out and answers them, to be put back. @param {number[]} indexes in ascending order */
  remove(indexes) {
    const taken = [];
    this.#anew((domanda) => {
      for (const at of [...indexes].reverse()) taken.unshift({ at, row: domanda.lavoratori.splice(at, 1)[0], origin: this.origin.splice(at, 1)[0] });
    });
    return taken;
  }

  #anew(change) {
    const domanda = this.form.toJSON(); // a copy of our own
    change(domanda);
    this.#form.load(domanda);
  }

  explain = (rule, path) => explained(this.form, this.form.explain(rule, path), path);

  /** The mends of a rule as edits, with what stands there now: those of the last whole check; at one place, of this moment. */
  fixes(rule, path) {
    const edits = new Map();
    const found = path ? [...this.form.diagnostics(path), ...this.diagnostics] : this.diagnostics;
    for (const { rule: name, path: place, fix } of found) {
      if (name !== rule || !fix || (path && place !== path)) continue;
      for (const edit of fix.edits) if (!edits.has(edit.path)) edits.set(edit.path, { path: edit.path, before: this.form.field(edit.path).text, after: String(edit.value ?? "") });
    }
    return [...edits.values()];
  }

  free() {
    this.#form?.free();
  }
}

function put(row, [key, ...inner], text) {
  row[key] = inner.length ? { ...row[key], [inner.join(".")]: text } : text;
}
