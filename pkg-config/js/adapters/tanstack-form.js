// Entry `convalida/tanstack-form`: the validators of a form, while typing and on sending.

import { standardSchema } from "../standard-schema.js";

export function convalidaValidators(rulebook, options = {}) {
  return {
    onChange: standardSchema(rulebook, { ...options, mode: "typing" }),
    onSubmit: standardSchema(rulebook, { ...options, mode: "whole" }),
  };
}
