import type { CompiledRulebook, Language, RulebookName } from "./types.js";

export * from "./types.js";

export interface InitOptions {
  /** The rulebooks to load: names, or imported ones (`convalida/rulebooks/NAME`). All that are shipped, when left out. */
  rulebooks?: readonly (RulebookName | CompiledRulebook)[];
  /** The folder where core.wasm and regolamenti/ are served, when a bundler or a CDN moved them away from the script. */
  base?: string | URL;
  /** Where the core is, for those who host it elsewhere: its address, its bytes, a response, or the compiled module. */
  wasm?: WasmSource | Promise<WasmSource>;
  /** The day `YYYY-MM-DD` for forms that do not name their own. */
  today?: string;
  /** The language of forms that do not name their own. */
  language?: Language;
  /** Loads what compiles a rulebook of a portal's own, too: `true`, or where it is, as `wasm`. */
  compiler?: boolean | WasmSource | Promise<WasmSource>;
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
