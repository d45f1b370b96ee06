export * from "./types.js";

export interface InitOptions {
  /** Names of the rulebooks to load. All that are shipped, when left out. */
  rulebooks?: readonly string[];
  /** Where the core is, for those who host it elsewhere: its address, its bytes, a response, or the compiled module. */
  wasm?: WasmSource | Promise<WasmSource>;
  /** The day `YYYY-MM-DD` for forms that do not name their own. */
  today?: string;
}

export type WasmSource = string | URL | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the core and the rulebooks. Call it as often as you like: what is there, or on its way, is not loaded again.
 *
 * @example
 * ```ts
 * import init, { Form } from "convalida";
 * await init({ rulebooks: ["piemonte-2020"] });
 * ```
 */
export declare function init(options?: InitOptions): Promise<void>;
export default init;
