import type { Options, Path, Rulebook } from "./types.js";

/**
 * Shows what is wrong at the components of a form that `Formio.createForm` gave (version 4 or 5), and keeps it from being
 * sent. Components are known by their paths: `periodo.dataFine`, `lavoratori[0].ore`.
 * @returns how to stop
 */
export declare function connect(webform: any, rulebook: Rulebook, options?: Options & { fields?: readonly Path[] }): () => void;
