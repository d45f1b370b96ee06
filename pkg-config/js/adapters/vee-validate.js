// Entry `convalida/vee-validate`: one schema for versions 4 (its own shape) and 5 (Standard Schema).

import { standardSchema } from "../standard-schema.js";

export function convalidaSchema(rulebook, options = {}) {
  const typing = standardSchema(rulebook, { ...options, mode: "typing" })["~standard"];
  const whole = standardSchema(rulebook, { ...options, mode: "whole" })["~standard"];
  let form;
  // Neither version tells a schema why it is asked: what is not known to be typing is the whole check.
  const validate = (value) => (form === undefined || form.isSubmitting.value ? whole : typing).validate(value);
  return {
    "~standard": { ...whole, validate },
    __type: "VVTypedSchema",
    async parse(values) {
      const { issues } = validate(values);
      if (!issues) return { value: values, errors: [] };
      const byPath = new Map();
      for (const { path, message } of issues) {
        const name = nameOf(path);
        if (!byPath.has(name)) byPath.set(name, { path: name, errors: [] });
        byPath.get(name).errors.push(message);
      }
      return { errors: [...byPath.values()] };
    },
    cast: (values) => values,
    /** `const form = schema.attach(useForm({ validationSchema: schema }))`: from then on typing is told from sending. */
    attach(made) {
      form = made;
      return made;
    },
  };
}

/** `lavoratori[3].ore`, as VeeValidate names its fields. */
const nameOf = (path) => path.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");
