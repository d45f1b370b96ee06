// An explanation of the core's, with what its sentences need of the form.

const ENDS = ["periodo.dataInizio", "periodo.dataFine"];

/** With the value of the field that it is about, and what the ends of the period are called. */
export function explained(form, explanation, path) {
  const fields = form.fields();
  const known = fields.some((field) => field.path === patternOf(path));
  return { ...explanation, own: known ? form.field(path).value : undefined, ends: ENDS.map((end) => fields.find((field) => field.path === end)?.label) };
}

const patternOf = (path = "") => path.replace(/\.\d{4}-\d\d$/, ".<aaaa-mm>").replace(/\.\d+(?=\.|$)/g, ".*");
