// The search: words without regard to accents, dates however they are written, and the place that matched.
import { make } from "../app/make.js";
import { t } from "../app/words.js";

const MONTHS = [
  ["gennaio", "january"], ["febbraio", "february"], ["marzo", "march"], ["aprile", "april"], ["maggio", "may"], ["giugno", "june"],
  ["luglio", "july"], ["agosto", "august"], ["settembre", "september"], ["ottobre", "october"], ["novembre", "november"], ["dicembre", "december"],
];
const NAMES = MONTHS.flat().join("|");
const WRITTEN = [
  { pattern: /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/, read: ([, day, month, year]) => [day, month, year] },
  { pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/, read: ([, year, month, day]) => [day, month, year] },
  { pattern: new RegExp(`\\b(\\d{1,2})°? (${NAMES})(?: (\\d{4}))?\\b`), read: ([, day, month, year]) => [day, monthOf(month), year] },
];
const AROUND = 60;

const monthOf = (name) => MONTHS.findIndex((names) => names.includes(name)) + 1;

/** Each sign without its accent and in lower case: places in the folded text are places in the text. */
const folded = (text) => [...text].map((sign) => (sign.length === 1 ? (sign.normalize("NFD")[0].toLowerCase().replace(/[’‘]/, "'")) : sign)).join("");

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** A search as a person types it. */
export class Search {
  #patterns;

  constructor(typed) {
    let rest = folded(typed).replace(/\s+/g, " ");
    this.#patterns = [];
    for (const { pattern, read } of WRITTEN) {
      rest = rest.replace(new RegExp(pattern, "g"), (...found) => {
        this.#patterns.push(day(...read(found).map((part) => part && Number(part))));
        return " ";
      });
    }
    for (const word of rest.split(" ").filter(Boolean)) this.#patterns.push(new RegExp(escaped(word), "g"));
  }

  get isEmpty() {
    return this.#patterns.length === 0;
  }

  /** Whether all that is searched stands somewhere in these texts. */
  finds(texts) {
    const all = texts.map(folded);
    return this.#patterns.every((pattern) => all.some((text) => text.search(pattern) >= 0));
  }

  /** The text that holds most of what is searched, cut to its neighbourhood, with the places marked: `{ where, text }[]` in. */
  excerpt(places) {
    const ranked = places.map((place) => ({ ...place, hits: this.#patterns.flatMap((pattern) => [...folded(place.text).matchAll(pattern)].slice(0, 3).map((hit) => [hit.index, hit.index + hit[0].length])) }));
    const best = ranked.filter(({ hits }) => hits.length).sort((one, other) => other.hits.length - one.hits.length)[0];
    if (!best) return null;
    const { where, text } = best;
    const hits = best.hits.sort((one, other) => one[0] - other[0]);
    const from = hits[0][0] <= AROUND ? 0 : text.lastIndexOf(" ", hits[0][0] - AROUND) + 1;
    const end = Math.max(...hits.map((hit) => hit[1])) + AROUND;
    const to = end >= text.length || end - from > 5 * AROUND ? Math.min(text.length, from + 5 * AROUND) : end;
    const parts = [];
    let at = from;
    for (const [start, stop] of hits) {
      if (start < at || stop > to) continue;
      parts.push(text.slice(at, start), make("mark", "", text.slice(start, stop)));
      at = stop;
    }
    parts.push(text.slice(at, to));
    return make("span", "trovato", make("span", "trovato-dove", `${t(where)}: `), from > 0 ? "… " : "", ...parts, to < text.length ? " …" : "");
  }
}

/** A day in every way it is written; a text that names no year means it too. */
function day(date, month, year) {
  const written = [];
  const [it, en] = MONTHS[month - 1] ?? ["", ""];
  const two = (number) => String(number).padStart(2, "0");
  if (it) written.push(`\\b0?${date}°? (?:${it}|${en})${year ? `(?: ${year}\\b|(?! \\d{4}))` : "\\b"}`);
  written.push(`\\b0?${date}[/.-]0?${month}[/.-]${year ?? "\\d{4}"}\\b`, `\\b${year ?? "\\d{4}"}-${two(month)}-${two(date)}\\b`);
  return new RegExp(written.join("|"), "g");
}
