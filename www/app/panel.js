// The side panel: the application at one glance, from the core's summary.
import { daysBar } from "./days-bar.js";
import { make } from "./make.js";
import { t, writeAmount, writeDay, writeMonth, writeNumber } from "./words.js";

const LONGEST = 8;

/** Draws the panel anew once a frame at most, however many changes come. */
export function panel({ summary, counts, dayIn, nameOf, goTo, working }) {
  const body = document.getElementById("riepilogo-corpo");
  const digest = document.getElementById("riepilogo-cenno");
  let waiting = false;

  const draw = () => {
    waiting = false;
    if (!working) {
      body.replaceChildren(make("p", "", t("Il controllo non è disponibile.")));
      return;
    }
    const found = summary();
    const figures = counts();
    body.replaceChildren(
      ...state(figures),
      ...days(found),
      ...proposal(found),
      ...terms(found, dayIn),
      ...hours(found),
      ...benefit(found),
      ...people(found),
      ...months(found),
      ...missing(found, nameOf, goTo),
      ...office(found),
    );
    const parts = [];
    if (found.days) parts.push(t("{total} giorni su {max}", found.days));
    parts.push(figures.error ? t("da correggere: {n}", { n: figures.error }) : t("niente da correggere"));
    digest.textContent = parts.join(" · ");
  };

  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
}

const title = (text) => make("h2", "", text);
const figure = (text) => make("span", "cifra", text);

function state({ error, warning }) {
  const line = error ? t("Da correggere: {n}", { n: error }) : t("Niente da correggere finora");
  return [make("p", error ? "tardi" : "", line), warning ? make("p", "", t("Avvisi: {n}", { n: warning })) : null].filter(Boolean);
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
  const most = found.ceilings.slice(0, LONGEST).map(({ row, monthly }) =>
    make("li", "", t("Riga {row}: al massimo {amount} € al mese", { row: row + 1, amount: writeAmount(monthly) })),
  );
  const more = found.ceilings.length > LONGEST ? make("p", "minuto", t("… e altri {n}", { n: found.ceilings.length - LONGEST })) : null;
  return [title(t("Prestazione")), make("p", "", found.label), most.length ? make("ul", "", ...most) : null, more].filter(Boolean);
}

function people({ headcount }) {
  if (!headcount) return [];
  const agreement = headcount.agreementNeeded ? t("serve l’accordo sindacale") : t("l’accordo sindacale non serve");
  return [title(t("Organico")), make("p", "", figure(headcount.value), ` – ${agreement}`)];
}

function months({ months: found = [] }) {
  const open = found.filter((month) => month.missing > 0);
  if (!open.length) return [];
  const list = open.map(({ month, missing: n }) => `${writeMonth(month)} (${n})`).join(", ");
  return [title(t("Consuntivo da compilare")), make("p", "", list)];
}

function missing({ missing: found = [] }, nameOf, goTo) {
  const paths = [...new Set(found)];
  if (!paths.length) return [title(t("Da completare")), make("p", "", t("Non manca niente."))];
  const list = make("ul");
  for (const path of paths.slice(0, LONGEST)) {
    const button = make("button", "", nameOf(path));
    button.type = "button";
    button.addEventListener("click", () => goTo(path));
    list.append(make("li", "", button));
  }
  const more = paths.length > LONGEST ? [make("p", "minuto", t("… e altri {n}", { n: paths.length - LONGEST }))] : [];
  return [title(t("Da completare ({n})", { n: paths.length })), list, ...more];
}

/** In the panel to open, on paper in full. */
function office({ offline = [] }) {
  const lines = () => offline.map((line) => make("li", "", line));
  onPaper.hidden = !offline.length;
  onPaper.replaceChildren(title(t("Solo l’ufficio può dirlo")), make("ul", "", ...lines()));
  if (!offline.length) return [];
  const details = make("details", "", make("summary", "", t("Solo l’ufficio può dirlo ({n})", { n: offline.length })), make("ul", "minuto", ...lines()));
  details.open = officeOpen;
  details.addEventListener("toggle", () => (officeOpen = details.open));
  return [details];
}

const onPaper = document.getElementById("solo-ufficio");
let officeOpen = false;
