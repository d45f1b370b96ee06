// Entry `convalida.iife.js`: everything as one classic script, for pages without modules; global `convalida`.

export { check, Form, init, rulebooks, rules } from "./inline.js";
export { standardSchema } from "./standard-schema.js";
export * from "generated/dom.js";
