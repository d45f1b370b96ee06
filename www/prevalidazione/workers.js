// The tab of the workers: the table, what it shows of the rows, in which order.
import { Table } from "../../pkg-config/js/table/index.js";
import { make } from "../app/make.js";
import { t, writeCount, writeMonth } from "../app/words.js";
import { notice } from "../app/notice.js";
import { button } from "./dialog.js";
import { nameOf } from "./labels.js";

const byId = (id) => document.getElementById(id);
const FIRST = ["codiceFiscale", "cognome", "nome", "dataAssunzione", "tipoContratto", "qualifica", "orarioSettimanale", "giorniSettimana", "giorni", "ore"];
const WIDTHS = { "codice-fiscale": 9.75, iban: 17, date: 6.75, integer: 6.25, hours: 6.25, number: 6.5, word: 7.25, "yes-no": 5.5, text: 7.25 };
const LOOKS = { "codice-fiscale": "code", iban: "code", integer: "number", hours: "number", number: "number" };
const SEVERITY = { error: "da correggere", warning: "da guardare", info: "da sapere" };

export function workers(session, hands) {
  const [filter, search] = [byId("filtro"), byId("cerca")];
  let table = null;
  let columns = [];
  let hidden = new Set();
  let sort = { key: "", descending: false };
  let timer = 0;

  /** The columns that there may be: what the portal asks, what the file brought, the months to fill. */
  function possible() {
    const { fields } = session.opened;
    const asked = fields.filter(({ path }) => path.startsWith("lavoratori.*.") && !path.includes("<")).map(({ path, ...field }) => ({ key: path.slice(13), ...field }));
    for (const key of ["cognome", "nome"]) if (!asked.some((column) => column.key === key)) asked.push({ key, kind: "text", label: nameOf(key) });
    for (const { month } of session.summary?.months ?? []) asked.push({ key: `consuntivo.${month}`, kind: "hours", label: t("consuntivo, ore di {mese}", { mese: writeMonth(month) }) });
    for (const key of session.rows.keys) if (!asked.some((column) => column.key === key)) asked.push({ key, kind: "text", label: key.startsWith("consuntivo.") ? t("consuntivo, ore di {mese}", { mese: writeMonth(key.slice(11)) }) : nameOf(key) });
    const rank = ({ key }) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    return asked.sort((a, b) => rank(a) - rank(b));
  }

  function chooseColumns() {
    const all = possible();
    const shown = all.filter(({ key }) => !hidden.has(key));
    const wanted = shown.map(({ key, kind, label, words }) => ({ key, label: label[0].toUpperCase() + label.slice(1), width: WIDTHS[kind] ?? 8, look: LOOKS[kind] ?? "", inputMode: { integer: "numeric", hours: "decimal", number: "decimal" }[kind], options: kind === "yes-no" ? [{ value: "sì", label: t("sì") }, { value: "no", label: t("no") }] : words }));
    if (JSON.stringify(wanted) === JSON.stringify(columns)) return false;
    columns = wanted;
    byId("colonne").replaceChildren(...all.map(({ key, label }) => {
      const box = make("input", "");
      box.type = "checkbox";
      box.checked = !hidden.has(key);
      box.addEventListener("change", () => {
        hidden[box.checked ? "delete" : "add"](key);
        chooseColumns();
        table.setColumns(columns);
      });
      return make("label", "spunta", box, ` ${label}`);
    }));
    return true;
  }

  const source = {
    get length() {
      return session.rows.length;
    },
    text: (row, key) => session.rows.text(row, key),
    messages: (row, key) => session.found.at(row, key),
    mark(row) {
      const severity = session.found.gravest(row);
      return severity ? { severity, label: t(SEVERITY[severity]) } : null;
    },
  };

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
    onNextError: (step) => nextError(step),
    onPasteTable: (text) => hands.pasteTable(text),
    onMessages(bubble, row, key, messages) {
      const path = `lavoratori.${row}.${key}`;
      const actions = make("div", "pulsanti");
      const fixable = messages.find((one) => one.fixable);
      if (fixable) {
        const fix = button(t("Correggi (Alt+Invio)"), () => hands.fix(fixable.rule, path), "btn btn-outline-primary btn-xs");
        fix.dataset.fix = "";
        actions.append(fix);
      }
      actions.append(button(t("Perché?"), () => hands.why(messages[0].rule, path), "collegamento"));
      bubble.append(actions);
    },
  };

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

  function nextError(step) {
    const length = table.length;
    for (let n = 1; n <= length; n++) {
      const row = table.rowAt((((table.place + step * n) % length) + length) % length);
      if (!session.found.gravest(row)) continue;
      table.goTo(row, session.found.worstField(row));
      return;
    }
    notice(t("Nelle righe mostrate non c’è niente da guardare."));
  }

  filter.addEventListener("change", order);
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(order, 200);
  });
  session.addEventListener("change", ({ detail }) => table?.update(detail.rows));
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
      hidden = new Set(possible().filter(({ key, required }) => !FIRST.includes(key) && !required && !session.rows.keys.includes(key) && !key.startsWith("consuntivo.")).map(({ key }) => key));
      fillFilter();
      if (!table) return;
      if (chooseColumns()) table.setColumns(columns);
      order();
    },
    checked() {
      const filtered = fillFilter();
      if (!table) return;
      if (!table.editing && chooseColumns()) table.setColumns(columns);
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
      const name = key.split(".")[0] === "consuntivo" ? key : key.split(".")[0];
      if (hidden.delete(name) && chooseColumns()) table.setColumns(columns);
      if (!table.goTo(row, name)) {
        filter.value = search.value = "";
        order();
        table.goTo(row, name);
      }
    },
    nextError: (step) => {
      ensure();
      nextError(step);
    },
    async append() {
      await session.insert(session.rows.length, 1);
      table.goTo(session.rows.length - 1, columns[0].key);
    },
    removeChosen: () => edits.onRemove(table.selectedRows),
  };
}
