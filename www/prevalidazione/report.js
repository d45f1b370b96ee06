// The report, to print or to save as PDF: what was checked, by which rules, what was found, what nobody looked at.
import { make } from "../app/make.js";
import { citation, enforced, ours } from "../app/sources.js";
import { t, writeCount, writeDay } from "../app/words.js";
import { calledOf, conclusion, nameOf } from "./labels.js";

/** As many workers are named under a rule. */
const NAMED = 400;

export function drawReport(host, applications) {
  const day = new Date().toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "it-IT", { dateStyle: "long", timeStyle: "short" });
  host.replaceChildren(make("h3", "rapporto-titolo", t("Rapporto di prevalidazione")), make("p", "minuto", t("Fatto il {giorno} con convalida, su questo computer. Non è un atto: decide l'ufficio.", { giorno: day })), ...applications.map(application));
}

function application({ card, head, rulebook, groups, counts, summary, names, source, notes, labels }) {
  const facts = [
    [t("Datore di lavoro"), [card.name, card.employer].filter(Boolean).join(", ") || t("non indicato")],
    [t("Unità"), card.unit],
    [t("Periodo"), [card.from, card.to].filter(Boolean).join(" – ") || "–"],
    [t("Giorno di presentazione"), head.dataPresentazione || t("non indicato: vale l'ultima versione di ogni regola")],
    [t("Giudicata così"), (summary.assumed ?? []).map((one) => one.text ?? one).join(" ")],
    [t("Regole"), [rulebook.title, rulebook.version && t("versione {versione}", { versione: rulebook.version }), rulebook.hash].filter(Boolean).join(", ")],
    [t("Lavoratori"), writeCount(names.length)],
    [t("File"), source.file],
    ["SHA-256", source.sha256],
    [t("Esito"), t("{errori|errore|errori}, {avvisi|avviso|avvisi}", { errori: counts.error, avvisi: counts.warning })],
    [t("Termini"), summary.terms.map(({ label, weekday, day }) => `${label}: ${weekday} ${writeDay(day)}`).join("; ")],
  ].filter(([, value]) => value);
  const list = make("dl", "rapporto-fatti");
  for (const [name, value] of facts) list.append(make("div", "", make("dt", "", name), make("dd", "", value)));
  return make(
    "article",
    "rapporto-domanda",
    make("h4", "", calledOf(card)),
    list,
    groups.length ? null : make("p", "", t("Nelle regole controllate non c'è niente da correggere.")),
    ...groups.map((found) => rule(found, names)),
    more(t("Letto così"), (notes ?? []).map((note) => conclusion(note, (field) => labels[field] || nameOf(field)))),
    more(t("Non guardato"), (summary.unasked ?? []).map(({ message }) => message)),
    more(t("Solo l'ufficio può dirlo"), summary.offline),
  );
}

function rule({ title, severity, rows, messages, sources, enforcedBy, reading, rule: name }, names) {
  const words = { error: t("da correggere"), warning: t("da guardare"), info: t("da sapere") };
  const body = make("tbody", "");
  for (let at = 0; at < Math.min(rows.length, NAMED); at++) body.append(make("tr", "", make("th", "", rows[at] < 0 ? t("domanda") : `${rows[at] + 1}. ${names[rows[at]]}`), make("td", "", messages[at])));
  const rest = rows.length > NAMED ? make("p", "minuto", t("… e altri {n}: sono tutti nella tabella corretta.", { n: rows.length - NAMED })) : null;
  return make("section", "rapporto-regola", make("h5", "", `${title} (${words[severity]}: ${writeCount(rows.length)})`), make("p", "minuto", [name, enforced(enforcedBy)].join(", ")), ...sources.map(citation), reading ? make("p", "minuto", ours()) : null, make("table", "table table-sm", body), rest);
}

const more = (title, lines) => (lines?.length ? make("section", "rapporto-regola", make("h5", "", title), make("ul", "", ...lines.map((line) => make("li", "", line)))) : null);
