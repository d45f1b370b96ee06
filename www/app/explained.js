// An explanation of the core's, with what its sentences need of the form.

const ENDS = ["periodo.dataInizio", "periodo.dataFine"];

/** Which steps are fields, the value of the one that it is about, and what the ends of the period are called. */
export function explained(form, explanation, path) {
  const fields = form.fields();
  const labels = new Set(fields.map(({ label }) => label));
  const steps = explanation.steps.map((step) => ({ ...step, isField: !isLine(step) && (!step.name || labels.has(parted(step)[0])) }));
  const known = fields.some((field) => field.path === patternOf(path));
  return { ...explanation, steps, own: known ? form.field(path).value : undefined, ends: ENDS.map((end) => fields.find((field) => field.path === end)?.label) };
}

const patternOf = (path = "") => path.replace(/\.\d{4}-\d\d$/, ".<aaaa-mm>").replace(/\.\d+(?=\.|$)/g, ".*");

/** A line of a formula is a sentence of the core's. */
export const isLine = ({ text }) => text.endsWith(".");

/** Its label and what stands there. */
export function parted({ text }) {
  const at = text.indexOf(": ");
  return [text.slice(0, at), text.slice(at + 2)];
}
