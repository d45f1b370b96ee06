// ajv 8: the application's types as a JSON Schema compiled in the page, the rules as a keyword of it.

import Ajv from "ajv";
import { check } from "../rules/check.mjs";

const text = { type: "string" };
const object = (properties) => ({ type: "object", properties });
const period = object({ dataInizio: text, dataFine: text });
const worker = object({ codiceFiscale: text, dataAssunzione: text, orarioSettimanale: text, giorniSettimana: text, giorni: text, ore: text });
const application = {
  ...object({
    dataPresentazione: text,
    periodo: period,
    accordo: object({ lavoratori: text }),
    domandePrecedenti: { type: "array", items: period },
    lavoratori: { type: "array", items: worker },
  }),
  required: ["lavoratori"],
  regole: true,
};

function rules(_, given) {
  rules.errors = [];
  check(given, (rule, severity, path, message) => {
    rules.errors.push({ keyword: rule, instancePath: `/${path.replaceAll(".", "/")}`, message, params: { severity } });
  });
  return rules.errors.length === 0;
}

export function create() {
  const ajv = new Ajv({ allErrors: true });
  ajv.addKeyword({ keyword: "regole", type: "object", errors: "full", validate: rules });
  const validate = ajv.compile(application);
  return {
    check(given) {
      if (validate(given)) return [];
      return validate.errors.map(({ keyword, instancePath, message, params }) => {
        return { rule: keyword, severity: params.severity, path: instancePath.slice(1).replaceAll("/", "."), message };
      });
    },
  };
}
