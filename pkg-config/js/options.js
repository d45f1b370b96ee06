// Reads the options of a form, so that a misspelt one is told and not passed over.

import { copied, kindOf, ownOf } from "./copy.js";
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
  return { language: languageOf(language), today: dayOf(today) ?? defaults.today, messages: messagesOf(messages) };
}

export function languageOf(language) {
  if (language === undefined || language === null) return defaults.language;
  if (LANGUAGES.includes(language)) return language;
  throw new Error(`convalida: the languages are ${LANGUAGES.join(", ")}, not \`${language}\``);
}

export function dayOf(day) {
  if (day === undefined || day === null) return undefined;
  if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day)) return day;
  throw new Error(`convalida: \`today\` is a day written YYYY-MM-DD, as "2020-05-19"`);
}

function messagesOf(messages) {
  if (messages === undefined || messages === null) return {};
  if (typeof messages === "object" && !Array.isArray(messages)) return messages;
  throw new Error(`convalida: \`messages\` is an object { rule: text }, not ${kindOf(messages)}`);
}
