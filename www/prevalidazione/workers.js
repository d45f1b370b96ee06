// The tab of the workers: the table, what it shows of the rows, in which order.
import { Table } from "../../pkg-config/js/table/index.js";
import { make } from "../app/make.js";
import { language, t, writeCount } from "../app/words.js";
import { notice } from "../app/notice.js";
import { button } from "./dialog.js";
import { columnName } from "./column-name.js";
import { workerNames } from "./labels.js";

const byId = (id) => document.getElementById(id);
const FIRST = ["codiceFiscale", "cognome", "nome", "dataAssunzione", "tipoContratto", "qualifica", "orarioSettimanale", "giorniSettimana", "giorni", "ore"];
const WIDTHS = { "codice-fiscale": 9.75, iban: 17, date: 6.75, integer: 6.25, hours: 6.25, number: 6.5, word: 7.25, "yes-no": 5.5, text: 7.25 };
const LOOKS = { "codice-fiscale": "code", iban: "code", integer: "number", hours: "number", number: "number" };
const SEVERITY = { error: "da correggere", warning: "da guardare", info: "da sapere" };

export function workers(session, hands) {
  const [filter, search] = [byId("filtro"), byId("cerca")];
  let table = null;
  let columns = [];
  let application = 0;
  /** The columns that show: once there they stay, whatever is edited, until a person takes the tick away. */
  const shown = new Set();
  const unticked = new Set();
  let sort = { key: "", descending: false };
  let timer = 0;
  /** A cell was taken in hand since the application was opened. */
  let begun = false;

  /** The columns that there may be: what the portal asks, what the file brought, the months to fill, what is spoken of. */
  function possible() {
    const { fields } = session.opened;
    const asked = fields.filter(({ path }) => path.startsWith("lavoratori.*.") && !path.includes("<")).map(({ path, ...field }) => ({ key: path.slice(13), ...field }));
    const add = (key, kind) => asked.some((column) => column.key === key) || asked.push({ key, kind });
    for (const key of ["cognome", "nome"]) add(key, "text");
    for (const { month } of session.summary?.months ?? []) add(`consuntivo.${month}`, "hours");
    for (const key of session.rows.keys) add(key, "text");
    for (const key of session.found.fields) if (key) add(key, "text");
    const rank = ({ key }) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    const names = workerNames(fields);
    for (const column of asked) column.label = columnName(column.key, (field) => names[field] ?? field, language());
    return asked.sort((a, b) => rank(a) - rank(b));
  }

  /** A column is there from the start, or as soon as it holds something or something is said in it. */
  const wanted = ({ key, required }) => FIRST.includes(key) || required || session.rows.keys.includes(key) || session.found.fields.has(key);

  /** Answers whether there are others than before. */
  function chooseColumns() {
    const all = possible();
    for (const column of all) if (wanted(column) && !unticked.has(column.key)) shown.add(column.key);
    const chosen = all.filter(({ key }) => shown.has(key)).map(({ key, kind, label, words }) => ({ key, label, width: WIDTHS[kind] ?? 8, look: LOOKS[kind] ?? "", inputMode: { integer: "numeric", hours: "decimal", number: "decimal" }[kind], options: kind === "yes-no" ? [{ value: "sì", label: t("sì") }, { value: "no", label: t("no") }] : words }));
    drawTicks(all);
    if (JSON.stringify(chosen) === JSON.stringify(columns)) return false;
    columns = chosen;
    return true;
  }

  function drawTicks(all) {
    const host = byId("colonne");
    const stamp = JSON.stringify(all.map(({ key, label }) => [key, label, shown.has(key)]));
    if (stamp === host.dataset.stamp) return;
    host.dataset.stamp = stamp;
    const focused = host.contains(document.activeElement) ? document.activeElement.value : null;
    host.replaceChildren(...all.map(({ key, label }) => {
      const box = make("input", "");
      box.type = "checkbox";
      box.value = key;
      box.checked = shown.has(key);
      box.addEventListener("change", () => {
        shown[box.checked ? "add" : "delete"](key);
        unticked[box.checked ? "delete" : "add"](key);
        redraw();
      });
      return make("label", "spunta", box, ` ${label}`);
    }));
    [...host.querySelectorAll("input")].find(({ value }) => value === focused)?.focus({ preventScroll: true });
  }

  function redraw() {
    if (chooseColumns()) table.setColumns(columns);
  }

  const source = {
    get length() {
      return session.rows.length;
    },
    text: (row, key) => session.rows.text(row, key),
    messages: (row, key) => spoken(row, key),
    mark(row) {
      const severity = session.found.gravest(row);
      return severity ? { severity, label: t(SEVERITY[severity]) } : null;
    },
  };

  /** What is said of a row as such stands in its first cell. */
  function spoken(row, key) {
    const own = session.found.at(row, key);
    return key === columns[0].key ? [...session.found.at(row, ""), ...own] : own;
  }

  const edits = {
    onInput: (row, key, text) => session.input(row, key, text),
    onLeave: (row, key, text, before) => session.left(row, key, text, before),
    async onBlock(block) {
      await session.block(block).catch(hands.open);
      if (block.outside) notice(t("{n|colonna non ha trovato posto|colonne non hanno trovato posto} a destra della tabella.", { n: block.outside }));
    },
    onInsert: (at, count) => session.insert(at, count).catch(hands.open),
    async onRemove(rows) {
      if (!rows.length) return;
      await session.remove(rows).catch(hands.open);
      notice(t("{n|riga tolta|righe tolte}: si riprende con Ctrl+Z.", { n: rows.length }));
    },
    onUndo: () => session.history.undo(),
    onRedo: () => session.history.redo(),
    onSort(key) {
      sort = sort.key !== key ? { key, descending: false } : sort.descending ? { key: "", descending: false } : { key, descending: true };
      order();
    },
    onNextError: (step) => nextError(step).catch(hands.open),
    onPasteTable: (text) => hands.pasteTable(text),
    onMessages(bubble, row, key, messages) {
      const path = `lavoratori.${row}.${key}`;
      const actions = make("div", "pulsanti");
      const fixable = messages.find((one) => one.fixable);
      if (fixable) {
        const fix = button(t("Correggi (Alt+Invio)"), () => backAfter(hands.fix(fixable.rule, path)), "btn btn-outline-primary btn-xs");
        fix.dataset.fix = "";
        actions.append(fix);
      }
      actions.append(button(t("Perché?"), () => backAfter(hands.why(messages[0].rule, path, messages[0].message)), "collegamento"));
      bubble.append(actions);
    },
  };

  /** The message goes as the keyboard leaves it: afterwards that is back in the cell. */
  async function backAfter(work) {
    await work;
    if (document.activeElement === document.body) table.focus();
  }

  /** Which rows show, and in which order. The only place that looks at all rows, when a person asks. */
  function order() {
    if (!table) return;
    const [kind, rule] = filter.value.split(" ");
    const words = search.value.trim().toLowerCase();
    const keys = columns.map(({ key }) => key);
    const keeps = (row) => {
      const severity = kind ? session.found.gravest(row) : "";
      if (kind === "error" && severity !== "error") return false;
      if (kind === "any" && severity !== "error" && severity !== "warning") return false;
      if (kind === "rule" && !session.found.hasRule(row, rule)) return false;
      return !words || keys.some((key) => session.rows.text(row, key).toLowerCase().includes(words));
    };
    let rows = null;
    if (kind || words || sort.key) {
      rows = [];
      for (let row = 0; row < session.rows.length; row++) if (keeps(row)) rows.push(row);
      if (sort.key) sortRows(rows);
    }
    table.setOrder(rows);
    table.setSorted(sort.key, sort.descending);
    say();
  }

  function sortRows(rows) {
    const compare = new Intl.Collator("it", { numeric: true, sensitivity: "base" }).compare;
    const day = /^(\d\d)\/(\d\d)\/(\d{4})$/;
    const keyed = new Map(rows.map((row) => [row, session.rows.text(row, sort.key).replace(day, "$3-$2-$1")]));
    rows.sort((a, b) => compare(keyed.get(a), keyed.get(b)) * (sort.descending ? -1 : 1) || a - b);
  }

  function say() {
    byId("righe-mostrate").textContent = table.length === session.rows.length ? t("{n|riga|righe}.", { n: session.rows.length }) : t("{n} righe di {tutte}.", { n: writeCount(table.length), tutte: writeCount(session.rows.length) });
  }

  function fillFilter() {
    const chosen = filter.value;
    const rules = session.groups.filter(({ rows }) => rows.some((row) => row >= 0));
    filter.replaceChildren(new Option(t("tutte le righe"), ""), new Option(t("solo da correggere"), "error"), new Option(t("da correggere o da guardare"), "any"), ...rules.map(({ rule, title, rows }) => new Option(`${title} (${writeCount(rows.length)})`, `rule ${rule}`)));
    filter.value = [...filter.options].some(({ value }) => value === chosen) ? chosen : "";
    return chosen !== filter.value;
  }

  /** The cells of a row that F8 stops at, from left to right: of what is filtered by, where rows are. */
  function stopsOf(row, places) {
    if (!session.found.gravest(row)) return [];
    const [kind, rule] = filter.value.split(" ");
    const wanted = { error: ({ severity }) => severity === "error", any: ({ severity }) => severity !== "info", rule: (one) => one.rule === rule }[kind] ?? (() => true);
    const fields = session.found.fieldsOf(row, wanted).map((field) => field || columns[0].key);
    return [...new Set(fields)].map((key) => ({ row, key, place: places.get(key) ?? places.size })).sort((a, b) => a.place - b.place);
  }

  /** To the next cell in which something is said, or the one before; over the end it goes on at the beginning. */
  async function nextError(step) {
    await session.settled();
    const places = new Map(possible().map(({ key }, place) => [key, place]));
    const here = places.get(table.key);
    const isBeyond = ({ place }) => (begun ? (place - here) * step > 0 : true); // until a cell was taken in hand what it has comes first, too
    for (let n = 0; n <= table.length && table.length; n++) {
      const at = table.place + step * n;
      const all = stopsOf(table.rowAt(((at % table.length) + table.length) % table.length), places);
      const stops = n === 0 ? all.filter(isBeyond) : all;
      const next = step > 0 ? stops[0] : stops.at(-1);
      if (next) return goTo(next.row, next.key);
    }
    notice(t("Nelle righe mostrate non c'è niente da guardare."));
  }

  /** To a cell, whatever hides its column or its row. */
  function goTo(row, key) {
    unticked.delete(key);
    shown.add(key);
    redraw();
    if (table.goTo(row, key)) return;
    filter.value = search.value = "";
    order();
    table.goTo(row, key);
  }

  byId("tabella").addEventListener("focusin", () => (begun = true));
  filter.addEventListener("change", order);
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(order, 200);
  });
  session.addEventListener("change", ({ detail }) => {
    if (!table) return;
    if (!table.editing) redraw(); // what is said may stand in a column that was not there
    table.update(detail.rows);
  });
  session.addEventListener("rows", () => {
    if (!table) return;
    if (filter.value || search.value || sort.key) order();
    else table.reload();
    say();
  });

  function ensure() {
    if (table) return false;
    chooseColumns();
    table = new Table(byId("tabella"), { columns, source, label: t("Lavoratori"), describedBy: "tabella-aiuto", words: { row: t("riga") }, hands: edits });
    return true;
  }

  return {
    opened() {
      filter.value = search.value = "";
      sort = { key: "", descending: false };
      if (application !== session.id) {
        shown.clear();
        unticked.clear();
        application = session.id;
        begun = false;
      }
      fillFilter();
      if (!table) return;
      redraw();
      order();
    },
    checked() {
      const filtered = fillFilter();
      if (!table) return;
      if (!table.editing) redraw();
      if (filtered) order();
      else table.update();
    },
    shown() {
      if (ensure()) order();
    },
    filterBy(rule) {
      ensure();
      filter.value = `rule ${rule}`;
      order();
      table.focus();
    },
    goTo(row, key) {
      ensure();
      goTo(row, key);
    },
    nextError: (step) => {
      ensure();
      return nextError(step);
    },
    async append() {
      await session.insert(session.rows.length, 1);
      table.goTo(session.rows.length - 1, columns[0].key);
    },
    removeChosen: () => edits.onRemove(table.selectedRows),
  };
}
