import type { ConvalidaSchema } from "./standard-schema.js";
import type { Options, Path, Rulebook } from "./types.js";

/** A schema for `useForm({ validationSchema })` of VeeValidate 4 and 5. */
export interface VeeSchema<Value = any> extends ConvalidaSchema<Value> {
  readonly __type: "VVTypedSchema";
  parse(values: Value): Promise<{ value?: Value; errors: { path?: string; errors: string[] }[] }>;
  cast(values: Partial<Value>): Value;
  /** Tells typing from sending: `const form = schema.attach(useForm({ validationSchema: schema }))`. */
  attach<Form extends { isSubmitting: { value: boolean } }>(form: Form): Form;
}

/** For one form. Without `attach` each check is the whole check. */
export declare function convalidaSchema<Value = any>(rulebook: Rulebook, options?: Options & { fields?: readonly Path[] }): VeeSchema<Value>;
