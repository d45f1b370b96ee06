// The report on paper: who asks for what, by which rules it was checked, what came out, and what nobody could look at.
import { make } from "./make.js";
import { capital } from "./names.js";
import { sha256 } from "./sha256.js";
import { citation, enforced, ours } from "./sources.js";
import { textOf } from "./files.js";
import { language, t, writeDay, writeMonth, writeNumber } from "./words.js";

const MOST_ROWS = 500;
const MOST_PLACES = 12;
const OUTCOMES = { error: "Da correggere", missing: "Da completare", warning: "Avvisi", info: "Da sapere" };

/** The report of an application as it stands; `groups` is the whole check, sorted, `where` names a path, `explain` is the form's. */
export function report({ domanda, portal, tipo, summary, groups, fields, rules, today, where, explain }) {
  const open = groups.wrong.length + groups.missing.length;
  return [
    make("h1", "", t("Rapporto di controllo")),
    make("p", "rapporto-esito", open ? t("La domanda non è ancora pronta: {n|punto|punti} da sistemare.", { n: open }) : t("Niente da correggere né da completare.")),
    table([
      [t("Chi"), capital(who(domanda))],
      [t("Che cosa"), what(domanda, tipo, portal)],
      [t("Quando"), period(domanda)],
      [t("Lavoratori"), domanda.lavoratori?.length ? String(domanda.lavoratori.length) : ""],
      [t("Regolamento"), `${[portal.title, portal.version && t("versione {version}", portal)].filter(Boolean).join(", ")} (${portal.name})`],
      [t("Legge applicata"), law(domanda, summary, today)],
      [t("Controllo fatto il"), writeDay(today)],
    ]),
    ...section(OUTCOMES.error, groups.wrong, { rules, where, explain }),
    ...section(OUTCOMES.missing, groups.missing, { rules, where, explain }),
    ...section(OUTCOMES.warning, groups.warnings, { rules, where, explain }),
    ...section(OUTCOMES.info, groups.notes, { rules, where, explain }),
    ...terms(summary),
    ...lines(t("Che cosa non è stato verificato"), (summary.unasked ?? []).map(({ message, fields }) => `${message}${places(fields, where)}`)),
    ...lines(t("Solo l'ufficio può dirlo"), summary.offline ?? []),
    ...workers(domanda, fields),
    make("p", "impronta", t("Impronta SHA-256 della domanda scaricata da questa pagina:"), " ", make("code", "", sha256(textOf({ ...domanda, regolamento: portal.name })))),
    make("p", "minuto", t("Il controllo dice che cosa risulta dai dati indicati: decide sempre l'ufficio che riceve la domanda.")),
  ];
}

/** The whole check, sorted as the summary shows it: what only the whole check says is missing. */
export function sorted(whole, onTheWay) {
  const known = new Set(onTheWay.map(({ path, rule }) => `${path}\n${rule}`));
  const of = (wanted) => whole.filter(({ severity }) => severity === wanted);
  const errors = of("error");
  const isKnown = ({ path, rule }) => known.has(`${path}\n${rule}`);
  return { wrong: errors.filter(isKnown), missing: errors.filter((one) => !isKnown(one)), warnings: of("warning"), notes: of("info") };
}

const text = (value) => (value === undefined || value === null || typeof value === "object" ? "" : String(value));

/** The name and the code of who applies: the employer, else the worker. */
function who({ datoreLavoro: employer = {}, unitaProduttiva: unit = {}, mobilita = {}, rapporto = {} }) {
  const site = [unit.nome, unit.comune, unit.provincia && `(${unit.provincia})`, unit.regione].map(text).filter(Boolean).join(" ");
  const code = text(employer.codiceFiscale) || text(mobilita.codiceFiscale) || text(rapporto.codiceFiscale);
  return [text(employer.denominazione), code && t("codice fiscale {code}", { code }), site && t("unità di {site}", { site })].filter(Boolean).join(", ");
}

const what = (domanda, tipo, { title }) => (tipo ? capital(tipo) : title);

function period({ periodo = {}, dataPresentazione }) {
  const [from, to] = [text(periodo.dataInizio), text(periodo.dataFine)];
  const filed = text(dataPresentazione);
  return [from && to && t("periodo dal {from} al {to}", { from, to }), filed && t("presentata il {filed}", { filed })].filter(Boolean).join(", ");
}

/** By which day's law it is judged, in a sentence: the core's, where it says so. */
export function law({ dataPresentazione }, { assumed = [] }, today) {
  if (assumed.length) return assumed.map((one) => one.text).join(" ");
  const filed = text(dataPresentazione);
  return filed
    ? t("Si giudica con le regole in vigore il {filed}.", { filed })
    : t("La data di presentazione è vuota: si giudica con le regole in vigore oggi, {today}.", { today: writeDay(today) });
}

function table(rows) {
  const body = make("tbody", "");
  for (const [name, value] of rows) {
    if (!value) continue;
    const head = make("th", "", name);
    head.scope = "row";
    body.append(make("tr", "", head, make("td", "", value)));
  }
  return make("table", "rapporto-dati", body);
}

/** Messages with the place they speak of; at the first of a rule its sources, with all that they say. */
function section(title, diagnostics, { rules, where, explain }) {
  if (!diagnostics.length) return [];
  const cited = new Set();
  const items = diagnostics.map(({ path, message, sources, enforcedBy, rule }) => {
    const said = cited.has(rule) ? [] : [...sources.map(citation), explain(rule, path || undefined).reading ? make("div", "rapporto-fonte", ours()) : null];
    cited.add(rule);
    return make("li", "", make("strong", "", `${capital(where(path))}: `), message, make("div", "rapporto-regola", [rules.get(rule), enforced(enforcedBy)].filter(Boolean).join(", ")), ...said);
  });
  return [make("h2", "", `${t(title)} (${diagnostics.length})`), make("ol", "", ...items)];
}

function terms({ terms: all = [] }) {
  const found = all.filter(({ path = "" }) => !path.startsWith("periodo."));
  return lines(t("Termini"), found.map(({ label, month, weekday, day }) => `${label}${month ? ` (${writeMonth(month)})` : ""}: ${weekday} ${writeDay(day)}`));
}

/** The answers that are empty: the name of each once, then its rows. */
function places(fields, where) {
  if (!fields.length) return "";
  let last = "";
  const named = fields.slice(0, MOST_PLACES).map((path) => {
    const [name, ...row] = where(path).split(", ");
    const known = name === last;
    last = name;
    if (!row.length) return capital(name);
    return known ? row.join(" ") : `${capital(name)}: ${row.join(" ")}`;
  });
  if (fields.length > MOST_PLACES) named.push(t("… e altri {n}", { n: writeNumber(fields.length - MOST_PLACES) }));
  return ` (${named.join("; ")})`;
}

function lines(title, texts) {
  return texts.length ? [make("h2", "", title), make("ul", "", ...texts.map((line) => make("li", "", line)))] : [];
}

/** The workers, in the columns that something stands in. */
function workers({ lavoratori = [] }, fields) {
  if (!Array.isArray(lavoratori) || !lavoratori.length) return [];
  const known = new Map(fields.map((field) => [field.path, field]));
  const names = ["cognome", "nome", "codiceFiscale", "dataAssunzione", "tipoContratto", "qualifica", "orarioSettimanale", "giorni", "ore"];
  const used = names.filter((name) => lavoratori.some((worker) => text(worker?.[name]).trim()));
  const own = { cognome: t("Cognome"), nome: t("Nome") };
  const heads = used.map((name) => {
    const field = known.get(`lavoratori.*.${name}`);
    return own[name] ?? capital(field?.short ?? field?.label ?? name);
  });
  const words = (name, value) => known.get(`lavoratori.*.${name}`)?.words?.find((word) => word.value === value.toLowerCase())?.label ?? value;
  const body = lavoratori.slice(0, MOST_ROWS).map((worker, at) => make("tr", "", make("td", "", String(at + 1)), ...used.map((name) => make("td", "", words(name, text(worker?.[name]))))));
  const made = make("table", "rapporto-lavoratori", make("thead", "", make("tr", "", make("th", "", t("N.")), ...heads.map((head) => make("th", "", head)))), make("tbody", "", ...body));
  const more = lavoratori.length > MOST_ROWS ? [make("p", "", t("… e altri {n}", { n: writeNumber(lavoratori.length - MOST_ROWS) }))] : [];
  made.lang = language();
  return [make("h2", "", t("Lavoratori")), made, ...more];
}
