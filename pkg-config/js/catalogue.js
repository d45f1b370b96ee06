// The calls that need no form of the caller's: whole checks, what was not looked at, the rulebooks, their rules.

import { Form } from "./form.js";
import { kindOf, writtenDomanda } from "./copy.js";
import { languageOf, optionsOf } from "./options.js";
import { bookNamed, bookNames, bookOf, cardOf, checkedTogether } from "./runtime.js";

export function check(rulebook, domanda, options) {
  return withForm(rulebook, options, (form) => {
    form.load(domanda);
    return form.validate();
  });
}

export function unasked(rulebook, domanda, options) {
  return withForm(rulebook, options, (form) => {
    form.load(domanda);
    return form.unasked();
  });
}

export function checkDossier(rulebook, domande, options) {
  if (!Array.isArray(domande)) {
    throw new Error(`convalida: a dossier is a list of applications, not ${kindOf(domande)}`);
  }
  const pairs = domande.map((domanda, index) => {
    const text = writtenDomanda(domanda);
    const name = rulebook ?? JSON.parse(text).regolamento;
    if (rulebook == null && typeof name !== "string") {
      throw new Error(`convalida: application ${index} of the dossier names no rulebook in \`regolamento\``);
    }
    return [bookOf(typeof name === "string" ? name.trim() : name), text];
  });
  return checkedTogether(pairs, optionsOf(options));
}

export function rulebooks(language) {
  const chosen = languageOf(language);
  return bookNames().map((name) => {
    const { title, region, from, to, tipi, version, hash } = cardOf(bookNamed(name), chosen);
    return { name, title, region, from, to, tipi, version, hash };
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
