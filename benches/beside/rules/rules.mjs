// Sixteen rules of piemonte-2020 by hand, as somebody would write them who wants them fast: a row's verdicts are the bits
// of one number, and only a row with a bit set costs a sentence. As in regolamenti/, without what no application here has.

import { EARLIEST_START, filingTerm, latestHire, written } from "./days.mjs";
import { EMPTY, UNREADABLE, readDay, readInteger } from "./read.mjs";

const READABLE = "valore-illeggibile";
const hours = (hundredths) => (hundredths % 100 === 0 ? `${hundredths / 100}` : `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, "0")}`);
const unreadable = () => "Il valore non si può leggere: riscrivilo.";

/** Rule, field, sentence and severity of each bit, in the order of the bits. */
const VERDICTS = [
  ["codice-fiscale", "codiceFiscale", () => "Non è un codice fiscale: ricopialo dal tesserino."],
  ["codice-fiscale-duplicato", "codiceFiscale", (row) => `Questo lavoratore è già alla riga ${row.first + 1}.`],
  [READABLE, "dataAssunzione", unreadable],
  ["data-assunzione", "dataAssunzione", (row, header) => `Assunto il ${written(row.hired)}: spetta a chi era in forza il ${written(header.latest)}.`],
  [READABLE, "orarioSettimanale", unreadable],
  ["orario-settimanale", "orarioSettimanale", (row) => `L'orario è di ${hours(row.hours)} ore, ma i contratti arrivano a 48.`],
  ["orario-settimanale", "orarioSettimanale", () => "L'orario settimanale è di 0 ore: indica quelle del contratto."],
  ["orario-settimanale", "orarioSettimanale", (row) => `${hours(row.hours)} ore sono più di 40: solo se le prevede il contratto.`, "info"],
  [READABLE, "giorniSettimana", unreadable],
  [READABLE, "giorni", unreadable],
  ["ore-senza-giorni", "giorni", (row) => `Sono chieste ${hours(row.asked)} ore ma nessun giorno.`],
  ["giorni-oltre-periodo", "giorni", (row, header) => `${row.days} giorni: al massimo ${workable(left(header, row.hired), row.week === EMPTY ? 6 : row.week)}.`],
  ["giorni-oltre-periodo", "giorni", (row, header) => `${row.days} giorni sono più di ${workable(left(header, row.hired), 5)}.`, "warning"],
  [READABLE, "ore", unreadable],
  ["giorni-senza-ore", "ore", (row) => `Sono indicati ${row.days} giorni ma nessuna ora.`],
  ["ore-oltre-giorni", "ore", (row) => `${hours(row.asked)} ore: ${row.days} giorni fanno al massimo ${hours(possible(row.hours, row.week, row.days))}.`],
  ["ore-oltre-giorni", "ore", (row) => `${hours(row.asked)} ore: ${row.days} giorni fanno in media ${hours(mean(row.hours, row.week, row.days))}.`, "warning"],
  ["ore-oltre-settimane", "ore", (row, header) => `${hours(row.asked)} ore: nel periodo al massimo ${hours(row.hours * Math.ceil(left(header, row.hired) / 7))}.`],
];
const [BAD_CODE, TWICE, BAD_HIRED, LATE_HIRED, BAD_HOURS, LONG_WEEK, NO_WEEK, LONGER_WEEK, BAD_WEEK, BAD_DAYS, NO_DAYS, MANY_DAYS, MORE_DAYS, BAD_ASKED, NO_ASKED, MANY_ASKED, MORE_ASKED, WEEKS_ASKED] =
  VERDICTS.map((_, bit) => 1 << bit);
export { TWICE };

/** Days of the period that a worker is there, 0 or less where there are none or nobody can say. */
function left(header, hired) {
  if (header.days === 0 || hired === UNREADABLE) return 0;
  return hired > header.start ? header.end - hired + 1 : header.days;
}

const workable = (days, week) => Math.floor(days / 7) * week + Math.min(days % 7, week);
const mean = (weekly, week, days) => Math.ceil((days * weekly) / (week === EMPTY ? 5 : week));

/** The most hours that so many days hold: full weeks, and the days beside them with 13 hours. */
function possible(weekly, week, days) {
  if (week === EMPTY) return days * weekly;
  return Math.max(mean(weekly, week, days), Math.floor(days / week) * weekly + Math.min(weekly, (days % week) * 1300));
}

/** The bits of a row, but for TWICE. */
export function verdict(header, code, hired, weekly, week, days, asked) {
  let bits = 0;
  if (code === UNREADABLE) bits |= BAD_CODE;
  if (hired > header.latest) bits |= LATE_HIRED;
  else if (hired === UNREADABLE) bits |= BAD_HIRED;
  if (weekly > 4000) bits |= weekly > 4800 ? LONG_WEEK : LONGER_WEEK;
  else if (weekly === 0) bits |= NO_WEEK;
  else if (weekly === UNREADABLE) bits |= BAD_HOURS;
  if (week === UNREADABLE) bits |= BAD_WEEK;
  if (days === UNREADABLE) bits |= BAD_DAYS;
  else if (days === 0 && asked > 0) bits |= NO_DAYS;
  if (asked === UNREADABLE) bits |= BAD_ASKED;
  else if (asked === 0 && days > 0) bits |= NO_ASKED;

  const there = left(header, hired);
  if (days > 0 && week !== UNREADABLE) {
    if (there > 0) {
      if (days > workable(there, week === EMPTY ? 6 : week)) bits |= MANY_DAYS;
      else if (week === EMPTY && days > workable(there, 5)) bits |= MORE_DAYS;
    }
    if (asked >= 0 && weekly >= 0 && asked > mean(weekly, week, days)) bits |= asked > possible(weekly, week, days) ? MANY_ASKED : MORE_ASKED;
  }
  if (there > 0 && asked >= 0 && weekly >= 0 && asked > weekly * Math.ceil(there / 7)) bits |= WEEKS_ASKED;
  return bits;
}

/**
 * Says what a row's bits mean: `say(rule, severity, path, message)`.
 * @param {{ first: number, hired: number, hours: number, week: number, days: number, asked: number }} row
 */
export function tell(bits, header, row, at, say) {
  for (let bit = 0; bit < VERDICTS.length; bit++) {
    if ((bits & (1 << bit)) === 0) continue;
    const [rule, field, sentence, severity = "error"] = VERDICTS[bit];
    say(rule, severity, `lavoratori.${at}.${field}`, sentence(row, header));
  }
}

/** Judges the header, and gives what the rows' rules read of it. */
export function judgeHeader(application, workers, say) {
  const { periodo = {}, accordo = {}, domandePrecedenti = [] } = application;
  const read = (path, value, reader) => {
    const number = reader(value);
    if (number === UNREADABLE) say(READABLE, "error", path, unreadable());
    return number;
  };
  const filed = read("dataPresentazione", application.dataPresentazione, readDay);
  const start = read("periodo.dataInizio", periodo.dataInizio, readDay);
  const end = read("periodo.dataFine", periodo.dataFine, readDay);
  const agreed = read("accordo.lavoratori", accordo.lavoratori, readInteger);
  let before = 0; // not a number where one of the earlier periods is not known
  domandePrecedenti.forEach((earlier, at) => {
    const from = read(`domandePrecedenti.${at}.dataInizio`, earlier.dataInizio, readDay);
    const to = read(`domandePrecedenti.${at}.dataFine`, earlier.dataFine, readDay);
    before += from >= 0 && to >= from ? to - from + 1 : NaN;
  });

  const days = start >= 0 && end >= start ? end - start + 1 : 0;
  if (start >= 0 && start < EARLIEST_START) say("decorrenza-minima", "error", "periodo.dataInizio", `Il periodo inizia il ${written(start)}, prima del 23/02/2020.`);
  if (days > 0) {
    const remaining = 63 - before;
    const at = "periodo.dataFine";
    if (days < 5 && !(remaining < 5)) say("durata-minima", "error", at, `La domanda copre ${days} giorni, il minimo è 5.`);
    if (days > 35) say("durata-domanda", "error", at, `Sono ${days} giorni; il massimo per una domanda è 35.`);
    if (remaining >= 5 && days > remaining) say("durata-complessiva", "error", at, `I giorni chiesti diventano ${before + days}, il massimo è 63.`);
  }
  if (agreed >= 0 && workers > agreed) say("accordo-lavoratori", "warning", "lavoratori", `I lavoratori sono ${workers}, l'accordo ne prevede ${agreed}.`);
  if (start >= 0 && filed >= 0) {
    const { term, last } = filingTerm(start, filed);
    if (filed > term) say("termine-presentazione", filed > last ? "error" : "warning", "dataPresentazione", `Il termine era il ${written(term)}.`);
  }
  return { latest: latestHire(filed), start, end, days };
}
