import type { Diagnostic, Options, RulebookSource } from "./types.js";

/** A Standard Schema v1 (standardschema.dev), as form libraries take it. */
export interface ConvalidaSchema<Value = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "convalida";
    /** Never throws. Only what has severity `error` is an issue. */
    readonly validate: (value: unknown) => SchemaResult<Value>;
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}

export type SchemaResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** A diagnostic in the shape of the standard; the members beyond `message` and `path` are ours. */
export interface SchemaIssue extends Partial<Omit<Diagnostic, "rule" | "path" | "message">> {
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** The name of the rule. */
  readonly code: string;
}

/**
 * The whole check as a schema for React Hook Form, TanStack Form, VeeValidate and others.
 * The rulebook is looked for at the first check: with the entry `convalida`, wait for `init()` before that.
 */
export declare function standardSchema<Value = unknown>(
  rulebook: string | RulebookSource,
  options?: Options,
): ConvalidaSchema<Value>;
