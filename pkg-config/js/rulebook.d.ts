import type { RulebookSource } from "./types.js";

/** A rulebook of the package: hand it to `init({ rulebooks: [it] })`, or to `new Form(it)`. */
declare const rulebook: RulebookSource & { readonly name: string; readonly hash: string };
export default rulebook;
