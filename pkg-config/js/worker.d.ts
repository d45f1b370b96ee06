import type { InitOptions } from "./index.js";
import type { Change, Diagnostic, Domanda, DossierAnswer, Form as LocalForm, Options, Rulebook, RulebookInfo, RuleInfo, Unasked } from "./types.js";

export * from "./types.js";

/** Starts the worker and loads the core in it. Called again, it goes on with the worker that is there, whose forms stay. */
export declare function init(
  options?: Omit<InitOptions, "wasm"> & {
    wasm?: string | URL | BufferSource | WebAssembly.Module;
    /**
     * A worker of the page's own that runs `convalida/worker-thread`, for bundlers that want to see it made. Another one
     * than before takes its place: forms made until then are gone.
     */
    worker?: Worker;
  },
): Promise<void>;
export default init;

/** Ends the worker: its forms are gone, its memory is free. */
export declare function stop(): void;

type Promised<Method> = Method extends (...given: infer Given) => infer Answer
  ? (...given: Given) => Promise<Answer>
  : never;

type Asked = Exclude<keyof LocalForm, "subscribe" | "clone" | symbol>;

/** A `Form` in the worker: every call answers with a promise. */
export interface Form extends Readonly<{ [Method in Asked]: Promised<LocalForm[Method]> }> {
  subscribe(listener: (change: Change) => void): () => void;
}
export declare const Form: { new (rulebook: Rulebook, options?: Options): Form };

export declare function check(rulebook: Rulebook, domanda: Domanda, options?: Options): Promise<Diagnostic[]>;
export declare function checkDossier(
  rulebook: Rulebook | null,
  domande: readonly Domanda[],
  options?: Options,
): Promise<DossierAnswer[]>;
export declare function unasked(rulebook: Rulebook, domanda: Domanda, options?: Options): Promise<Unasked[]>;
export declare function rulebooks(language?: "it" | "en"): Promise<RulebookInfo[]>;
export declare function rules(rulebook: Rulebook, options?: Options): Promise<RuleInfo[]>;
