// The side panel: the application at one glance, from the core's summary, and the way to everything that needs a look.
import { daysBar } from "./days-bar.js";
import { Findings } from "./findings.js";
import { fold, listed } from "./fold.js";
import { make } from "./make.js";
import { t, writeAmount, writeDay, writeMonth, writeNumber } from "./words.js";

/** The parts whose figures hang on dates. */
const FIGURES = new Set(["days", "terms", "hours", "months"]);

/** Answers what draws the panel anew, from a summary and from what is said on the way: what is only missing stands apart. */
export function panel({ shared, elsewhere, typing, dayIn, working, ...ways }) {
  const body = document.getElementById("riepilogo-corpo");
  const digest = document.getElementById("riepilogo-cenno");
  const findings = new Findings(ways);
  /** What each part showed last: it stays, dimmed, while the date it hangs on is half typed. */
  const last = new Map();

  const draw = (found, all) => {
    if (!working) {
      body.replaceChildren(make("p", "", t("Il controllo non è disponibile.")));
      return;
    }
    const wrong = all.filter(({ severity }) => severity === "error");
    const warnings = all.filter(({ severity }) => severity === "warning");
    const parts = {
      wrong: state(wrong, findings),
      warnings: cautions(warnings, findings),
      elsewhere: changes(elsewhere.all, findings),
      days: [...days(found), ...shared().map((words) => make("p", "tardi", words)), ...proposal(found)],
      terms: terms(found, dayIn),
      hours: hours(found),
      benefit: benefit(found),
      people: people(found),
      months: months(found),
      missing: missing(found, findings),
      unasked: unasked(found, findings),
      office: office(found),
    };
    const half = typing();
    body.replaceChildren(...Object.entries(parts).map(([name, nodes]) => part(name, nodes, half)).filter(Boolean));
    const words = [];
    if (found.days) words.push(t("{total} giorni su {max}", found.days));
    words.push(wrong.length ? t("Da correggere: {n}", { n: wrong.length }) : t("Niente da correggere finora"));
    digest.textContent = words.join(" · ");
    digest.hidden = false;
  };

  const part = (name, nodes, half) => {
    const keeps = half && last.has(name) && FIGURES.has(name);
    if (!nodes.length && !keeps) return void last.delete(name);
    const place = keeps ? last.get(name) : make("div", "parte", ...nodes);
    place.classList.toggle("in-attesa", keeps);
    last.set(name, place);
    return place;
  };

  return draw;
}

const title = (text) => make("h3", "", text);
const figure = (text) => make("span", "cifra", text);

function state(wrong, findings) {
  if (!wrong.length) return [make("p", "", t("Niente da correggere finora"))];
  return [make("p", "tardi", t("Da correggere: {n}", { n: wrong.length })), ...findings.list("errori", wrong)];
}

function cautions(warnings, findings) {
  return warnings.length ? [fold("avvisi", t("Avvisi: {n}", { n: warnings.length }), () => findings.list("avvisi", warnings))] : [];
}

/** What the key just pressed changed in other fields. */
function changes(all, findings) {
  if (!all.length) return [];
  const line = ({ path, message }) => make("li", "", findings.link(path), make("span", message ? "rilievo" : "rilievo bene", message ?? t("a posto")));
  return [title(t("Cambiato altrove")), ...listed("altrove", all, line, { className: "rilievi" })];
}

function days({ days: found, lastEnd }) {
  if (!found) return [];
  const last = lastEnd ?? found.lastEnd;
  const end = last ? [make("p", "", `${t("Ultima fine possibile:")} `, figure(writeDay(last)))] : [];
  return [title(t("Giorni")), ...daysBar(found), ...end];
}

/** A need longer than one application allows, split by the core into several. */
const proposal = ({ proposal: found }) => (found ? [make("p", "proposta", found.text)] : []);

/** Days by which something must be sent; limits of the period itself speak at its fields. */
function terms({ terms: all = [] }, dayIn) {
  const found = all.filter(({ rule, path = "" }) => !rule || !path.startsWith("periodo."));
  if (!found.length) return [];
  const once = found.filter(({ month }) => !month);
  const labels = new Set(found.filter(({ month }) => month).map(({ label }) => label));
  return [
    title(t("Termini")),
    ...once.map((term) => make("p", "", `${term.label}: `, ...dayOf(term, term.rule ? dayIn(term.path) : null))),
    ...[...labels].flatMap((label) => {
      const each = found.filter((term) => term.month && term.label === label);
      return [make("p", "", `${label}:`), make("ul", "", ...each.map((term) => make("li", "", `${writeMonth(term.month)}: `, ...dayOf(term))))];
    }),
  ];
}

/** The day of a term with its weekday; when what it asks was done, or how far it is from the filing day. */
function dayOf({ day, weekday, daysLeft }, done) {
  const parts = [figure(`${weekday ?? ""} ${writeDay(day)}`.trim())];
  if (done) return [...parts, make("span", done > day ? "tardi" : "bene", ` (${t("fatto il {day}", { day: writeDay(done) })})`)];
  if (daysLeft === undefined) return parts;
  const late = daysLeft < 0;
  const left = late
    ? t("scaduto da {n|giorno|giorni}", { n: -daysLeft })
    : daysLeft === 0
      ? t("scade quel giorno")
      : t("ancora {n|giorno|giorni}", { n: daysLeft });
  return [...parts, make("span", late ? "tardi" : "minuto", ` (${left})`)];
}

function hours({ hours: found, onCall = [] }) {
  if (!found || (!found.asked && found.most === undefined)) return [];
  const most = found.most === undefined ? "" : ` ${t("su {n} al massimo", { n: writeNumber(found.most) })}`;
  const over = found.most !== undefined && found.asked > found.most;
  return [
    title(t("Ore chieste")),
    make("p", over ? "tardi" : "", figure(writeNumber(found.asked)), most),
    ...onCall.map(({ path, max, left }) =>
      make("p", "minuto", t("Riga {row}, intermittente: {left} giornate su {max}", { row: Number(path.split(".")[1]) + 1, max, left: left ?? max })),
    ),
  ];
}

/** What is paid, and the most that each worker whose pay is known may get in a month. */
function benefit({ benefit: found }) {
  if (!found) return [];
  const line = ({ row, monthly }) => make("li", "", t("Riga {row}: al massimo {amount} € al mese", { row: row + 1, amount: writeAmount(monthly) }));
  return [title(t("Prestazione")), make("p", "", found.label), ...(found.ceilings.length ? listed("massimali", found.ceilings, line) : [])];
}

function people({ headcount }) {
  if (!headcount) return [];
  const agreement = headcount.agreementNeeded ? t("serve l'accordo sindacale") : t("l'accordo sindacale non serve");
  return [title(t("Organico")), make("p", "", figure(headcount.value), ` – ${agreement}`)];
}

function months({ months: found = [] }) {
  const open = found.filter((month) => month.missing > 0);
  if (!open.length) return [];
  const list = open.map(({ month, missing: n }) => `${writeMonth(month)} (${n})`).join(", ");
  return [title(t("Consuntivo da compilare")), make("p", "", list)];
}

function missing({ missing: found = [] }, findings) {
  const paths = [...new Set(found)];
  if (!paths.length) return [title(t("Da completare")), make("p", "", t("Non manca niente."))];
  return [title(t("Da completare ({n})", { n: paths.length })), ...listed("mancanti", paths, (path) => make("li", "", findings.link(path)))];
}

/** What no rule could look at, because an answer is missing that nobody has to give: with the place of each answer. */
function unasked({ unasked: found = [] }, findings) {
  if (!found.length) return [];
  const line = ({ rule, fields, message }) =>
    make("li", "", message, ...(fields.length === 1 ? [" ", findings.link(fields[0])] : fields.length ? listed(`non verificato ${rule}`, fields, (path) => make("li", "", findings.link(path))) : []));
  return [fold("guardato", t("Non verificato ({n})", { n: found.length }), () => listed("non verificato", found, line, { className: "minuto" }))];
}

function office({ offline = [] }) {
  if (!offline.length) return [];
  return [fold("ufficio", t("Solo l'ufficio può dirlo ({n})", { n: offline.length }), () => [make("ul", "minuto", ...offline.map((line) => make("li", "", line)))])];
}
