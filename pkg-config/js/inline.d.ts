import type { InitOptions } from "./index.js";

export * from "./types.js";

/** Not needed: the core and the rulebooks are inside. Here so that only the import changes between the entries. */
export declare function init(options?: InitOptions): Promise<void>;
export default init;
