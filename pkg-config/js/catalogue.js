// The calls that need no form of the caller's: whole checks, what was not looked at, the rulebooks, their rules.

import { wrong } from "./errors.js";
import { Form } from "./form.js";
import { itemsOf, ownOf, writtenDomanda } from "./copy.js";
import { languageOf, optionsOf } from "./options.js";
import { bookNamed, bookNames, bookOf, cardOf, checked, checkedTogether, hasBook, leftUnasked } from "./runtime.js";

export function check(rulebook, domanda, options) {
  expectOrder(rulebook, domanda);
  const book = bookOf(rulebook);
  return checked(book, writtenDomanda(domanda), optionsOf(options, [book]));
}

export function unasked(rulebook, domanda, options) {
  expectOrder(rulebook, domanda);
  const book = bookOf(rulebook);
  return leftUnasked(book, writtenDomanda(domanda), optionsOf(options, [book]));
}

export function checkDossier(rulebook, domande, options) {
  expectOrder(rulebook, domande);
  const pairs = itemsOf(domande, "a dossier is a list of applications").map((domanda, index) => {
    const text = writtenDomanda(domanda);
    const name = rulebook ?? nameIn(text);
    if (rulebook == null && typeof name !== "string") {
      throw wrong(`application ${index} of the dossier names no rulebook in \`regolamento\``);
    }
    return [bookOf(typeof name === "string" ? name.trim() : name), text];
  });
  return checkedTogether(pairs, optionsOf(options, pairs.map(([book]) => book)));
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

/** The name of a rulebook is no application: the two were swapped. */
function expectOrder(rulebook, domanda) {
  if (typeof domanda !== "string" || !hasBook(domanda)) return;
  throw wrong(`the rulebook comes first, then the domanda: check("${domanda}", domanda)`);
}

/** The rulebook that a domanda names. */
function nameIn(text) {
  try {
    return ownOf(JSON.parse(text)).regolamento;
  } catch {
    return undefined;
  }
}

function withForm(rulebook, options, use) {
  const form = new Form(rulebook, options);
  try {
    return use(form);
  } finally {
    form.free();
  }
}
