// The calls that need no form of the caller's: a whole check, the rulebooks, their rules.

import { Form } from "./form.js";
import { languageOf } from "./options.js";
import { bookHash, bookNamed, bookNames, bookVersion } from "./runtime.js";

export function check(rulebook, domanda, options) {
  return withForm(rulebook, options, (form) => {
    form.load(domanda);
    return form.validate();
  });
}

export function rulebooks(language) {
  const chosen = languageOf(language);
  return bookNames().map((name) => {
    const book = bookNamed(name);
    const { title, region = null, from = null, to = null, tipi = ["cig"] } = { __proto__: null, ...book };
    const shown = title?.[chosen] ?? title?.it ?? name;
    return { name, title: shown, region, from, to, tipi, version: bookVersion(book), hash: bookHash(book) };
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
