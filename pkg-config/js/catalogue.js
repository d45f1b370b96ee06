// The calls that need no form of the caller's: a whole check, the rulebooks, their rules.

import { Form } from "./form.js";
import { languageOf } from "./options.js";
import { bookNamed, bookNames } from "./runtime.js";

export function check(rulebook, domanda, options) {
  return withForm(rulebook, options, (form) => {
    form.load(domanda);
    return form.validate();
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
  const form = new Form(rulebook, options);
  try {
    return use(form);
  } finally {
    form.free();
  }
}
