// The calls that need no form of the caller's: a whole check, the rulebooks, their rules.

import { Form } from "./form.js";
import { languageOf, optionsOf } from "./options.js";
import { bookNamed, bookNames } from "./runtime.js";

/** Forms kept for the next check: reading a rulebook costs more than a check. They hold nobody's data in between. */
const idle = new Map();
const MOST_IDLE = 8;

export function check(rulebook, domanda, options) {
  return withForm(rulebook, options, (form) => {
    form.load(domanda);
    const diagnostics = form.validate();
    form.load({});
    return diagnostics;
  });
}

export function rulebooks(language) {
  const chosen = languageOf(language);
  return bookNames().map((name) => {
    const { title, region = null, from = null, to = null, tipi = ["cig"] } = bookNamed(name);
    return { name, title: title?.[chosen] ?? title?.it ?? name, region, from, to, tipi };
  });
}

export function rules(rulebook, options) {
  return withForm(rulebook, options, (form) => form.rules());
}

function withForm(rulebook, options, use) {
  const key = typeof rulebook === "string" ? JSON.stringify([rulebook, optionsOf(options)]) : undefined;
  const form = idle.get(key) ?? new Form(rulebook, options);
  idle.delete(key); // a check inside a check (a getter that calls us) makes its own
  const answer = use(form);
  if (key !== undefined && idle.size < MOST_IDLE) idle.set(key, form);
  else form.free();
  return answer;
}
