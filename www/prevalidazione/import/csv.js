// Text with separators → rows of cells. Quotes, line ends and ragged rows are papaparse's business.
import Papa from "papaparse";
import { MOST_COLUMNS, MOST_ROWS, Refusal } from "./refusal.js";

export const SEPARATORS = [";", "\t", ",", "|"];

const LOOKED_AT = 60;
const CHUNK = 1 << 20;

/**
 * @param {string} text
 * @param {{ separator?: string, step?: (share: number) => void | Promise<void> }} options `step` hears how far it is,
 *   and may throw to stop
 * @returns {Promise<{ separator: string, rows: string[][], broken: number[] }>} `broken`: rows whose quotes do not close
 */
export async function readCsv(text, { separator, step } = {}) {
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  const chosen = separator ?? declared?.[1] ?? separatorOf(body);
  const rows = [];
  const broken = [];
  await new Promise((done, failed) => {
    Papa.parse(body, {
      delimiter: chosen,
      chunkSize: CHUNK,
      chunk({ data, errors, meta }, parser) {
        for (const error of errors) if (error.type === "Quotes") broken.push(rows.length + (error.row ?? 0));
        for (const row of data) rows.push(row);
        try {
          expectSane(rows, data);
        } catch (error) {
          failed(error); // first: to abort is to complete
          return parser.abort();
        }
        if (!step) return undefined;
        parser.pause();
        return Promise.resolve(step(meta.cursor / body.length)).then(() => parser.resume(), (error) => {
          failed(error);
          parser.abort();
        });
      },
      complete: done,
      error: failed,
    });
  });
  while (rows.length && rows.at(-1).every((cell) => cell.trim() === "")) rows.pop();
  return { separator: chosen, rows, broken: [...new Set(broken)] };
}

function expectSane(rows, latest) {
  if (rows.length > MOST_ROWS) throw new Refusal("Il file ha più di {massimo} righe: dividilo per datore di lavoro.", { massimo: MOST_ROWS });
  if (latest.some((row) => row.length > MOST_COLUMNS)) throw new Refusal("Una riga ha più di {massimo} colonne: non è un elenco di lavoratori.", { massimo: MOST_COLUMNS });
}

/** The separator with which the first rows agree best on how many columns there are; the more columns the better. */
export function separatorOf(text) {
  let best = { separator: ";", score: 0 };
  for (const separator of SEPARATORS) {
    const { data } = Papa.parse(text.slice(0, CHUNK), { delimiter: separator, preview: LOOKED_AT, skipEmptyLines: true });
    const counts = new Map();
    for (const row of data) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    for (const [columns, rows] of counts) {
      const score = columns < 2 ? 0 : (rows / data.length) ** 2 * Math.min(columns, 12);
      if (score > best.score) best = { separator, score };
    }
  }
  return best.separator;
}
