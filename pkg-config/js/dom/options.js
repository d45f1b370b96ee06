// Reads the options of a binding once: what makes no sense is told before anything of the page is touched.
import { copied, kindOf, ownOf, saidOf } from "../copy.js";
import { languageOf } from "../options.js";

/** What a binding asks of its form; a stand-in (www/app/plain-form.js) may have no more. */
const ASKED = ["set", "setMany", "commit", "load", "reset", "toJSON", "insert", "remove", "field", "diagnostics", "validate", "rulebook", "free"];
const HEARD = ["onChange", "onCommit", "onValidate", "onRow", "onReveal", "onUndoable", "onWhy", "ruleLink", "aside"];

/** @returns {import("../dom").BindOptions} a copy, of plain data where data is expected */
export function bindOptionsOf(given = {}) {
  if (typeof given !== "object" || given === null) throw new Error(`convalida: bind takes options { rulebook, names, … }, not ${kindOf(given)}`);
  const options = ownOf(given);
  for (const name of ["names", "values", "texts"]) {
    const value = options[name];
    if (value === undefined || value === null) delete options[name];
    else if (name === "names" && typeof value === "function") continue;
    else if (typeof value !== "object") throw new Error(`convalida: \`${name}\` is an object, not ${kindOf(value)}`);
    else options[name] = copied(value, `object \`${name}\``);
  }
  for (const name of HEARD) expect(options, name, "a function", (value) => typeof value === "function");
  for (const name of ["summary", "live"]) expect(options, name, "an element of the page", isElement);
  expect(options, "page", "true, false or a function", (value) => ["boolean", "function"].includes(typeof value));
  expect(options, "delay", "a number of milliseconds", (value) => Number.isFinite(value) && value >= 0);
  expect(options, "form", "a Form", isForm);
  expect(options, "Form", "a class", (value) => typeof value === "function");
  languageOf(options.language);
  return options;
}

/** Another form that a binding goes on with, and the words it then speaks. */
export function nextOf(form, given) {
  const { language, texts } = bindOptionsOf(given);
  if (form === undefined || form === null) throw new Error(`convalida: use takes a Form, not ${kindOf(form)}`);
  expect({ form }, "form", "a Form", isForm);
  return { language, texts };
}

/** An element that a call may do without. */
export function expectElement(element) {
  expect({ element }, "element", "an element of the page", isElement);
}

const isForm = (form) => typeof form === "object" && ASKED.every((name) => typeof form[name] === "function");

/** Whether a value is an element, of whichever window. */
export const isElement = (value) => typeof value === "object" && value !== null && value.nodeType === 1;

function expect(options, name, what, holds) {
  const value = options[name];
  if (value === undefined || value === null) return;
  let right = false;
  try {
    right = holds(value);
  } catch {
    // it can not even be looked at
  }
  if (!right) throw new Error(`convalida: \`${name}\` is ${what}, not ${saidOf(value)}`);
}
