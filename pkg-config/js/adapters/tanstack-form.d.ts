import type { ConvalidaSchema } from "./standard-schema.js";
import type { Options, Path, Rulebook } from "./types.js";

/**
 * For one form: `useForm({ validators: convalidaValidators("piemonte-2020"), … })`. The library makes the whole check
 * (`onSubmit`) once nothing that was typed is wrong.
 */
export declare function convalidaValidators<Value = any>(
  rulebook: Rulebook,
  options?: Options & { fields?: readonly Path[] },
): { onChange: ConvalidaSchema<Value>; onSubmit: ConvalidaSchema<Value> };
