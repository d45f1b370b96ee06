// One cell as an export writes it → the text that the core reads. What is not recognised stays as it is: the core
// then says so at its place.
import { bare } from "./shapes.js";
import { writeDay, writeSerial } from "./serial.js";

const MONTHS = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
/** From here on, two digits of a year are of the last century. */
const PIVOT = 40;

/**
 * @param {string} kind of the field, as the core names it
 * @param {string} text without outer blanks
 * @param {{ date1904?: boolean, hundredths?: boolean }} options
 * @returns {{ text: string, how?: string }} `how` where something was concluded that a person should see
 */
export function convert(kind, text, options = {}) {
  switch (kind) {
    case "date":
      return date(text, options);
    case "hours":
    case "number":
      return number(text, kind, options);
    case "integer":
      return /^\d+[.,]0+$/.test(text) ? { text: text.split(/[.,]/)[0] } : { text };
    case "codice-fiscale":
    case "iban":
      return { text: bare(text) || text };
    default:
      return { text };
  }
}

function date(text, { date1904 }) {
  const day = text.replace(/[T ]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, "");
  let match;
  if ((match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day))) return { text: ifReal(match[3], match[2], match[1]) ?? text };
  if ((match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(day))) return { text: ifReal(match[1], match[2], match[3]) ?? text };
  if ((match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})$/.exec(day)) || (match = /^(\d\d)(\d\d)(\d\d)$/.exec(day))) return concluded(ifReal(match[1], match[2], century(match[3])), "anno-a-due-cifre", text);
  if ((match = /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(day))) return { text: ifReal(match[1], match[2], match[3]) ?? text };
  if ((match = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(day))) return { text: ifReal(match[3], match[2], match[1]) ?? text };
  if ((match = /^(\d)(\d\d)((?:19|20)\d\d)$/.exec(day))) return concluded(ifReal(match[1], match[2], match[3]), "zero-perso", text);
  if ((match = /^(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4}|\d{2})$/i.exec(day))) {
    const month = MONTHS.indexOf(match[2].slice(0, 3).toLowerCase()) + 1;
    return month ? concluded(ifReal(match[1], month, match[3].length === 2 ? century(match[3]) : match[3]), "mese-in-lettere", text) : { text };
  }
  if (/^[1-6]\d{4}([.,]\d+)?$/.test(text)) return { text: writeSerial(Number(text.replace(",", ".")), date1904), how: date1904 ? "numero-excel-1904" : "numero-excel" };
  return { text };
}

const concluded = (found, how, text) => (found ? { text: found, how } : { text });

const century = (two) => (Number(two) < PIVOT ? `20${two}` : `19${two}`);

/** The day written gg/mm/aaaa where there is such a day. */
function ifReal(day, month, year) {
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day) ? writeDay(day, month, year) : undefined;
}

function number(text, kind, { hundredths }) {
  let match;
  if (hundredths && /^\d{3,5}$/.test(text)) return { text: comma(Number(text) / 100), how: "centesimi" };
  if ((match = /^(\d+(?:[.,]\d+)?)\s*(h|ore|ore\.|hh|€|euro)$/i.exec(text))) return { text: match[1], how: "unita-tolta" };
  if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(text)) return { text: text.replaceAll(".", ""), how: "migliaia" };
  // three digits after a dot may be thousands: left for the eye
  if (/^\d+([.,]\d{4,}|,\d{3})$/.test(text)) {
    const rounded = comma(Math.round(Number(text.replace(",", ".")) * 100) / 100);
    return /[1-9]0*$/.test(text.slice(text.search(/[.,]/) + 3)) ? { text: rounded, how: "arrotondato" } : { text: rounded };
  }
  if (kind === "hours" && (match = /^(\d{1,4}):(\d\d):00$/.exec(text))) return { text: `${match[1]}:${match[2]}` };
  return { text };
}

const comma = (value) => String(value).replace(".", ",");

/** Whether a column of hours holds hundredths: whole numbers that are far too many hours, as 4000 for 40. */
export const looksLikeHundredths = (numbers) => numbers.length > 0 && numbers.every((value) => Number.isInteger(value) && value >= 100 && value <= 6000);
