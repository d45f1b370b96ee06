import type { ConvalidaSchema } from "./standard-schema.js";
import type { Diagnostic, Options, Path, Rulebook } from "./types.js";

export interface GroupOptions extends Options {
  /** The group's own names of fields → ours: `{ dataFine: "rapporto.dataFineContratto", "righe.*.cf": "lavoratori.*.codiceFiscale" }`. */
  names?: Record<string, Path>;
  /** Paths, or what they begin with: only these are spoken of. */
  fields?: readonly Path[];
}

/** What is wrong stands at its control: `control.errors?.convalida.message`. */
export interface ConvalidaGroup {
  /** A ValidatorFn for the FormGroup that holds the fields. */
  validator(group: any): null;
  /** The whole check, before sending; sets the errors, marks their controls as touched, and answers them all. */
  whole(group: any): Diagnostic[];
  destroy(): void;
}

/** For one FormGroup of reactive forms. */
export declare function convalidaGroup(rulebook: Rulebook, options?: GroupOptions): ConvalidaGroup;

/** For one signal form: `validateStandardSchema(path, () => schema(sending()))`. */
export declare function convalidaSignals<Value = any>(
  rulebook: Rulebook,
  options?: Options & { fields?: readonly Path[] },
): (sending?: boolean) => ConvalidaSchema<Value>;
