// What a worker's column is called, on the page and in the tables that it writes.
import { monthName } from "../app/month-name.js";

/**
 * The field's own name, with the month where there is a column for each.
 * @param {string} key `ore`, `consuntivo.2020-03`
 * @param {(field: string) => string} nameOf of `ore`, `consuntivo.<aaaa-mm>`
 * @param {"it" | "en"} language
 */
export function columnName(key, nameOf, language) {
  const [, group, month] = /^(\w+)\.(\d{4}-\d\d)$/.exec(key) ?? [];
  const name = month ? `${nameOf(`${group}.<aaaa-mm>`)}, ${monthName(month, language)}` : nameOf(key);
  return name[0].toUpperCase() + name.slice(1);
}
