export * from "./types.js";

/** Not needed: the core and all rulebooks are inside. Here so that only the import changes between the entries. */
export declare function init(options?: { rulebooks?: readonly string[]; today?: string }): Promise<void>;
export default init;
