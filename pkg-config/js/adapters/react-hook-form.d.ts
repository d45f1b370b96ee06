import type { Options, Path, Rulebook } from "./types.js";

/** What React Hook Form takes as `resolver`. */
export interface ConvalidaResolver {
  <Values>(values: Values, context: unknown, options: { names?: readonly string[] }): { values: Values; errors: Record<string, never> } | { values: Record<string, never>; errors: any };
  /**
   * Shows, while one field is typed, what changes at others: `useEffect(() => resolver.connect(form), [form])`.
   * @returns how to stop
   */
  connect(form: {
    subscribe(options: { formState: { values: true }; callback(state: { values: any; name?: string }): void }): () => void;
    getFieldState(name: any): { error?: { type?: unknown } };
    setError(name: any, error: { type: string; message: string }): void;
    clearErrors(name: any): void;
  }): () => void;
}

/** A resolver for one form: make it once for each (`useState(() => convalidaResolver("piemonte-2020"))`). */
export declare function convalidaResolver(rulebook: Rulebook, options?: Options & { fields?: readonly Path[] }): ConvalidaResolver;
