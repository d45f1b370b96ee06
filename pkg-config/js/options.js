// Reads the options of a form, so that a misspelt one is told and not passed over.

import { copied, kindOf, ownOf, saidOf } from "./copy.js";
import { defaults } from "./defaults.js";

const LANGUAGES = ["it", "en"];

/** @returns {import("./types").Options} with every option set */
export function optionsOf(options = {}) {
  if (typeof options !== "object" || options === null) {
    throw new Error(`convalida: the options are an object { language, today, messages }, not ${kindOf(options)}`);
  }
  const { language, today, messages, ...others } = ownOf(copied(options, "options"));
  const unknown = Object.keys(others).at(0);
  if (unknown !== undefined) {
    throw new Error(`convalida: no option is called \`${unknown}\`; there are language, today, messages`);
  }
  const chosen = languageOf(language);
  return { language: chosen, today: dayOf(today) ?? defaults.today, messages: messagesOf(messages, chosen) };
}

export function languageOf(language) {
  if (language === undefined || language === null) return defaults.language;
  if (LANGUAGES.includes(language)) return language;
  throw new Error(`convalida: the languages are ${LANGUAGES.join(", ")}, not ${saidOf(language)}`);
}

export function dayOf(day) {
  if (day === undefined || day === null) return undefined;
  const [written, date] = /^\d{4}-\d\d-(\d\d)$/.exec(typeof day === "string" ? day : "") ?? [];
  if (written && new Date(written).getUTCDate() === Number(date)) return written;
  throw new Error(`convalida: \`today\` is a day written YYYY-MM-DD, as "2020-05-19", not ${saidOf(day)}`);
}

/** Sentences by rule, in the language of the form. */
function messagesOf(messages, language) {
  if (messages === undefined || messages === null) return {};
  if (typeof messages !== "object" || Array.isArray(messages)) {
    throw new Error(`convalida: \`messages\` is an object { rule: text }, not ${kindOf(messages)}`);
  }
  const said = Object.entries(messages).map(([rule, texts]) => {
    const text = typeof texts === "object" && texts !== null ? ownOf(texts)[language] : texts;
    if (typeof text === "string") return [rule, text];
    throw new Error(`convalida: \`messages\` gives \`${rule}\` a text, or one for each language { it, en }, not ${kindOf(text)}`);
  });
  return Object.fromEntries(said);
}
