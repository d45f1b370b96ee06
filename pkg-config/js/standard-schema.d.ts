import type { Diagnostic, Options, Path, Rulebook } from "./types.js";

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

export interface SchemaOptions extends Options {
  /**
   * `whole`, for sending: everything required, every field as left. `typing`, for a check while typing: half-typed text
   * is no error while something can still come of it, and nothing is asked for; only what changed is read again.
   * @defaultValue "whole"
   */
  mode?: "whole" | "typing";
  /** Paths, or what they begin with: only these are spoken of, as the page has no other. */
  fields?: readonly Path[];
}

/**
 * The check as a schema for form libraries. A schema in mode `typing` follows one form: make one for each.
 * The rulebook is looked for at the first check: with the entry `convalida`, wait for `init()` before that.
 */
export declare function standardSchema<Value = unknown>(rulebook: Rulebook, options?: SchemaOptions): ConvalidaSchema<Value>;
