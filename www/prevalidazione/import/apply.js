// A plan carried out: rows of cells → one application for each employer and unit, and what was concluded on the way.
import { divide } from "./names.js";
import { BOTH_NAMES, HEAD_FIELDS } from "./plan.js";
import { convert } from "./values.js";

/** So many different texts of a column are read once. */
const REMEMBERED = 2000;

/** What the first cell of a row of totals begins with. */
export const TOTAL = /^(totale|totali|total)\b/i;

/**
 * @typedef {{ head: Record<string, string>, rows: Record<string, string>[], origin: number[] }} Part
 *   `origin`: for each worker, the row of the table he comes from
 * @param {string[][]} table
 * @param {import("./plan.js").Plan} plan
 * @param {Map<string, { kind: string }>} fields
 * @returns {{ parts: Part[], notes: { how: string, field?: string, count: number, samples: (string | { row: number, text: string })[] }[] }}
 */
export function carryOut(table, plan, fields) {
  const readers = plan.columns.filter(({ field }) => field).map((column) => readerOf(column, plan, fields));
  const heads = readers.filter(({ field }) => HEAD_FIELDS.includes(field));
  const workers = readers.filter(({ field }) => !HEAD_FIELDS.includes(field));
  const notes = new Notes();
  const parts = new Map();
  for (let at = plan.first; at < table.length; at++) {
    const cells = table[at];
    const first = cells.find((cell) => cell.trim() !== "");
    if (first === undefined) {
      notes.add("riga-vuota");
      continue;
    }
    const worker = {};
    for (const { index, field, read } of workers) {
      const text = (cells[index] ?? "").trim();
      if (text === "") continue;
      const found = read(text);
      if (found.how) notes.add(found.how, field, `${text} → ${found.text}`);
      worker[field] = found.text;
    }
    if (TOTAL.test(first.trim()) && !worker.codiceFiscale) {
      notes.add("riga-di-totale", undefined, { row: at + 1, text: cells.filter((cell) => cell.trim()).join(" · ").slice(0, 80) });
      continue;
    }
    if (BOTH_NAMES in worker) takeApart(worker, notes);
    const head = {};
    for (const { index, field, read } of heads) if ((cells[index] ?? "").trim()) head[field] = read(cells[index].trim()).text;
    const key = HEAD_FIELDS.map((field) => head[field] ?? "").join("\n");
    if (!parts.has(key)) parts.set(key, { head, rows: [], origin: [] });
    const part = parts.get(key);
    part.rows.push(worker);
    part.origin.push(at);
  }
  return { parts: [...parts.values()], notes: notes.all() };
}

function readerOf({ index, field }, plan, fields) {
  const { kind = "text" } = fields.get(field) ?? {};
  const words = new Map((plan.words[field] ?? []).filter(({ word }) => word).map(({ text, word }) => [text, word]));
  const options = { date1904: plan.date1904, hundredths: plan.hundredths.includes(field) };
  const fresh = (text) => (words.size && words.has(text) ? { text: words.get(text) } : convert(kind, unquoted(text), options));
  const known = new Map(); // days, hours and words come again and again
  const read = (text) => {
    let found = known.get(text);
    if (!found) {
      found = fresh(text);
      if (known.size < REMEMBERED) known.set(text, found);
    }
    return found;
  };
  return { index, field, read };
}

/** What our own export put before a text that a spreadsheet would take for a formula. */
export const unquoted = (text) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

function takeApart(worker, notes) {
  const both = worker[BOTH_NAMES];
  delete worker[BOTH_NAMES];
  const { cognome, nome, sure } = divide(both, worker.codiceFiscale);
  Object.assign(worker, { cognome, ...(nome && { nome }) });
  if (!sure) notes.add("nome-diviso", "cognome", `${both} → ${cognome} / ${nome}`);
}

/** What was concluded, each once with how often and three samples. */
class Notes {
  #found = new Map();

  add(how, field, sample) {
    const key = `${how} ${field ?? ""}`;
    if (!this.#found.has(key)) this.#found.set(key, { how, field, count: 0, samples: [] });
    const note = this.#found.get(key);
    note.count++;
    if (sample && note.samples.length < 3 && !note.samples.includes(sample)) note.samples.push(sample);
  }

  all = () => [...this.#found.values()];
}
