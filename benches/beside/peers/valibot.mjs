// valibot 1: the application's types as a schema, the rules in one raw check over it.

import * as v from "valibot";
import { check } from "../rules/check.mjs";

const text = v.optional(v.string());
const period = v.object({ dataInizio: text, dataFine: text });
const worker = v.object({ codiceFiscale: text, dataAssunzione: text, orarioSettimanale: text, giorniSettimana: text, giorni: text, ore: text });
const application = v.object({
  dataPresentazione: text,
  periodo: v.optional(period),
  accordo: v.optional(v.object({ lavoratori: text })),
  domandePrecedenti: v.optional(v.array(period)),
  lavoratori: v.array(worker),
});

/** A path as valibot's issues hold it. */
const items = (path) => path.split(".").map((key) => ({ type: "unknown", origin: "value", input: undefined, key, value: undefined }));

export function create() {
  const rules = v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    check(dataset.value, (rule, severity, path, message) => addIssue({ received: rule, expected: severity, message, path: items(path) }));
  });
  const schema = v.pipe(application, rules);
  return {
    check(given) {
      const { issues = [] } = v.safeParse(schema, given);
      return issues.map((issue) => ({ rule: issue.received, severity: issue.expected, path: v.getDotPath(issue), message: issue.message }));
    },
  };
}
