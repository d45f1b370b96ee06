// Entry `convalida.iife.js`: everything as one classic script, for pages without modules; global `convalida`.

import { own } from "./copy.js";
import { bind, parseTable } from "./dom.js";
import { check, checkDossier, Form, init, rulebooks, rules, unasked } from "./inline.js";
import { standardSchema } from "./standard-schema.js";

own(globalThis, "convalida", {
  bind, check, checkDossier, Form, init, parseTable, rulebooks, rules, standardSchema, unasked,
}); // not assigned: a page may have a setter of that name
