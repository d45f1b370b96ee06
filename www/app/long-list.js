// A long list of workers: the table whose rows are data, in the place of the rows of the page.
import { History, Table, readBlock } from "../table/index.js";
import { make } from "./make.js";
import { capital } from "./names.js";
import { notice } from "./notice.js";
import { t, writeMonth } from "./words.js";

/** So many rows the page shows each with controls of its own. */
const SHORT = 50;
const LIST = "lavoratori";
const FIRST = ["codiceFiscale", "cognome", "nome", "dataAssunzione", "tipoContratto", "qualifica", "orarioSettimanale", "giorni", "ore", "did"];
const WIDTHS = { "codice-fiscale": 11.5, iban: 17, date: 7, integer: 6.25, hours: 6.25, number: 6.5, word: 9, "yes-no": 5.5 };
const LOOKS = { "codice-fiscale": "code", iban: "code", integer: "number", hours: "number", number: "number" };
const KEYBOARDS = { integer: "numeric", hours: "decimal", number: "decimal" };
const RANK = { error: 0, warning: 1, info: 2 };
const MARKS = { error: "da correggere", warning: "da guardare", info: "da sapere" };

const byId = (id) => document.getElementById(id);
const plain = byId("lavoratori");
const place = byId("elenco-lungo");
const whole = document.querySelector('[data-azione="tutti-i-dettagli"]');

/** One of the ways in which the binding shows rows: see `RowsAside` in its types. */
export class LongList {
  #binding;
  #reveal;
  #table = null;
  #history = new History();
  #columns = [];
  /** row → field → what is said there, the gravest first. */
  #said = new Map();
  /** The fields in which some worker holds something. */
  #used = new Set();
  #months = { key: "", over: [] };
  #sort = { key: "", descending: false };
  #staying = false;
  /** Whether the rows stand here. */
  on = false;
  length = 0;

  /** `binding` answers the binding, `reveal` brings the step of an element to the front. */
  constructor({ binding, reveal }) {
    this.#binding = binding;
    this.#reveal = reveal;
    plain.addEventListener("paste", (event) => this.#pasted(event), true);
    document.querySelector(`[data-convalida-add="${LIST}"]`).addEventListener("click", () => this.on && setTimeout(() => this.#table.goTo(this.length - 1, this.#columns[0].key)));
    whole.addEventListener("click", () => this.on && this.#drawColumns());
    byId("righe-scelte").addEventListener("click", () => this.#remove(this.#table.selectedRows));
    byId("prossima-riga").addEventListener("click", () => this.#next(1));
  }

  /** Takes the rows over where they are many. */
  takes(list, rows) {
    if (list !== LIST) return null;
    const long = rows.length > SHORT || (this.#staying && rows.length > 0);
    if (!long || !this.on) this.#sort = { key: "", descending: false };
    if (!this.#staying) this.#history.clear();
    this.on = long;
    place.hidden = byId("righe-scelte").hidden = byId("prossima-riga").hidden = !long;
    plain.hidden = byId("elenco-breve-aiuto").hidden = long;
    if (!long) return null;
    this.length = rows.length;
    this.#used = new Set(rows.flatMap((row) => Object.keys(row ?? {}).filter((key) => row[key] !== "")));
    return this;
  }

  /** A row more than the page shows itself: they all move here, with the cell in hand. */
  fit() {
    if (this.on || plain.tBodies.length <= SHORT) return;
    requestAnimationFrame(() => {
      if (this.on) return;
      const row = document.activeElement.closest("#lavoratori [data-convalida-row]");
      const [at, name] = [[...plain.tBodies].indexOf(row), document.activeElement.dataset.convalida];
      this.#binding().reshow();
      if (row) this.goTo(`${LIST}.${at}.${name.slice(2)}`);
    });
  }

  /** The months that are over: a column for each, where the portal asks for hours by month. */
  setMonths(over) {
    const key = over.join();
    if (key === this.#months.key) return;
    this.#months = { key, over };
    if (this.on && this.#table && !this.#table.editing) this.#drawColumns();
  }

  // ---- what the binding says ----

  show(diagnostics) {
    this.#said = new Map();
    for (const diagnostic of diagnostics) this.#note(diagnostic);
    if (!this.#table?.editing && this.#drawColumns()) return;
    if (this.#sort.key) this.#order();
    else this.#table.reload();
  }

  follow({ added = [], removed = [], rows }) {
    const moved = rows?.list === LIST;
    if (moved) this.#shift(rows);
    const touched = new Set();
    for (const { path, rule } of removed) {
      const at = placeOf(path);
      if (!at) continue;
      const said = this.#said.get(at.row)?.get(at.key);
      if (said) this.#put(at, said.filter((one) => one.rule !== rule));
      touched.add(at.row);
    }
    for (const diagnostic of added) touched.add(this.#note(diagnostic));
    touched.delete(undefined);
    if (moved) this.#table.setOrder(null);
    else if (touched.size) this.#table.update(touched);
  }

  settle(path, diagnostics) {
    const at = placeOf(path);
    this.#put(at, diagnostics.sort(byRank));
    this.#table.update([at.row]);
  }

  diagnostics() {
    return [...this.#said.values()].flatMap((byKey) => [...byKey.values()].flat());
  }

  nameOf(path) {
    return this.#label(placeOf(path).key);
  }

  goTo(path) {
    const { row, key } = placeOf(path);
    if (!place.getClientRects().length) {
      this.#reveal(place);
      requestAnimationFrame(() => setTimeout(() => this.goTo(path))); // the table must have its size first
      return;
    }
    if (!this.#columns.some((column) => column.key === key)) {
      this.#used.add(key.split(".")[0]);
      this.#drawColumns();
    }
    place.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (this.#table.goTo(row, key)) return;
    this.#table.setOrder(null);
    this.#table.goTo(row, key);
  }

  // ---- what is said of each cell ----

  #note(diagnostic) {
    const at = placeOf(diagnostic.path);
    if (!at) return undefined;
    const others = (this.#said.get(at.row)?.get(at.key) ?? []).filter(({ rule }) => rule !== diagnostic.rule);
    this.#put(at, [...others, diagnostic].sort(byRank));
    return at.row;
  }

  #put({ row, key }, said) {
    if (!this.#said.has(row)) this.#said.set(row, new Map());
    const byKey = this.#said.get(row);
    if (said.length) byKey.set(key, said);
    else byKey.delete(key);
    if (!byKey.size) this.#said.delete(row);
  }

  #shift({ inserted, removed }) {
    const step = inserted === undefined ? -1 : 1;
    const from = inserted ?? removed;
    this.length += step;
    const kept = [...this.#said].filter(([row]) => row !== removed);
    this.#said = new Map(kept.map(([row, byKey]) => [row < from ? row : row + step, byKey]));
  }

  #gravest(row) {
    const all = [...(this.#said.get(row)?.values() ?? [])].map(([first]) => first);
    return all.sort(byRank)[0];
  }

  // ---- columns ----

  #fields() {
    const fields = this.#binding().form.fields?.() ?? [];
    const [monthly, single] = [[], []];
    for (const field of fields) {
      const key = placeOf(field.path.replace("*", "0"))?.key;
      if (key?.includes("<")) monthly.push(...this.#months.over.map((month) => ({ ...field, key: key.replace(/<.*>/, month), label: `${field.short ?? field.label}, ${writeMonth(month)}`, short: undefined, shows: true })));
      else if (key) single.push({ ...field, key });
    }
    for (const [key, label] of [["cognome", t("Cognome")], ["nome", t("Nome")]]) if (single.every((one) => one.key !== key)) single.push({ key, label, kind: "text", words: [] });
    const rank = ({ key }) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    return [...single.sort((a, b) => rank(a) - rank(b)), ...monthly];
  }

  #label(key) {
    const field = this.#fields().find((one) => one.key === key);
    return capital(field?.short ?? field?.label ?? key);
  }

  /** Answers whether there are others than before. */
  #drawColumns() {
    const all = whole.getAttribute("aria-pressed") === "true";
    const speaking = new Set([...this.#said.values()].flatMap((byKey) => [...byKey.keys()]));
    const shows = ({ key, required, shows: always }) => all || always || required || FIRST.includes(key) || this.#used.has(key) || speaking.has(key);
    const columns = this.#fields().filter(shows).map(({ key, kind, label, short, words }) => ({
      key,
      label: capital(short ?? label),
      width: WIDTHS[kind] ?? 8,
      look: LOOKS[kind] ?? "",
      inputMode: KEYBOARDS[kind],
      options: kind === "yes-no" ? ["sì", "no"].map((value) => ({ value, label: t(value) })) : words?.length ? words : undefined,
    }));
    if (JSON.stringify(columns) === JSON.stringify(this.#columns)) return false;
    this.#columns = columns;
    if (this.#table) this.#table.setColumns(columns);
    else this.#table = this.#made();
    return true;
  }

  // ---- the table ----

  #made() {
    const list = this;
    return new Table(byId("tabella-lunga"), {
      columns: this.#columns,
      label: t("Lavoratori della domanda"),
      describedBy: "elenco-lungo-aiuto",
      words: { row: t("riga") },
      source: {
        get length() {
          return list.length;
        },
        text: (row, key) => this.#binding().text(pathOf(row, key)),
        messages: (row, key) => this.#messages(row, key),
        mark: (row) => {
          const severity = this.#gravest(row)?.severity;
          return severity ? { severity, label: t(MARKS[severity]) } : null;
        },
      },
      hands: {
        onInput: (row, key, text) => this.#binding().type(pathOf(row, key), text),
        onLeave: (row, key, text, before) => this.#left(pathOf(row, key), text, before),
        onBlock: (block) => this.#block(block),
        onInsert: (at, count) => this.#change(t("{n|riga aggiunta|righe aggiunte}.", { n: count }), (rows) => rows.splice(at, 0, ...Array.from({ length: count }, () => ({})))),
        onRemove: (rows) => this.#remove(rows),
        onUndo: () => this.#history.undo(),
        onRedo: () => this.#history.redo(),
        onSort: (key) => this.#sortBy(key),
        onNextError: (step) => this.#next(step),
        onMessages: (bubble, row, key, messages) => this.#actions(bubble, pathOf(row, key), messages),
      },
    });
  }

  /** What is said of a row as such stands in its first cell. */
  #messages(row, key) {
    const byKey = this.#said.get(row);
    if (!byKey) return [];
    const own = byKey.get(key) ?? [];
    return key === this.#columns[0]?.key && byKey.has("") ? [...byKey.get(""), ...own].sort(byRank) : own;
  }

  #actions(bubble, path, messages) {
    const actions = make("div", "pulsanti");
    const fixable = messages.find(({ fix }) => fix);
    if (fixable) {
      const fix = button(fixable.fix.label, "convalida-action convalida-fix", () => this.#fix(path, fixable.rule));
      fix.dataset.fix = "";
      actions.append(fix);
    }
    const why = button(t("Perché?"), "convalida-action convalida-why", () => this.#binding().explain(why, byId("elenco-lungo-perche"), messages[0].rule, path));
    byId("elenco-lungo-perche").replaceChildren();
    why.setAttribute("aria-expanded", "false");
    actions.append(why);
    bubble.append(actions);
  }

  #next(step) {
    const length = this.#table.length;
    for (let n = 1; n <= length; n++) {
      const row = this.#table.rowAt((((this.#table.place + step * n) % length) + length) % length);
      const found = this.#gravest(row);
      if (found) return this.goTo(found.path.startsWith(`${LIST}.${row}.`) ? pathOf(row, placeOf(found.path).key) : pathOf(row, this.#columns[0].key));
    }
    return notice(t("Nelle righe non c'è niente da guardare."));
  }

  #sortBy(key) {
    const { descending } = this.#sort;
    if (this.#sort.key !== key) this.#sort = { key, descending: false };
    else this.#sort = descending ? { key: "", descending: false } : { key, descending: true };
    this.#order();
  }

  #order() {
    const { key, descending } = this.#sort;
    this.#table.setSorted(key, descending);
    if (!key) return this.#table.setOrder(null);
    const compare = new Intl.Collator("it", { numeric: true, sensitivity: "base" }).compare;
    const texts = Array.from({ length: this.length }, (_, row) => this.#binding().text(pathOf(row, key)).replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$2-$1"));
    const rows = texts.map((_, row) => row).sort((a, b) => compare(texts[a], texts[b]) * (descending ? -1 : 1) || a - b);
    return this.#table.setOrder(rows);
  }

  // ---- edits, each of which can be taken back ----

  #left(path, text, before) {
    this.#binding().set(path, text);
    if (text === before) return;
    const write = (value) => {
      this.#binding().set(path, value);
      this.goTo(path);
    };
    this.#history.note({ label: "", undo: () => write(before), redo: () => write(text) });
  }

  /** Applies a fix as it is now, if there still is one. */
  #fix(path, rule) {
    const binding = this.#binding();
    const now = binding.form.diagnostics(path).find((one) => one.path === path && one.rule === rule && one.fix)?.fix;
    if (!now) return;
    const { label, edits } = now;
    const before = edits.map(({ path }) => [path, binding.text(path)]);
    const write = (texts) => texts.forEach(([path, text]) => binding.set(path, text));
    const after = edits.map(({ path, value }) => [path, asText(value)]);
    write(after);
    this.#table.focus();
    this.#history.note({ label, undo: () => write(before), redo: () => write(after) });
    notice(label, () => this.#history.undo());
  }

  #block({ rows, keys, texts, outside }) {
    const words = new Map(this.#columns.map(({ key, options = [] }) => [key, new Map(options.map(({ value, label }) => [label.toLowerCase(), value]))]));
    this.#change(t("{n|riga incollata|righe incollate}.", { n: rows.length }), (workers) => {
      rows.forEach((row, at) => {
        while (workers.length <= row) workers.push({});
        keys.forEach((key, column) => {
          const text = texts[at][column];
          write(workers[row], key, words.get(key)?.get(text.trim().toLowerCase()) ?? text);
        });
      });
    });
    if (outside > 0) notice(t("{n|colonna non ha trovato posto|colonne non hanno trovato posto} a destra della tabella.", { n: outside }), () => this.#history.undo());
  }

  #remove(rows) {
    const gone = new Set(rows);
    if (gone.size) this.#change(t("{n|riga tolta|righe tolte}.", { n: gone.size }), (workers) => workers.splice(0, workers.length, ...workers.filter((_, at) => !gone.has(at))));
  }

  #change(label, edit) {
    const binding = this.#binding();
    const [before, after, wasOn] = [binding.form.toJSON(), binding.form.toJSON(), this.on];
    after.lavoratori = Array.isArray(after.lavoratori) ? after.lavoratori : [];
    edit(after.lavoratori);
    const show = (domanda, stays) => {
      this.#staying = stays;
      binding.rewrite(domanda);
      this.#staying = false;
    };
    show(after, wasOn);
    this.#history.note({ label, undo: () => show(before, wasOn), redo: () => show(after, wasOn) });
    notice(label, () => this.#history.undo());
  }

  /** More rows pasted into the page's own than it shows: they stand here from now on. */
  #pasted(event) {
    const line = event.target.closest("[data-convalida-cells]");
    const rows = readBlock(event.clipboardData?.getData("text/plain") ?? "");
    const at = [...plain.tBodies].indexOf(line?.closest("[data-convalida-row]"));
    if (at < 0 || at + rows.length <= SHORT) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const cells = [...line.querySelectorAll("[data-convalida]")].filter((cell) => cell.getClientRects().length > 0);
    const names = cells.slice(cells.indexOf(event.target)).map(({ dataset }) => dataset.convalida.slice(2));
    const keys = names.slice(0, Math.max(...rows.map(({ length }) => length)));
    this.#drawColumns();
    this.#block({ rows: rows.map((_, n) => at + n), keys, texts: rows.map((row) => keys.map((_, n) => row[n] ?? "")), outside: Math.max(...rows.map(({ length }) => length)) - keys.length });
    this.goTo(pathOf(at, keys[0]));
  }
}

const byRank = (a, b) => RANK[a.severity] - RANK[b.severity];
const pathOf = (row, key) => `${LIST}.${row}.${key}`;

function placeOf(path) {
  const [, row, key = ""] = /^lavoratori\.(\d+)(?:\.(.+))?$/.exec(path) ?? [];
  return row === undefined ? null : { row: Number(row), key };
}

function write(worker, key, text) {
  const [name, inner] = key.split(".");
  if (inner === undefined) worker[name] = text;
  else worker[name] = { ...worker[name], [inner]: text };
}

/** The value of a fix as a person types it. */
function asText(value) {
  if (typeof value === "boolean") return value ? "sì" : "no";
  return typeof value === "number" ? String(value).replace(".", ",") : String(value ?? "");
}

function button(words, className, act) {
  const made = make("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
