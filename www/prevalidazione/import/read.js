// A file or a pasted text → what is in it: sheets of cells still to be matched, or applications ready to check.
import { containerOf, decode, formatOf } from "./bytes.js";

/**
 * @typedef {{ kind: "table", sheets: { name: string, rows: string[][] }[], date1904?: boolean, encoding?: string,
 *   separator?: string, broken?: number[], formulas?: number } | { kind: "domande", domande: object[], broken: object[] }
 *   | { kind: "parts", parts: import("./apply.js").Part[], unread: string[] }} Content
 * @param {Uint8Array} bytes
 * @param {{ encoding?: string, separator?: string, step?: (share: number) => void | Promise<void> }} options
 * @returns {Promise<Content>}
 */
export async function readBytes(bytes, options = {}) {
  if (containerOf(bytes) === "text") {
    const { text, encoding } = decode(bytes, options.encoding);
    return { ...(await readText(text, options)), encoding };
  }
  const { readXlsx } = await import("./xlsx.js");
  const { sheets, date1904 } = await readXlsx(bytes, options);
  const filled = sheets.filter(({ rows }) => rows.length);
  return { kind: "table", sheets: filled.length ? filled : sheets.slice(0, 1), date1904, formulas: sheets.reduce((sum, sheet) => sum + sheet.formulas, 0) };
}

/** @returns {Promise<Content>} */
export async function readText(text, options = {}) {
  const format = formatOf(text);
  if (format === "xml") {
    const { readUniemens } = await import("./uniemens.js");
    return { kind: "parts", ...readUniemens(text) };
  }
  if (format === "json") {
    const { readJson } = await import("./json.js");
    const found = readJson(text);
    return found.rows ? { kind: "table", sheets: [{ name: "", rows: found.rows }] } : { kind: "domande", ...found };
  }
  const { readCsv } = await import("./csv.js");
  const { rows, separator, broken } = await readCsv(text, options);
  return { kind: "table", sheets: [{ name: "", rows }], separator, broken };
}
