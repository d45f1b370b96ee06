// "Perché?" as sentences: the core's steps, a label and a value each, told as a person would add them up.
import { capital } from "./names.js";
import { t, writeNumber } from "./words.js";

/** Figures that only repeat others, or that the message itself gives. */
const REPEATED = new Set(["limite", "settimana", "inizio", "fine", "oltre", "termine", "ultima", "prima", "massimo", "minimo"]);
/** What a limit is held against, rather than the field's own number. */
const COUNTED = ["righe", "somma", "totale", "giorni"];
const DAY = 86_400_000;

/**
 * The explanation with its steps as sentences; `labels` names the two ends of the period. What is a sentence already, as a
 * formula with its values, follows.
 */
export function inSentences(explanation, labels) {
  const { steps = [], holds } = explanation;
  const isSentence = ({ text }) => text.endsWith(".");
  const isField = ({ name, text }) => !name || labels.includes(split(text).label);
  const read = steps.filter((step) => isField(step) && !isSentence(step)).map(({ text }) => split(text));
  const figures = new Map(steps.filter(({ name }) => name).map(({ name, value, text }) => [name, { value, ...split(text) }]));
  const sentences = [facts(read, figures, labels), limit(read, figures, holds)].filter(Boolean);
  return { ...explanation, steps: [...sentences.map((text) => ({ text })), ...steps.filter(isSentence)] };
}

/** Label and value; of a formula what it comes to. */
function split(text) {
  const at = text.indexOf(": ");
  const shown = text.endsWith(".") ? text.slice(text.lastIndexOf(" = ") + 3, -1) : text.slice(at + 2);
  return { label: text.slice(0, at), shown };
}

/** What was read, and what was reckoned from it. */
function facts(read, figures, labels) {
  const [from, to] = labels.map((label) => read.find((one) => one.label === label)?.shown);
  const days = from && to && (dayOf(to) - dayOf(from)) / DAY + 1;
  const told = new Set();
  const parts = [];
  const add = ({ label, shown }) => {
    if (told.has(label) || !shown) return;
    told.add(label);
    parts.push(`${label}: ${shown}`);
  };
  const isLength = Boolean(days) && figures.get("giorni")?.value === days;
  if (isLength) {
    labels.forEach((label) => told.add(label));
    parts.push(t("dal {from} al {to} sono {n|giorno|giorni}", { from, to, n: days }));
  }
  read.forEach(add);
  const dated = /^\d{4}-/.test(figures.get("massimo")?.value ?? figures.get("minimo")?.value);
  for (const [name, figure] of figures) {
    const spoken = REPEATED.has(name) || figure.value === 0 || (name === "giorni" && (dated || isLength)) || (name === "totale" && figure.value === days);
    const isRead = read.some(({ label, shown }) => label.startsWith(figure.label) && shown === figure.shown);
    if (!spoken && !isRead) add(figure);
  }
  return parts.length ? `${capital(parts.join("; "))}.` : "";
}

/** A day written gg/mm/aaaa, as a moment. */
const dayOf = (written) => Date.parse(`${written.split("/").reverse().join("-")}T00:00:00Z`);

/** The limit, and how far the form is from it. */
function limit(read, figures, holds) {
  const name = ["massimo", "minimo"].find((one) => figures.has(one));
  if (!name) return "";
  const { value, shown } = figures.get(name);
  const most = name === "massimo";
  if (typeof value !== "number") {
    const day = [figures.get("settimana")?.shown, shown].filter(Boolean).join(" ");
    const off = holds === false && figures.get("giorni")?.value;
    const far = off ? (most ? t(": {n|giorno|giorni} dopo", { n: off }) : t(": {n|giorno|giorni} prima", { n: off })) : "";
    return `${most ? t("L'ultimo giorno ammesso è {day}", { day }) : t("Il primo giorno ammesso è {day}", { day })}${far}.`;
  }
  const own = Number((read[0]?.shown || "?").replace(",", "."));
  const actual = COUNTED.map((one) => figures.get(one)?.value).find((one) => typeof one === "number" && Number.isNaN(own)) ?? figures.get("righe")?.value ?? own;
  const over = holds !== false || figures.has("mesi") ? 0 : most ? actual - value : value - actual;
  const far = over > 0 ? (most ? t(": {n} in più", { n: writeNumber(over) }) : t(": {n} in meno", { n: writeNumber(over) })) : "";
  return `${most ? t("Il massimo è {n}", { n: shown }) : t("Il minimo è {n}", { n: shown })}${far}.`;
}
