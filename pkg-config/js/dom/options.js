// Reads the options of a binding once: what makes no sense is told before anything of the page is touched.
import { copied, kindOf, saidOf } from "../copy.js";
import { wrong } from "../errors.js";
import { languageOf, OF_FORM, optionsIn } from "../options.js";
import { among } from "../paths.js";
import { TEXTS } from "./texts.js";

/** What a binding asks of its form; a stand-in (www/app/plain-form.js) may have no more. */
const ASKED = ["set", "setMany", "commit", "load", "reset", "toJSON", "insert", "remove", "field", "diagnostics", "validate", "rulebook", "free"];
const HEARD = ["onChange", "onCommit", "onValidate", "onRow", "onReveal", "onUndoable", "onWhy", "ruleLink", "aside"];
const OPTIONS = ["rulebook", "names", "values", "fields", "page", ...OF_FORM, "texts", "form", "Form", "summary", "live", "delay", "keepPage", "explain", ...HEARD];

/** @returns {import("../dom").BindOptions} a copy, of plain data where data is expected */
export function bindOptionsOf(given, known = OPTIONS) {
  const options = optionsIn(given, known);
  for (const name of ["names", "values", "texts"]) {
    const value = options[name];
    if (value === undefined || value === null) delete options[name];
    else if (name === "names" && typeof value === "function") continue;
    else if (typeof value !== "object") throw wrong(`\`${name}\` is an object, not ${kindOf(value)}`);
    else options[name] = copied(value, `object \`${name}\``);
  }
  for (const name of HEARD) expect(options, name, "a function", (value) => typeof value === "function");
  for (const name of ["summary", "live"]) expect(options, name, "an element of the page", isElement);
  for (const name of ["keepPage", "explain"]) expect(options, name, "true or false", (value) => typeof value === "boolean");
  expect(options, "page", "true, false or a function", (value) => ["boolean", "function"].includes(typeof value));
  expect(options, "delay", "a number of milliseconds", (value) => Number.isFinite(value) && value >= 0);
  expect(options, "form", "a Form", isForm);
  expect(options, "Form", "a class", (value) => typeof value === "function");
  languageOf(options.language);
  for (const key of Object.keys(options.texts ?? {})) {
    if (!TEXTS.includes(key)) throw wrong(`\`texts\` has no \`${key.slice(0, 80)}\`${among(key, TEXTS)}`);
  }
  return options;
}

/** Another form that a binding goes on with, and the words it then speaks. */
export function nextOf(form, given) {
  const { language, texts } = bindOptionsOf(given, ["language", "texts"]);
  if (form === undefined || form === null) throw wrong(`use takes a Form, not ${kindOf(form)}`);
  expect({ form }, "form", "a Form", isForm);
  return { language, texts };
}

/** An element that a call may do without. */
export function expectElement(element) {
  expect({ element }, "element", "an element of the page", isElement);
}

/** What is bound: a form of the page. */
export function expectPageForm(element) {
  let found = kindOf(element);
  try {
    if (isElement(element)) {
      if (element.tagName === "FORM") return;
      found = `a <${element.tagName.toLowerCase()}>`;
    } else if (typeof element === "string") found = `${saidOf(element)}: give it as document.querySelector does`;
    else if (element === null) found = "null: no such form is there yet where the script runs";
    else if (isElement(element[0])) found = "a list: give its form, [0]";
  } catch {
    // a value that throws when it is read
  }
  throw wrong(`bind takes a <form> of the page, not ${found}`);
}

const isForm = (form) => typeof form === "object" && ASKED.every((name) => typeof form[name] === "function");

/** Whether a value is an element, of whichever window. */
const isElement = (value) => typeof value === "object" && value !== null && value.nodeType === 1;

function expect(options, name, what, holds) {
  const value = options[name];
  if (value === undefined || value === null) return;
  let right = false;
  try {
    right = holds(value);
  } catch {
    // it can not even be looked at
  }
  if (!right) throw wrong(`\`${name}\` is ${what}, not ${saidOf(value)}`);
}
