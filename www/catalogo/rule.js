// One rule: a line that opens, with everything that is known of it.
import { make } from "../app/make.js";
import { t, writeDay } from "../app/words.js";
import { labelOf, pick } from "./books.js";
import { examples } from "./example.js";

export const SEVERITIES = { error: ["blocca", "blocca"], warning: ["avvisa", "avvisa"], info: ["informa", "informa"] };
const GRADES = { O: "da una pagina ufficiale, non alla lettera", P: "dalla stampa o da manuali, non alla lettera", C: "da codice pubblico" };
const ENFORCERS = { portale: "lo fa valere il portale", legge: "lo fa valere la legge", inps: "lo fa valere l’INPS", consiglio: "è un consiglio" };

export const slugOf = (rule) => rule.rule.slice(rule.rule.indexOf("/") + 1);

/** The severities that a rule has, in its versions. */
export const severitiesOf = (rule) => [...new Set(rule.versions.map(({ severity }) => severity))];

export function severityMark(severity) {
  const [style, word] = SEVERITIES[severity];
  return make("span", `bollino ${style}`, t(word));
}

/** The rule's line; its body is made when it is first opened. */
export function ruleElement(book, rule, { alsoIn, onOpen }) {
  const details = make("details", "regola");
  details.id = rule.rule;
  const marks = make("span", "bollini", ...severitiesOf(rule).map(severityMark));
  const title = make("span", "regola-titolo", pick(rule.title));
  details.append(make("summary", "", marks, title, make("code", "regola-nome", slugOf(rule))));
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (!details.querySelector(".corpo-regola")) details.append(body(book, rule, alsoIn));
    onOpen(rule);
  });
  return details;
}

function body(book, rule, alsoIn) {
  const place = make("div", "corpo-regola");
  if (rule.paths.length > 0) place.append(make("p", "dove", t("Si vede a:"), " ", rule.paths.map(labelOf).join("; ")));
  let last;
  for (const version of rule.versions) {
    place.append(...said(version, last));
    last = version;
  }
  place.append(examples(book, rule));
  const links = make("p", "indirizzi");
  links.append(t("Indirizzo di questa regola:"), " ", link(rule.rule, `catalogo.html#${rule.rule}`));
  if (alsoIn.length > 0) {
    links.append(make("br"), t("Anche in:"), " ");
    alsoIn.forEach((name, at) => links.append(at > 0 ? ", " : "", link(`${name}/${slugOf(rule)}`, name)));
  }
  place.append(links);
  return place;
}

function link(hash, words) {
  const anchor = make("a", "", words);
  anchor.href = `#${hash}`;
  return anchor;
}

/** A version or part; what it repeats of the one before is said once. */
function said(version, last) {
  const heading = occasion(version);
  const same = (key) => last !== undefined && JSON.stringify(version[key]) === JSON.stringify(last[key]);
  const parts = [];
  if (!last || occasion(last) !== heading) {
    parts.push(make("h4", "occasione", severityMark(version.severity), " ", heading.replace(/^\w+ /, "")));
  }
  parts.push(make("p", "frase", ...figures(pick(version.sentence))));
  if (!same("sources")) parts.push(sources(version.sources));
  if (version.reading && !same("reading")) parts.push(make("p", "nostra", t("In tutto o in parte è una nostra lettura.")));
  if (version.note && !same("note")) parts.push(make("p", "nota-regola", make("strong", "", t("Nota:")), " ", pick(version.note)));
  return parts;
}

/** Figures, which a form would fill in, stand in italics. */
const figures = (sentence) => sentence.split(/‹([^›]*)›/).map((part, at) => (at % 2 ? make("em", "figura", part) : part));

function occasion({ severity, enforcedBy, from, to }) {
  const filed =
    from && to ? t("domande presentate dal {from} al {to}", { from: writeDay(from), to: writeDay(to) })
    : from ? t("domande presentate dal {from}", { from: writeDay(from) })
    : to ? t("domande presentate fino al {to}", { to: writeDay(to) })
    : "";
  return [severity, [t(ENFORCERS[enforcedBy] ?? ENFORCERS.portale), filed].filter(Boolean).join(", ")].join(" ");
}

function sources(list) {
  return make("ul", "fonti", ...list.map((source) => {
    const { document, date, point, quote, grade } = source;
    const head = [date ? `${document} (${writeDate(date)})` : document, point].filter(Boolean).join(", ");
    const item = make("li", "", make("cite", "", head), grade ? make("small", "grado", t(GRADES[grade])) : null);
    if (quote) {
      const words = make("blockquote", "", `«${quote}»`);
      words.lang = "it";
      item.append(words);
    }
    return item;
  }));
}

/** A day or month, or two of them, as people write them. */
const writeDate = (iso) => iso.split("/").map(writeDay).join(" – ");
