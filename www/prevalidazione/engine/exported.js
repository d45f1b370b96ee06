// An application as a file: the corrected table, the JSON for the portal, the terms for a calendar.
import { corrected } from "../export/table.js";
import { byRow } from "./findings.js";

const TYPES = { csv: "text/csv;charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", json: "application/json", ics: "text/calendar;charset=utf-8" };

/**
 * @param {import("./application.js").Application} application
 * @param {"csv" | "xlsx" | "json" | "ics"} format
 * @param {Record<string, string>} words in the language of the page
 */
export async function exported(application, format, words, fields) {
  const name = `${stem(application)}-${words.corrected}.${format}`;
  return { name: format === "json" ? `${stem(application)}.json` : name, type: TYPES[format], content: await WRITERS[format](application, words, fields) };
}

const WRITERS = {
  async csv(application, words, fields) {
    const { writeCsv } = await import("../export/csv.js");
    return writeCsv(table(application, words, fields), application.source.separator);
  },
  async xlsx(application, words, fields) {
    const { writeXlsx } = await import("../export/xlsx.js");
    return writeXlsx(table(application, words, fields), application.source.sheet || words.workers);
  },
  json: async (application) => `${JSON.stringify(application.toJSON(), null, 2)}\n`,
  async ics(application) {
    const { writeIcs } = await import("../export/ics.js");
    const { terms } = application.summary;
    const { name } = application.card();
    return writeIcs(terms.map(({ label, day, rule }) => ({ label: `${label} – ${name}`, day, note: application.titleOf(rule) })), new Date());
  },
};

function table(application, words, fields) {
  const found = byRow(application.diagnostics);
  const outcome = (row) => {
    const { severity, messages } = found.get(row) ?? {};
    return [severity === "error" ? words.toMend : severity ? words.toLookAt : words.fine, (messages ?? []).join(" | ")];
  };
  const { table: rows, plan } = application.source;
  return corrected({ table: rows, plan, fields: new Map(fields.map((field) => [field.name, field])), rows: application.toJSON().lavoratori ?? [], origin: application.origin, outcome, words: { outcome: words.outcome, reason: words.reason } });
}

function stem(application) {
  const { name } = application.card();
  return (name || "domanda").replace(/\.[a-z0-9]{2,5}$/i, "").replace(/[^\p{L}\p{N} _-]+/gu, "").trim().slice(0, 60) || "domanda";
}
