// Rows of a text with separators that have more or fewer cells than the others: their values may stand in a wrong column.
import { TOTAL } from "./apply.js";

/** As many of them are told one by one. */
const TOLD = 10;

const filledTo = (cells) => cells.findLastIndex((cell) => cell.trim() !== "") + 1;

/**
 * Measured by the header; without one by what most rows have. Empty cells at the end of either move nothing.
 * @param {string[][]} table
 * @param {{ header: number, first: number }} plan
 * @returns {{ count: number, rows: { row: number, cells: number, expected: number }[] }} rows as people count them
 */
export function ragged(table, { header, first }) {
  const expected = header < 0 ? commonest(table, first) : table[header].length;
  const least = header < 0 ? expected : filledTo(table[header]);
  const found = { count: 0, rows: [] };
  for (let at = first; at < table.length; at++) {
    const filled = filledTo(table[at]);
    if (filled === 0 || TOTAL.test(table[at].find((cell) => cell.trim() !== "").trim()) || (filled <= expected && table[at].length >= least)) continue;
    found.count++;
    if (found.rows.length < TOLD) found.rows.push({ row: at + 1, cells: table[at].length, expected });
  }
  return found;
}

function commonest(table, first) {
  const counts = new Map();
  let most = 0;
  for (let at = first; at < table.length; at++) {
    if (filledTo(table[at]) === 0) continue;
    const { length } = table[at];
    counts.set(length, (counts.get(length) ?? 0) + 1);
    if (counts.get(length) > (counts.get(most) ?? 0)) most = length;
  }
  return most;
}
