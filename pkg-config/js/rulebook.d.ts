/** A rulebook of the package: hand it to `init({ rulebooks: [it] })`, or to `new Form(it)`. */
declare const rulebook: import("./types.js").CompiledRulebook;
export default rulebook;
