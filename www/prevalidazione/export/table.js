// The corrected table: the columns of the file in their order, then what was added by hand, then the outcome.
import { carryOut } from "../import/apply.js";
import { BOTH_NAMES, HEAD_FIELDS } from "../import/plan.js";

/**
 * A cell that nobody changed is written as it stood in the file; one that was changed, as it is now. Rows stand as in the
 * file, those added by hand after those of their application.
 * @param {{ table?: string[][], plan?: import("../import/plan.js").Plan, fields: Map<string, { kind: string }>,
 *   parts: { head: object, rows: Record<string, unknown>[], origin: number[], outcome: (row: number) => [string, string] }[],
 *   words: { outcome: string, reason: string, column: (key: string) => string } }} source `parts`: the applications that the file was divided
 *   into; `column`: what a column is called that the file does not name
 * @returns {string[][]} with a header
 */
export function corrected({ table, plan, fields, parts, words }) {
  const columns = plan?.columns ?? [];
  const imported = table && plan ? importedRows(table, plan, fields) : new Map();
  const inFile = new Set(columns.flatMap(({ field }) => (field === BOTH_NAMES ? ["cognome", "nome"] : [field])));
  const added = [...new Set(parts.flatMap(({ rows }) => rows.flatMap(keysOf)))].filter((key) => !inFile.has(key));
  const header = [...columns.map(({ name, field, index }) => name || (field ? words.column(field) : `${index + 1}`)), ...added.map(words.column), words.outcome, words.reason];
  const lines = parts.flatMap(({ head, rows, origin, outcome }) => {
    let after = -1;
    return rows.map((row, at) => {
      const from = origin[at];
      if (from >= 0) after = from;
      const cells = columns.map((column) => fileCell(column, { row, head }, table?.[from], imported.get(from)));
      return { after, cells: [...cells, ...added.map((key) => textAt(row, key)), ...outcome(at)] };
    });
  });
  if (parts.length > 1) lines.sort((a, b) => a.after - b.after);
  return [header, ...lines.map(({ cells }) => cells)];
}

/** Each row of the table as it was read. */
function importedRows(table, plan, fields) {
  const found = new Map();
  for (const { head, rows, origin } of carryOut(table, plan, fields).parts) rows.forEach((row, at) => found.set(origin[at], { row, head }));
  return found;
}

function fileCell({ index, field }, { row, head }, raw, before) {
  const stood = raw?.[index] ?? "";
  if (!field) return stood;
  if (HEAD_FIELDS.includes(field)) return before && textAt(head, field) === (before.head[field] ?? "") ? stood : textAt(head, field);
  const keys = field === BOTH_NAMES ? ["cognome", "nome"] : [field];
  if (before && keys.every((key) => textAt(before.row, key) === textAt(row, key))) return stood;
  return keys.map((key) => textAt(row, key)).filter(Boolean).join(" ");
}

/** The fields of a worker that hold a value of their own; those by month are written `consuntivo.2020-03`. */
function keysOf(row) {
  return Object.entries(row).flatMap(([key, value]) => (isGroup(value) ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key]));
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function textAt(row, key) {
  let value = row;
  for (const part of key.split(".")) value = isGroup(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
