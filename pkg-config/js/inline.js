// Entry `convalida/inline`: the core and all rulebooks inside; works at once, from file:// and without a network.

export { check, checkDossier, Form, init, rulebooks, rules, unasked } from "./inlined.js";
export { default } from "./inlined.js";
import "generated/all-books.js";
