// zod 4: the application's types as a schema, the rules in one refinement over it.

import * as z from "zod"; // as a namespace: so a bundle leaves out what is not used
import { check } from "../rules/check.mjs";

const text = z.string().optional();
const period = z.object({ dataInizio: text, dataFine: text });
const worker = z.object({ codiceFiscale: text, dataAssunzione: text, orarioSettimanale: text, giorniSettimana: text, giorni: text, ore: text });
const types = {
  dataPresentazione: text,
  periodo: period.optional(),
  accordo: z.object({ lavoratori: text }).optional(),
  domandePrecedenti: z.array(period).optional(),
  lavoratori: z.array(worker),
};

export function create() {
  const schema = z.object(types).superRefine((application, context) => {
    check(application, (rule, severity, path, message) => {
      context.addIssue({ code: "custom", path: path.split("."), message, params: { rule, severity } });
    });
  });
  return {
    check(application) {
      const { error } = schema.safeParse(application);
      return (error?.issues ?? []).map(({ path, message, params }) => ({ ...params, path: path.join("."), message }));
    },
  };
}
