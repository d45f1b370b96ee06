// Diagnostics → columns: what ten thousand of them say, in a form that crosses to the page in a moment.

const WORKER = /^lavoratori\.(\d+)(?:\.(.+))?$/;

/**
 * @typedef {{ rule: string, severity: string, title: string, enforcedBy: string, sources: object[], rows: Int32Array,
 *   names: string[], fields: Uint16Array, messages: string[], fixable: Uint8Array }} Group
 *   `rows`: the worker, or -1; `fields`: places in `names`, which holds the worker's fields and whole paths of others
 * @param {import("../../../pkg-config/js/types.js").Diagnostic[]} diagnostics
 * @param {(rule: string) => string} titleOf
 * @returns {Group[]}
 */
export function grouped(diagnostics, titleOf) {
  const groups = new Map();
  for (const { rule, severity, path, message, enforcedBy, sources, fix } of diagnostics) {
    const key = `${rule} ${severity}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { rule, severity, title: titleOf(rule), enforcedBy, sources, rows: [], names: [], fields: [], messages: [], fixable: [] }));
    const found = WORKER.exec(path);
    group.rows.push(found ? Number(found[1]) : -1);
    group.fields.push(placeOf(group.names, found ? (found[2] ?? "") : path));
    group.messages.push(message);
    group.fixable.push(fix ? 1 : 0);
  }
  return [...groups.values()].map((group) => ({ ...group, rows: Int32Array.from(group.rows), fields: Uint16Array.from(group.fields), fixable: Uint8Array.from(group.fixable) }));
}

/** A rule speaks of few fields, the latest again and again. */
function placeOf(names, name) {
  const at = names.lastIndexOf(name);
  return at < 0 ? names.push(name) - 1 : at;
}

const GRAVITY = { error: 0, warning: 1, info: 2 };

/** Errors first, and what concerns most people first. */
export const byGravity = (groups) => groups.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || b.rows.length - a.rows.length);

export function countOf(diagnostics) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** For each row with something wrong, its gravest severity and all its messages: what the exported table says. */
export function byRow(diagnostics) {
  const rows = new Map();
  for (const { severity, path, message } of diagnostics) {
    const found = WORKER.exec(path);
    if (!found || severity === "info") continue;
    const row = Number(found[1]);
    if (!rows.has(row)) rows.set(row, { severity, messages: [] });
    const entry = rows.get(row);
    if (severity === "error") entry.severity = "error";
    entry.messages.push(message);
  }
  return rows;
}
