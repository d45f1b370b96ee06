// What was found, rule by rule: how many, how it is mended, whom it concerns.
import { make } from "../app/make.js";
import { citation } from "../app/sources.js";
import { t, writeCount } from "../app/words.js";
import { button } from "./dialog.js";
import { conclusion, nameOf } from "./labels.js";

/** As many places are listed under a rule; the others are in the table. */
const LISTED = 30;
const host = document.getElementById("esiti");

/** @returns {() => void} draws them anew */
export function results(session, hands) {
  const open = new Set();
  /** What shows: of which application, by which rules. */
  let drawn = "";
  /** The rule in which the keyboard was. */
  let held;
  host.addEventListener("focusin", ({ target }) => (held = target.closest(".esito")?.querySelector("summary").dataset.regola));

  return function draw() {
    if (!session.opened) return;
    const wanted = `${session.id} ${session.opened.rulebook.name}`;
    host.setAttribute("aria-busy", String(!session.checked && !session.stopped));
    if (!session.checked && wanted === drawn) return; // until they are known again those before stay, and nothing jumps
    if (!session.checked) return void host.replaceChildren(make("p", "minuto", session.stopped ? t("controllo fermato: riprende alla prossima modifica") : t("controllo in corso…")));
    drawn = wanted;
    const { groups, summary } = session;
    const parts = [];
    const wrong = groups.filter(({ severity }) => severity !== "info");
    if (!wrong.length) parts.push(make("div", "alert alert-success", t("Nelle regole controllate non c'è niente da correggere.")));
    parts.push(...wrong.map(group));
    const notes = groups.filter(({ severity }) => severity === "info");
    if (notes.length) parts.push(section(t("Da sapere"), notes.map(group)));
    if (summary.unasked?.length) parts.push(section(t("Non guardato"), [make("p", "minuto", t("Queste regole non hanno guardato, perché un dato è vuoto:")), list(summary.unasked.map(({ message }) => message))]));
    parts.push(read(), section(t("Solo l'ufficio può dirlo"), [list(summary.offline)]));
    const focused = host.contains(document.activeElement) && held;
    const before = [...host.querySelectorAll("[data-regola]")].map(({ dataset }) => dataset.regola);
    host.replaceChildren(...parts.filter(Boolean));
    if (focused) takeUp(focused, before);
  };

  /** The keyboard goes to the rule that it was in; where nothing is said of it any more to the next that there is. */
  function takeUp(rule, before) {
    const from = before.indexOf(rule);
    const left = [...before.slice(from), ...before.slice(0, from).reverse()].map((one) => host.querySelector(`[data-regola="${CSS.escape(one)}"]`));
    (left.find(Boolean) ?? host).focus({ preventScroll: true });
  }

  function group(found) {
    const { rule, severity, title, rows, names, messages, fixable, sources } = found;
    const fieldAt = (at) => names[found.fields[at]];
    const people = new Set(rows).size - (rows.includes(-1) ? 1 : 0);
    const ofHead = rows.filter((row) => row < 0).length;
    const count = [people && t("{n|lavoratore|lavoratori}", { n: people }), ofHead && t("{n|dato della domanda|dati della domanda}", { n: ofHead })].filter(Boolean).join(", ");
    const mark = make("span", `segno-esito ${severity}`, { error: t("da correggere"), warning: t("da guardare"), info: t("da sapere") }[severity]);
    const summary = make("summary", "", mark, make("strong", "", count), ` – ${title}`, make("span", "esito-cenno", messages[0]));
    summary.dataset.regola = rule;
    const element = make("details", `esito ${severity}`, summary);
    const fill = () => {
      if (element.childElementCount > 1) return;
      const fixes = fixable.reduce((sum, one) => sum + one, 0);
      const actions = make("div", "pulsanti", people ? button(t("Mostra nella tabella"), () => hands.filter(rule, title)) : null, fixes ? button(t("Correggi {n|caso|casi}…", { n: fixes }), () => hands.fixAll(rule), "btn btn-primary btn-xs") : null, button(t("Perché?"), () => hands.why(rule, pathOf(rows[0], fieldAt(0)), messages[0])));
      const places = make("ul", "luoghi");
      for (let at = 0; at < Math.min(LISTED, rows.length); at++) places.append(place(rows[at], fieldAt(at), messages[at]));
      const more = rows.length > LISTED ? make("p", "minuto", t("… e altri {n} nella tabella.", { n: writeCount(rows.length - LISTED) })) : null;
      const source = sources.find(({ quote }) => quote) ?? sources[0];
      element.append(make("div", "esito-corpo", actions, places, more, source && citation(source)));
    };
    element.addEventListener("toggle", () => {
      open[element.open ? "add" : "delete"](rule);
      if (element.open) fill();
    });
    if (open.has(rule)) {
      fill();
      element.open = true;
    }
    return element;
  }

  function place(row, field, message) {
    if (row < 0) return make("li", "", button(labelOf(session, field), () => hands.goToHead(field), "collegamento"), ` ${message}`);
    return make("li", "", button(`${row + 1}. ${session.rows.called(row)}`, () => hands.show(row, field), "collegamento"), ` ${message}`);
  }

  /** What was concluded while the file was read. */
  function read() {
    const { notes } = session.opened;
    if (!notes?.length) return null;
    return section(t("Letto così"), [list(notes.map((note) => conclusion(note, (field) => labelOf(session, `lavoratori.*.${field}`))))]);
  }
}

const pathOf = (row, field) => (row < 0 ? field : `lavoratori.${row}${field && `.${field}`}`);

export function labelOf(session, path) {
  const plain = path.replace(/\.\d+(?=\.|$)/g, ".*");
  return session.opened.fields.find((field) => field.path === plain)?.label || nameOf(plain.replace("lavoratori.*.", ""));
}

const section = (title, children) => make("section", "esiti-altro", make("h3", "", title), ...children);

const list = (lines) => make("ul", "", ...(lines ?? []).map((line) => make("li", "", line)));
