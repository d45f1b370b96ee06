// One rule: a line that opens, with everything that is known of it; of several rulebooks once, with what differs.
import { make } from "../app/make.js";
import { enforced, gradeOf, ours, placeOf } from "../app/sources.js";
import { t, writeDay } from "../app/words.js";
import { labelOf, pick } from "./books.js";
import { examples } from "./example.js";

export const SEVERITIES = { error: ["blocca", "blocca"], warning: ["avvisa", "avvisa"], info: ["informa", "informa"] };
/** The keys of a rulebook's page: part of its language, the same in English. */
const LIMITS = { when: "quando", unless: "salvo", min: "minimo", max: "massimo", forbidden: "vietato", fires: "scatta" };

export const slugOf = (rule) => rule.rule.slice(rule.rule.indexOf("/") + 1);

/** The severities that a rule has, in its versions. */
export const severitiesOf = (rule) => [...new Set(rule.versions.map(({ severity }) => severity))];

export function severityMark(severity) {
  const [style, word] = SEVERITIES[severity];
  return make("span", `bollino ${style}`, t(word));
}

/** The rule's line; its body is made when it is first opened. `found` is the place that a search matched. */
export function ruleElement(book, rule, { alsoIn, found, onOpen }) {
  return line(rule.rule, [rule], found, onOpen, () => [...body(rule), examples(book, rule), links(rule, alsoIn)]);
}

/** The same rule of several rulebooks: what they say alike once, then what each says of its own. */
export function sharedElement(entries, { found, onOpen }) {
  const rules = entries.map(({ rule }) => rule);
  return line(slugOf(rules[0]), rules, found, onOpen, () => {
    const alike = new Map();
    for (const entry of entries) {
      const words = JSON.stringify(entry.rule.versions.map(({ severity, enforcedBy, from, to, sentence, sources }) => [severity, enforcedBy, from, to, sentence, sources]));
      alike.set(words, [...(alike.get(words) ?? []), entry]);
    }
    const groups = [...alike.values()];
    return groups.flatMap((group) => [
      make("h3", "dove-vale", groups.length === 1 ? t("Uguale in tutti:") : t("In"), " ", ...listed(group.map(({ book, rule }) => link(rule.rule, pick(book.card.title))))),
      ...body(group[0].rule),
      examples(group[0].book, group[0].rule),
    ]);
  });
}

function line(id, rules, found, onOpen, makeBody) {
  const details = make("details", "regola");
  details.id = id;
  const severities = new Set(rules.flatMap(severitiesOf));
  const marks = make("span", "bollini", ...[...severities].map(severityMark));
  const title = make("span", "regola-titolo", pick(rules[0].title), found);
  const name = rules.length > 1 ? t("{n} regolamenti", { n: rules.length }) : rules[0].rule;
  details.append(make("summary", "", marks, title, make("code", "regola-nome", name)));
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (!details.querySelector(".corpo-regola")) details.append(make("div", "corpo-regola", ...makeBody()));
    onOpen(id);
  });
  return details;
}

/** Where a rule shows and what it says, version by version: as a line in time where the filing day decides. */
function body(rule) {
  const parts = rule.paths.length ? [make("p", "dove", t("Si vede a:"), " ", rule.paths.map(labelOf).join("; "))] : [];
  const occasions = new Map();
  for (const version of rule.versions) occasions.set(occasion(version), [...(occasions.get(occasion(version)) ?? []), version]);
  const dated = rule.versions.some(({ from, to }) => from || to);
  let last;
  const items = [...occasions].map(([heading, versions]) => {
    const item = make("li", "versione", make("h4", "occasione", severityMark(versions[0].severity), " ", heading.replace(/^\w+ /, "")));
    for (const version of versions) {
      item.append(said(version, last));
      last = version;
    }
    return item;
  });
  return [...parts, make("ol", dated ? "versioni linea" : "versioni", ...items)];
}

function links(rule, alsoIn) {
  const place = make("p", "indirizzi", t("Indirizzo di questa regola:"), " ", link(rule.rule, `catalogo.html#${rule.rule}`));
  if (alsoIn.length > 0) place.append(make("br"), t("Anche in:"), " ", ...listed(alsoIn.map((book) => link(`${book.name}/${slugOf(rule)}`, pick(book.card.title)))));
  return place;
}

const listed = (nodes) => nodes.flatMap((node, at) => (at > 0 ? [", ", node] : [node]));

function link(hash, words) {
  const anchor = make("a", "", words);
  anchor.href = `#${hash}`;
  return anchor;
}

/** A version or part: its sentence with the values of a case, and its sources beside; what it repeats is said once. */
function said(version, last) {
  const same = (key) => last !== undefined && JSON.stringify(version[key]) === JSON.stringify(last[key]);
  const sentence = pick(version.sentence);
  const words = version.said
    ? [make("p", "frase", pick(version.said)), sentence.includes("‹") ? make("p", "modello", t("In generale:"), " ", ...figures(sentence)) : null]
    : [make("p", "frase", ...figures(sentence))];
  const speaks = make("div", "", ...words);
  if (version.reading && !same("reading")) speaks.append(make("p", "nostra", ours()));
  if (version.note && !same("note")) speaks.append(make("p", "nota-regola", make("strong", "", t("Nota:")), " ", pick(version.note)));
  if (version.limits?.length && !same("limits")) speaks.append(formulas(version.limits));
  return make("div", "detto", speaks, same("sources") ? null : sources(version.sources));
}

/** The limits as the rulebook's page has them. */
function formulas(limits) {
  const items = limits.map(({ limit, formula }) => make("li", "", LIMITS[limit], " ", make("code", "", pick(formula))));
  return make("details", "formule", make("summary", "", t("Come sta scritta nel regolamento")), make("ul", "", ...items));
}

/** Figures, which a form would fill in, stand in italics. */
const figures = (sentence) => sentence.split(/‹([^›]*)›/).map((part, at) => (at % 2 ? make("em", "figura", part) : part));

function occasion({ severity, enforcedBy, from, to }) {
  const filed =
    from && to ? t("domande presentate dal {from} al {to}", { from: writeDay(from), to: writeDay(to) })
    : from ? t("domande presentate dal {from}", { from: writeDay(from) })
    : to ? t("domande presentate fino al {to}", { to: writeDay(to) })
    : "";
  return [severity, [enforced(enforcedBy), filed].filter(Boolean).join(", ")].join(" ");
}

function sources(list) {
  return make("ul", "fonti", ...list.map((source) => {
    const { quote, grade } = source;
    const item = make("li", "", make("cite", "", placeOf(source)), grade ? make("small", "grado", gradeOf(source)) : null);
    if (quote) {
      const words = make("blockquote", "", `«${quote}»`);
      words.lang = "it";
      item.append(words);
    }
    return item;
  }));
}
