// Every text of the prevalidation page has its English, and no English is left without its text.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { en } from "../../www/i18n/prevalidazione.js";

const www = new URL("../../www/", import.meta.url);
const sources = readdirSync(new URL("prevalidazione/", www), { recursive: true }).filter((file) => file.endsWith(".js")).map((file) => readFileSync(new URL(`prevalidazione/${file}`, www), "utf8"));

const LITERAL = String.raw`"((?:[^"\\]|\\.)+)"`;
/** Words in tables, translated where they are shown. */
const TABLES = ["STEPS", "KEYS", "NAMES", "CONCLUSIONS", "GROUPS", "SEPARATOR_NAMES", "SEVERITY", "SAID"];

function* spoken() {
  for (const source of sources) {
    for (const [, text] of source.matchAll(new RegExp(String.raw`\bt\(\s*${LITERAL}`, "g"))) yield text;
    for (const [, text] of source.matchAll(new RegExp(String.raw`new Refusal\(\s*${LITERAL}`, "g"))) yield text;
    for (const [, test, other] of source.matchAll(new RegExp(String.raw`\bt\([^"()]+\?\s*${LITERAL}\s*:\s*${LITERAL}`, "g"))) yield* [test, other];
    for (const name of TABLES) {
      const table = new RegExp(String.raw`const ${name} = [[{]([\s\S]*?)\n?[\]}];`).exec(source)?.[1] ?? "";
      for (const [, text, isKey] of table.matchAll(new RegExp(`${LITERAL}(\\s*:)?`, "g"))) if (!isKey && /\p{L}/u.test(text)) yield text;
    }
  }
  const html = readFileSync(new URL("prevalidazione.html", www), "utf8").replace(/<(script|style|noscript)[\s\S]*?<\/\1>/g, "").replace(/<!--[\s\S]*?-->/g, "");
  for (const [, text] of html.matchAll(/(?:aria-label|content|title|placeholder)="([^"]*\p{L}[^"]*)"/gu)) if (!/=|'none'|Lingua/.test(text)) yield text;
  for (const part of html.replace(/<[^>]*translate="no"[^>]*>[^<]*/g, "").split(/<[^>]+>/)) if (/\p{L}/u.test(part)) yield part.trim().replace(/\s+/g, " ");
}

test("every text has its English", () => {
  const texts = new Set(spoken());
  const missing = [...texts].filter((text) => !(JSON.parse(`"${text}"`) in en) && !["ITA", "ENG", "convalida"].includes(text));
  assert.deepEqual(missing, []);
  const left = Object.keys(en).filter((text) => !texts.has(text) && !texts.has(JSON.stringify(text).slice(1, -1)));
  assert.deepEqual(left, []);
});
