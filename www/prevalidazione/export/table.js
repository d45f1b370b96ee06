// The corrected table: the columns of the file in their order, then what was added by hand, then the outcome.
import { carryOut } from "../import/apply.js";
import { BOTH_NAMES, HEAD_FIELDS } from "../import/plan.js";

/**
 * A cell that nobody changed is written as it stood in the file; one that was changed, as it is now.
 * @param {{ table?: string[][], plan?: import("../import/plan.js").Plan, fields: Map<string, { kind: string }>,
 *   rows: Record<string, unknown>[], origin: number[], outcome: (row: number) => [string, string],
 *   words: { outcome: string, reason: string } }} source
 * @returns {string[][]} with a header
 */
export function corrected({ table, plan, fields, rows, origin, outcome, words }) {
  const columns = plan?.columns ?? [];
  const imported = table && plan ? importedRows(table, plan, fields) : new Map();
  const inFile = new Set(columns.flatMap(({ field }) => (field === BOTH_NAMES ? ["cognome", "nome"] : [field])));
  const added = [...new Set(rows.flatMap(keysOf))].filter((key) => !inFile.has(key));
  const header = [...columns.map(({ name, field, index }) => name || field || `${index + 1}`), ...added, words.outcome, words.reason];
  return [header, ...rows.map((row, at) => [...columns.map((column) => fileCell(column, row, origin[at], table, imported)), ...added.map((key) => textAt(row, key)), ...outcome(at)])];
}

function importedRows(table, plan, fields) {
  const found = new Map();
  for (const { rows, origin } of carryOut(table, plan, fields).parts) rows.forEach((row, at) => found.set(origin[at], row));
  return found;
}

function fileCell({ index, field }, row, origin, table, imported) {
  const raw = origin >= 0 ? (table[origin]?.[index] ?? "") : "";
  if (!field || HEAD_FIELDS.includes(field)) return raw;
  const keys = field === BOTH_NAMES ? ["cognome", "nome"] : [field];
  const before = imported.get(origin);
  if (before && keys.every((key) => textAt(before, key) === textAt(row, key))) return raw;
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
