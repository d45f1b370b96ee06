// Entry `convalida/inline`: the core and all rulebooks inside; works at once, from file:// and without a network.

export { check, Form, init, rulebooks, rules } from "./inlined.js";
export { default } from "./inlined.js";
import "generated/all-books.js";
