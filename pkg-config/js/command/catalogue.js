// `convalida rules` and `convalida explain`: the law as the rulebooks hold it.

import { readFileSync } from "node:fs";
import { Form } from "../index.js";
import { likeness } from "./alike.js";
import { days, Prose, widthOf } from "./prose.js";
import { expectShipped, shipped, Unknown } from "./shipped.js";

/** Near enough to be meant. */
const NEAR = 0.85;
const MOST_NEAR = 5;

/** The rulebooks with their rules, or one of them (a name, or one's own as an object) with all that is to be known of it. */
export function rules(book, format, language) {
  if (typeof book === "string") expectShipped(book);
  const books = (book === undefined ? shipped() : [book]).map((known) => read(known, language));
  if (format === "json") return json(books.map(({ card, rules }) => ({ ...card, rules })));
  const prose = new Prose(language);
  for (const { card, rules } of books) {
    listed(prose, card, rules);
    if (book !== undefined) unchecked(prose, card);
  }
  return prose.text;
}

/** Everything about a rule; about all of this slug, when no rulebook is named. Where there is one of one's own, of it. */
export function explain(rule, own, format, language) {
  const all = (own === undefined ? shipped() : [own]).flatMap((book) => {
    const { card, rules } = read(book, language);
    return rules.map((entry) => ({ name: card.name, entry }));
  });
  let found = all.filter(({ entry }) => entry.rule === rule || slugOf(entry.rule) === rule);
  if (found.length === 0) throw new Unknown(unknown(rule, all.map(({ entry }) => entry.rule)));
  if (format === "json") return json(found.map(({ entry }) => entry));
  const prose = new Prose(language);
  if (found.length > 1) {
    const intro = prose.say("Regolamenti che hanno questa regola:", "Rulebooks that have this rule:");
    prose.paragraph("", `${intro} ${found.map(({ name }) => name).join(", ")}.`);
    prose.blank();
  }
  // Rulebooks that say the same share one description.
  while (found.length > 0) {
    const [{ entry: first }] = found;
    const same = found.filter(({ entry }) => said(entry) === said(first));
    found = found.filter((other) => !same.includes(other));
    for (const { entry } of same) prose.heading(entry.rule);
    described(prose, first);
  }
  return prose.text;
}

function read(rulebook, language) {
  const form = new Form(rulebook, { language });
  const book = { card: form.rulebook(), rules: form.rules() };
  form.free();
  return book;
}

const json = (answer) => `${JSON.stringify(answer)}\n`;

const said = ({ title, paths, versions }) => JSON.stringify([title, paths, versions]);

const slugOf = (rule) => rule.slice(rule.indexOf("/") + 1);

/** A rulebook: a line for each rule. */
function listed(prose, card, rules) {
  prose.heading(card.name);
  prose.paragraph("", card.title);
  const count = `${rules.length} ${prose.say("regole", "rules")}`;
  prose.paragraph("", [count, prose.filed(card.from, card.to)].filter(Boolean).join(", "));
  prose.blank();
  const width = Math.max(0, ...rules.map(({ rule }) => widthOf(rule)));
  for (const { rule, title, versions } of rules) {
    const severity = prose.severity(versions[0]?.severity ?? "info").padEnd(8);
    const start = `  ${severity} ${rule.padEnd(width)}  `;
    if (prose.hasRoomAfter(start)) {
      prose.paragraph(start, title);
    } else {
      prose.paragraph(`  ${severity} `, rule);
      prose.paragraph("           ", title);
    }
  }
  prose.blank();
}

/** What a rulebook admits without a message, and what it cannot decide. */
function unchecked(prose, { admitted, offline }) {
  const sections = [
    [prose.say("Ammessi, senza messaggi", "Admitted, without messages"), admitted.map(({ text }) => text)],
    [prose.say("Lo sa solo l'ufficio", "Only the office can tell"), offline],
  ];
  for (const [heading, items] of sections.filter(([, items]) => items.length > 0)) {
    prose.heading(heading);
    for (const item of items) prose.paragraph("  - ", item);
    prose.blank();
  }
}

/** How fields are called. */
let labels;

function labelOf(path, language) {
  labels ??= JSON.parse(readFileSync(new URL("./regolamenti/campi.json", import.meta.url), "utf8")).fields;
  return Object.hasOwn(labels, path) ? `${labels[path][language]} (${path})` : path;
}

/** A rule: where it is shown, and what each version says, by which formulas, on whose word. */
function described(prose, { title, paths, versions }) {
  prose.paragraph("", title);
  const places = paths.map((path) => labelOf(path, prose.language));
  if (places.length > 0) prose.paragraph(prose.say("Si vede a: ", "Shown at: "), places.join("; "));
  // Versions and parts repeat what did not change: it is said once.
  let before;
  for (const version of versions) {
    prose.blank();
    const heading = occasion(prose, version);
    if (before === undefined || heading !== occasion(prose, before)) prose.heading(heading);
    prose.paragraph("  ", version.sentence);
    for (const { limit, formula } of version.limits) prose.paragraph(`  ${prose.limit(limit)}: `, formula);
    if (JSON.stringify(before?.sources) !== JSON.stringify(version.sources)) cited(prose, version.sources);
    if (version.reading && !before?.reading) {
      prose.paragraph("  ", prose.say("In tutto o in parte è una nostra lettura.", "All or part of it is our own reading."));
    }
    if (version.note !== null && before?.note !== version.note) {
      prose.paragraph(prose.say("  Nota: ", "  Note: "), version.note);
    }
    before = version;
  }
  prose.blank();
}

/** What a version does, on whose word and for which filing days. */
function occasion(prose, { severity, enforcedBy, from, to }) {
  const filed = prose.filed(from, to);
  return `${prose.severity(severity)} (${prose.enforcer(enforcedBy)})${filed ? `, ${filed}` : ""}`;
}

function cited(prose, sources) {
  for (const { document, date, point, grade, quote } of sources) {
    const known = prose.grade(grade);
    const parts = [document, date && ` (${days(date)})`, point && `, ${point}`, known && ` [${known}]`];
    prose.paragraph("  - ", parts.filter(Boolean).join(""));
    if (quote) prose.paragraph("    ", `«${quote}»`);
  }
}

/** There is no such rule: those whose names are near. */
function unknown(rule, known) {
  const wanted = rule.split("/").at(-1);
  const book = rule.includes("/") ? rule.slice(0, rule.indexOf("/")) : undefined;
  const isBook = book !== undefined && known.some((name) => name.startsWith(`${book}/`));
  const near = new Map();
  for (const name of known) {
    if (isBook && !name.startsWith(`${book}/`)) continue;
    const slug = slugOf(name);
    const suggestion = isBook ? name : slug;
    const degree = likeness(wanted, slug);
    const fits = degree > NEAR || (Buffer.byteLength(wanted) > 3 && slug.includes(wanted));
    if (fits && !near.has(suggestion)) near.set(suggestion, degree);
  }
  const names = [...near].sort(([, a], [, b]) => b - a).slice(0, MOST_NEAR).map(([name]) => name);
  if (names.length === 0) return `${rule}: no such rule; \`convalida rules\` lists them`;
  return `${rule}: no such rule. Did you mean ${names.join(", ")}?`;
}
