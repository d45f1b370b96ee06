// "Perché?" as sentences: what was read, the limit and how far the form is from it, told as a person would add them up.
import { capital } from "./names.js";
import { language, t, writeNumber } from "./words.js";

/** The figures of the message are told by it; what is added up or held against a limit is told once more. */
const ADDED = "precedenti";
const COUNTED = ["righe", "lavoratori", "somma", "totale", "ore", "giorni"];
/** What the steps of limits are, and what the figures are called that repeat them. */
const LIMITS = { max: "massimo", min: "minimo" };
/** What no addition is that people read as it stands, in formulas. */
const FOR_PROGRAMS = /[()<>=≠"]|(?:^| )(?:mancando|or else|se|if|vuoto|empty|ignoto|unknown|resto|modulo|tra|between)(?: |$)/;
const ROUNDED = /^(sposta|moved|arrotonda-su|round-up)\((.*)\)$/;
/** Hours are told to a hundredth: so much is the least that is not nothing. */
const LEAST = 0.01;
const DAY = 86_400_000;
/** From a year on nobody counts in days. */
const MOST_DAYS = 366;

/** What `explained` answers, with its steps as sentences. A formula that only programs read stands in the catalogue. */
export function inSentences({ own, ends, ...explanation }) {
  const { steps, holds } = explanation;
  const read = new Map(steps.filter(({ kind }) => kind === "field").map(({ label, shown }) => [label, shown]));
  const figures = new Map(steps.filter(({ name }) => name).map((step) => [step.name, step]));
  const limit = limitOf({ steps, figures, own });
  const sentences = [facts({ read, figures, ends, limit }), toldLimit(limit, { read, figures, own, ends, holds }), ...steps.map(exception)];
  return { ...explanation, steps: sentences.filter(Boolean).map((text) => ({ text })) };
}

/** What was read, and from the beginning to the end how many days that are. */
function facts({ read, figures, ends, limit }) {
  const [from, to] = ends.map((label) => momentOf(read.get(label)));
  const days = (to - from) / DAY + 1;
  const isLength = days > 0 && figures.get("giorni")?.value === days;
  const parts = [];
  if (isLength) parts.push(t(days === 1 ? "dal {from} al {to} c'è {n|giorno|giorni}" : "dal {from} al {to} sono {n|giorno|giorni}", { from: read.get(ends[0]), to: read.get(ends[1]), n: days }));
  for (const [label, shown] of read) if (!isLength || !ends.includes(label)) parts.push(`${label}: ${shown}`);
  for (const name of [ADDED, limit && !limit.ofField && COUNTED.find((one) => figures.has(one))]) {
    const { label, value, shown } = figures.get(name) ?? {};
    if (label && value && value !== days && !read.has(label)) parts.push(`${label}: ${shown}`);
  }
  return parts.length ? `${capital(parts.join("; "))}.` : "";
}

/** The limit that counts: of two the one that the field is beyond; a number of days before the day it leads to. */
function limitOf({ steps, figures, own }) {
  const found = Object.entries(LIMITS).flatMap(([kind, name]) => {
    const step = steps.find((one) => one.kind === kind);
    const ofField = step && { name, shown: step.shown, how: howOf(step), ofField: true };
    const figure = figures.get(name);
    const ofFigure = figure && step?.name !== name && { name, shown: figure.shown, how: "", ofField: isDay(figure.value) };
    return isDay(own) ? [ofFigure, ofField] : [ofField, ofFigure];
  });
  const limits = found.filter((one) => one && numberOf(one.shown) !== undefined);
  return limits.find((one) => one.ofField && distance(one, own) > 0 && limits[0].ofField) ?? limits[0];
}

/** How far a value is beyond a limit; a day from a number nobody can tell. */
function distance({ name, shown }, value) {
  if (value === undefined || isDay(value) !== (momentOf(shown) !== undefined)) return NaN;
  const off = (isDay(value) ? Date.parse(value) : Number(value)) - numberOf(shown);
  return name === "massimo" ? off : -off;
}

function toldLimit(limit, { read, figures, own, ends, holds }) {
  if (!limit) return "";
  const { name, shown, how, ofField } = limit;
  const most = name === "massimo";
  const counted = COUNTED.map((one) => figures.get(one)?.value).find((one) => typeof one === "number");
  const over = distance(limit, ofField ? own : (counted ?? own));
  if (holds === false && over <= 0) return ""; // the rule speaks of something else
  if (momentOf(shown) === undefined) {
    if (!most && numberOf(shown) === LEAST) return t("Deve essere più di zero.");
    const far = holds === false && over > 0 ? (most ? t(": {n} in più", { n: writeNumber(over) }) : t(": {n} in meno", { n: writeNumber(over) })) : "";
    return `${most ? t("Il massimo è {n}", { n: shown + how }) : t("Il minimo è {n}", { n: shown + how })}${far}.`;
  }
  const [first] = read.keys();
  if (first === ends[1] && most && momentOf(shown) < momentOf(read.get(ends[0]))) return ""; // no day at all is admitted
  if (isDay(figures.get("ultima")?.value) && [...figures.values()].every((one) => one.shown !== shown)) return ""; // the message names another day
  const weekday = figures.has("settimana") || figures.has("giornoSettimana");
  const day = weekday ? `${weekdayOf(shown)} ${shown}` : t("il {day}", { day: shown });
  const values = { day: isDay(own) ? own.split("-").reverse().join("/") : "", n: over / DAY };
  const far = holds === false && over > 0 && over / DAY <= MOST_DAYS ? (most ? t(": il {day} è {n|giorno|giorni} dopo", values) : t(": il {day} è {n|giorno|giorni} prima", values)) : "";
  return `${most ? t("L'ultimo giorno ammesso è {day}", { day: day + how }) : t("Il primo giorno ammesso è {day}", { day: day + how })}${far}.`;
}

const weekdayOf = (written) => new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(momentOf(written));

/** The formula of a limit, in brackets, where it is an addition that people read. */
function howOf({ formula, shown }) {
  if (shown === undefined || formula === shown) return "";
  const [, wrap, inner] = ROUNDED.exec(formula) ?? [null, "", formula];
  if (FOR_PROGRAMS.test(inner) || /^[\d,.]+( \p{L}+)?$/u.test(inner)) return "";
  const inDays = /\d\/\d/.test(inner);
  const sum = inner.replace(/([+-] )(\d+)(?= [+-]|$)/g, (_, sign, n) => sign + (inDays ? t("{n|giorno|giorni}", { n: Number(n) }) : n)).replaceAll(" * ", " × ").replaceAll(" / ", " : ").replaceAll(" - ", " − ");
  const after = /^(sposta|moved)$/.test(wrap) ? t(", o il primo giorno non festivo dopo") : wrap ? t(", arrotondato per eccesso") : "";
  return ` (${sum}${after})`;
}

/** What a rule leaves out, where one answer says so. */
function exception({ kind, formula, shown }) {
  if (kind !== "unless" || FOR_PROGRAMS.test(formula) || formula === shown || ![undefined, "no"].includes(shown)) return "";
  const what = { what: formula };
  return shown ? t("Farebbe eccezione: {what} (qui no).", what) : t("Farebbe eccezione: {what} (qui non è indicato).", what);
}

const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value ?? "");

/** A day written gg/mm/aaaa, as a moment; nothing else is one. */
const momentOf = (written) => (/^\d\d\/\d\d\/\d{4}$/.test(written ?? "") ? Date.parse(written.split("/").reverse().join("-")) : undefined);

/** What is written, a day or a number, as a number. */
function numberOf(written = "?") {
  const number = momentOf(written) ?? Number(written.replace(",", "."));
  return Number.isNaN(number) ? undefined : number;
}
