import type { bind, parseTable } from "./dom.js";
import type { check, checkDossier, Form, init, rulebooks, rules, unasked } from "./inline.js";
import type { standardSchema } from "./standard-schema.js";

declare global {
  /** What `<script src="convalida.iife.js">` brings: `/// <reference types="convalida/global" />` in a typed script. */
  var convalida: {
    readonly bind: typeof bind;
    readonly check: typeof check;
    readonly checkDossier: typeof checkDossier;
    readonly Form: typeof Form;
    readonly init: typeof init;
    readonly parseTable: typeof parseTable;
    readonly rulebooks: typeof rulebooks;
    readonly rules: typeof rules;
    readonly standardSchema: typeof standardSchema;
    readonly unasked: typeof unasked;
  };
}
