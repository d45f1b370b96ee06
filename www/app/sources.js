// The sources of a rule in words: what they say, where it stands, how it is known; and who enforces the rule.
import { make } from "./make.js";
import { t, writeDay } from "./words.js";

const ENFORCERS = { portale: "lo fa valere il portale", legge: "lo fa valere la legge", inps: "lo fa valere l'INPS", consiglio: "è un consiglio" };
const GRADES = { O: "da una pagina ufficiale, non alla lettera", P: "dalla stampa o da manuali, non alla lettera", C: "da codice pubblico" };

export const enforced = (by) => t(ENFORCERS[by] ?? ENFORCERS.portale);

export const ours = () => t("In tutto o in parte è una nostra lettura.");

/** Where it stands; a source without a quotation says it in its point. */
export const placeOf = ({ document, date, point }) => [date ? `${document} (${writeDates(date)})` : document, point].filter(Boolean).join(", ");

/** How a source is known whose text is not at hand. */
export const gradeOf = ({ grade }) => (grade ? t(GRADES[grade]) : "");

/** The sentence of a source, in its own language. */
export function quoted({ quote }) {
  const words = make("q", "", quote);
  words.lang = "it";
  return words;
}

/** A source with all that it says. */
export function citation(source) {
  const place = [placeOf(source), gradeOf(source)].filter(Boolean).join(" – ");
  return make("blockquote", "", source.quote ? quoted(source) : null, make("cite", "", place));
}

/** A day or month, or two of them, as people write them. */
const writeDates = (iso) => iso.split("/").map(writeDay).join(" – ");
