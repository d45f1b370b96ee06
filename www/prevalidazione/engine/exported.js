// An application as a file: the corrected table, the JSON for the portal, the terms for a calendar.
import { columnName } from "../column-name.js";
import { corrected } from "../export/table.js";
import { byRow } from "./findings.js";

const TYPES = { csv: "text/csv;charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", json: "application/json", ics: "text/calendar;charset=utf-8" };

/**
 * @param {import("./application.js").Application[]} all one, or several in one file
 * @param {Map<object, { diagnostics: object[], terms: object[] }>} found what the check just now found in each
 * @param {"csv" | "xlsx" | "json" | "ics"} format
 * @param {Record<string, string> & { names: Record<string, string>, language: "it" | "en" }} words in the language of the page; `names` of the
 *   workers' fields
 */
export async function exported(all, found, format, words, fields) {
  const stem = stemOf(all, words);
  const name = format === "json" ? `${stem}.json` : `${stem}-${words.corrected}.${format}`;
  return { name, type: TYPES[format], content: await WRITERS[format](all, found, words, fields) };
}

const WRITERS = {
  async csv(all, found, words, fields) {
    const { writeCsv } = await import("../export/csv.js");
    return writeCsv(table(all, found, words, fields), all[0].source.separator);
  },
  async xlsx(all, found, words, fields) {
    const { writeXlsx } = await import("../export/xlsx.js");
    return writeXlsx(table(all, found, words, fields), all[0].source.sheet || words.workers);
  },
  json: async (all) => `${JSON.stringify(all.length > 1 ? all : all[0], null, 2)}\n`,
  async ics(all, found) {
    const { writeIcs } = await import("../export/ics.js");
    const terms = all.flatMap((application) => found.get(application).terms.map(({ label, day, rule }) => ({ label: `${label} – ${nameOf(application)}`, day, note: application.titleOf(rule) })));
    return writeIcs(terms, new Date());
  },
};

function table(all, found, words, fields) {
  const parts = all.map((application) => {
    const outcomes = byRow(found.get(application).diagnostics);
    const outcome = (row) => {
      const { severity, messages } = outcomes.get(row) ?? {};
      return [severity === "error" ? words.toMend : severity ? words.toLookAt : words.fine, (messages ?? []).join(" | ")];
    };
    const { lavoratori, ...head } = application.toJSON();
    return { head, rows: lavoratori ?? [], origin: application.origin, outcome };
  });
  const { table: rows, plan } = all[0].source;
  return corrected({ table: rows, plan, fields: new Map(fields.map((field) => [field.name, field])), parts, words: { outcome: words.outcome, reason: words.reason, column: (key) => columnName(key, (field) => words.names[field] ?? field, words.language) } });
}

function nameOf(application) {
  const { name, file } = application.card();
  return name || file;
}

/** The employer's name where there is one alone, else that of the file. */
function stemOf(all, words) {
  const name = all.length > 1 ? all[0].source.file : nameOf(all[0]);
  return (name || words.application).replace(/\.[a-z0-9]{2,5}$/i, "").replace(/[^\p{L}\p{N} _-]+/gu, "").trim().slice(0, 60) || words.application;
}
