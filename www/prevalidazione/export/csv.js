// Rows of cells → CSV that Excel opens as it should, and in which no cell is a formula.
import Papa from "papaparse";

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** The mark tells Excel that it is UTF-8; the reading takes it and the apostrophes off again. */
export function writeCsv(rows, separator = ";") {
  const safe = rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell)));
  return `\ufeff${Papa.unparse(safe, { delimiter: separator, newline: "\r\n" })}\r\n`;
}
