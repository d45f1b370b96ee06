// What the cells of a column look like, whatever it is called.
import { kindOfWord } from "./words.js";

const LETTER = "A-Z";
/** A codice fiscale: six letters, then digits that omocodia may have turned into letters. */
export const CODICE_FISCALE = new RegExp(`^[${LETTER}]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[${LETTER}][0-9LMNPQRSTUV]{3}[${LETTER}]$`);

const TESTS = {
  "codice-fiscale": (text) => CODICE_FISCALE.test(bare(text)),
  iban: (text) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare(text)),
  "undici-cifre": (text) => /^\d{11}$/.test(bare(text)),
  matricola: (text) => /^\d{10}$/.test(bare(text)),
  date: (text) => /^(\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))([T ].*)?$/.test(text),
  serial: (text) => /^[34]\d{4}([.,]0+)?$/.test(text),
  hours: (text) => /^\d{1,3}([.,]\d+|:\d\d)?$/.test(text),
  integer: (text) => /^\d{1,3}([.,]0+)?$/.test(text),
  contratto: (text) => kindOfWord(text) === "tipoContratto",
  qualifica: (text) => kindOfWord(text) === "qualifica",
  name: (text) => /^[\p{L}' .-]{2,40}$/u.test(text) && !/^[A-Z]{1,2}$/.test(text),
  names: (text) => /^[\p{L}'.-]{2,}( [\p{L}'.-]+)+$/u.test(text),
};

/** Upper case without separators: codes are compared so. */
export const bare = (text) => text.toUpperCase().replace(/[\s./-]+/g, "");

const LOOKED_AT = 200;

/** The share of filled cells in a column that have each shape, how many are filled, and the first three of them. */
export function shapeOf(rows, column, from) {
  const texts = [];
  for (let row = from; row < rows.length && texts.length < LOOKED_AT; row++) {
    const text = (rows[row][column] ?? "").trim();
    if (text) texts.push(text);
  }
  const share = {};
  for (const [shape, test] of Object.entries(TESTS)) share[shape] = texts.length ? texts.filter(test).length / texts.length : 0;
  return { filled: texts.length, share, samples: [...new Set(texts)].slice(0, 3), numbers: texts.map((text) => Number(text.replace(",", "."))).filter(Number.isFinite) };
}

/** How the shape of a column speaks for a field: above 0 for, below against. */
export function fits(field, shape) {
  const { share, filled } = shape;
  if (!filled) return 0;
  const at = (name) => share[name] ?? 0;
  const dates = Math.max(at("date"), at("serial"));
  switch (field) {
    case "codiceFiscale":
      return at("codice-fiscale") * 2 - 1;
    case "iban":
      return at("iban") * 2 - 1;
    case "datoreLavoro.codiceFiscale":
    case "datoreLavoro.partitaIva":
      return Math.max(at("undici-cifre"), field.endsWith("codiceFiscale") ? at("codice-fiscale") * 0.6 : 0) * 2 - 1;
    case "datoreLavoro.matricolaInps":
      return at("matricola") * 2 - 1;
    case "tipoContratto":
      return at("contratto") * 1.6 - 0.6;
    case "qualifica":
      return at("qualifica") * 1.6 - 0.6;
    case "cognome":
    case "nome":
      return at("name") > 0.8 ? 0.5 : -0.8;
    case "cognome+nome":
      return at("names") > 0.7 ? 0.6 : -0.8;
    case "orarioSettimanale":
    case "oreGiornaliere":
    case "ore":
      return at("hours") > 0.6 ? 0.5 : dates > 0.6 || at("name") > 0.8 ? -1 : -0.2;
    case "giorni":
    case "giorniSettimana":
    case "giornateUltimi12Mesi":
    case "giornatePrecedenti":
      return at("integer") > 0.6 ? 0.5 : dates > 0.6 || at("name") > 0.8 ? -1 : -0.2;
    default:
      if (/^data/.test(field)) return dates * 1.6 - 0.8;
      return 0;
  }
}
