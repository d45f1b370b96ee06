// Reads the options of a call, so that a misspelt one is told and not passed over.

import { copied, kindOf, ownOf, saidOf } from "./copy.js";
import { defaults } from "./defaults.js";
import { wrong } from "./errors.js";
import { alike, among, meant } from "./paths.js";
import { figuresOf, loadedBooks } from "./runtime.js";

const LANGUAGES = ["it", "en"];

/** The options of a form, which all that makes one passes on. */
export const OF_FORM = ["language", "today", "messages"];

/** The options of `init`; an entry that brings all with it needs few of them, and takes the same. */
export const OF_INIT = ["rulebooks", "base", "wasm", "today", "language", "compiler"];

/** What a call was given, each option one of `names`. */
export function optionsIn(given = {}, names) {
  const refuse = (found) => wrong(`the options are an object { ${names.join(", ")} }, not ${found}`);
  if (typeof given !== "object" || given === null) throw refuse(kindOf(given));
  const own = ownOf(given);
  if (Array.isArray(given)) throw refuse("a list");
  const unknown = Object.keys(own).find((name) => own[name] !== undefined && !names.includes(name));
  if (unknown !== undefined) throw wrong(`no option is called \`${unknown.slice(0, 80)}\`${among(unknown, names)}`);
  return own;
}

/**
 * @param {object[]} books the rulebooks whose rules `messages` speaks of, where they are known
 * @returns {import("./types").Options} with every option set
 */
export function optionsOf(options = {}, books = []) {
  const plain = typeof options === "object" && options !== null ? copied(options, "options") : options;
  const { language, today, messages } = optionsIn(plain, OF_FORM);
  const chosen = languageOf(language);
  const texts = messagesOf(messages, chosen);
  expectMessages(texts, books);
  return { language: chosen, today: dayOf(today) ?? defaults.today, messages: texts };
}

export function languageOf(language) {
  if (language === undefined || language === null) return defaults.language;
  if (LANGUAGES.includes(language)) return language;
  throw wrong(`the languages are ${LANGUAGES.join(", ")}, not ${saidOf(language)}`);
}

export function dayOf(day) {
  if (day === undefined || day === null) return undefined;
  const [written, date] = /^\d{4}-\d\d-(\d\d)$/.exec(typeof day === "string" ? day : "") ?? [];
  if (written && new Date(written).getUTCDate() === Number(date)) return written;
  throw wrong(`\`today\` is a day written YYYY-MM-DD, as "2020-05-19", not ${saidOf(day)}`);
}

/** Sentences by rule, in the language of the form. */
function messagesOf(messages, language) {
  if (messages === undefined || messages === null) return {};
  if (typeof messages !== "object" || Array.isArray(messages)) {
    throw wrong(`\`messages\` is an object { rule: text }, not ${kindOf(messages)}`);
  }
  const said = Object.entries(messages).map(([rule, texts]) => {
    const isEach = typeof texts === "object" && texts !== null;
    if (isEach) Object.keys(texts).forEach(languageOf);
    const text = isEach ? ownOf(texts)[language] : texts;
    if (typeof text === "string") return [rule, text];
    throw wrong(`\`messages\` gives \`${rule}\` a text, or one for each language { it, en }, not ${kindOf(text)}`);
  });
  return Object.fromEntries(said);
}

/** What a sentence may name besides the figures of its rule. */
const OF_ALL = ["campo", "valore", "titolo", "minimo", "massimo", "ammessi"];

/** What was said once to who wrote the page. */
const warned = new Set();
const MOST_WARNED = 100;

/**
 * Throws where a sentence names a figure that its rule does not have, or a rule that its rulebook does not have: nobody
 * would ever see it. A rule without a rulebook's name may be another portal's: where no rulebook that is loaded has it,
 * the console says so.
 */
function expectMessages(messages, books) {
  for (const [key, text] of Object.entries(messages)) {
    const [rule, name] = key.split("/").reverse();
    const has = (book) => figuresOf(book).has(rule);
    const asked = name === undefined ? books.filter((book) => !Object.hasOwn(messages, `${book.name}/${rule}`)) : books.filter((book) => book.name === name);
    if (asked.length > 0 && !asked.some(has)) {
      const near = alike(rule, asked.flatMap((book) => [...figuresOf(book).keys()]));
      const how = near === undefined ? `: see rules("${asked[0].name}")` : meant(near);
      const problem = wrong(`\`messages\` names \`${key.slice(0, 80)}\`, which is no rule of ${asked[0].name}${how}`);
      if (name !== undefined) throw problem;
      if (loadedBooks().some(has) || warned.has(problem.message) || warned.size >= MOST_WARNED) continue;
      warned.add(problem.message);
      console.warn(problem.message);
    }
    for (const book of asked.filter(has)) {
      const figures = [...new Set([...figuresOf(book).get(rule), ...OF_ALL])];
      for (const [, figure] of text.matchAll(/\{([^{}|]*)(?:\|[^{}]*)?\}/g)) {
        if (figures.includes(figure)) continue;
        throw wrong(`\`messages\` gives \`${key}\` a text with {${figure.slice(0, 80)}}, which the rule does not have${among(figure, figures)}`);
      }
    }
  }
}
