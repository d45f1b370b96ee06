// The catalogue: which rules are shown, at which address, in which language.
import { make } from "../app/make.js";
import { mistakes, pageFirst } from "../app/mistakes.js";
import { addWords, keptLanguage, setLanguage, t, writeDay } from "../app/words.js";
import { en } from "../i18n/catalogo.js";
import { isCommon, loadBooks, openBook, pick } from "./books.js";
import { ruleElement, severitiesOf, sharedElement, slugOf } from "./rule.js";
import { Search } from "./search.js";

const byId = (id) => document.getElementById(id);
const [select, search, list, count, notice] = ["regolamento", "cerca", "regole", "quante", "avviso"].map(byId);
const boxes = [...document.querySelectorAll('[name="severita"]')];
const open = new Set(); // the rules that are open: they stay so when the list is made anew

addWords(en);
setLanguage(keptLanguage(), false);
const books = await loadBooks().catch((problem) => {
  console.warn(problem);
  say(t("Il catalogo non si è caricato: ricaricare la pagina."));
  return [];
});

// ---- what is shown ----

/** Everything of a rule that a search may find, by place, in the language of the page; sources are Italian in both. */
function placesOf(rule) {
  const places = [{ where: "nome", text: rule.rule }, { where: "titolo", text: pick(rule.title) }];
  for (const { said, sentence, note, sources } of rule.versions) {
    places.push({ where: "messaggio", text: pick(said ?? sentence) }, { where: "nota", text: pick(note) });
    if (said) places.push({ where: "messaggio", text: pick(sentence) });
    for (const { document, point, quote } of sources) places.push({ where: "fonte", text: quote ?? "" }, { where: "documento", text: [document, point].filter(Boolean).join(", ") });
  }
  return places.filter(({ text }) => text);
}

const searchNow = () => new Search(search.value);

/** What the filters leave of a rulebook. */
function matching({ rules, card }, wanted) {
  const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const texts = ({ text, sources }) => [pick(text), ...sources.map(({ quote }) => quote ?? "")];
  const finds = (all) => wanted.isEmpty || wanted.finds(all());
  return {
    rules: rules.filter((rule) => severitiesOf(rule).some((severity) => severities.has(severity)) && finds(() => placesOf(rule).map(({ text }) => text))),
    admitted: card.admitted.filter((admitted) => finds(() => texts(admitted))),
    offline: card.offline.filter((text) => finds(() => [pick(text)])),
  };
}

/** The list anew: a rulebook with its rules; all rulebooks in a line each; or, where something is searched in all, each rule once. */
function draw() {
  const wanted = searchNow();
  const chosen = books.filter((book) => select.value === "" || book.name === select.value);
  const found = chosen.map((book) => ({ book, ...matching(book, wanted) }));
  const everywhere = select.value === "" && !wanted.isEmpty;
  const sections = everywhere
    ? [shared(found, wanted), ...found.map(({ book, admitted, offline }) => apart(book, admitted, offline))]
    : found.map(({ book, ...parts }) => section(book, parts, select.value !== "", wanted));
  const shown = sections.filter(Boolean);
  list.classList.toggle("libri", select.value === "" && wanted.isEmpty);
  list.replaceChildren(...(shown.length ? shown : [make("p", "", t("Nessuna regola risponde alla ricerca."))]));
  const slugs = (rules) => new Set(rules.map(slugOf)).size;
  const [some, all] = [found.flatMap(({ rules }) => rules), chosen.flatMap(({ rules }) => rules)];
  count.textContent =
    select.value === "" && wanted.isEmpty
      ? t("{n|regolamento|regolamenti}, {rules|regola|regole}.", { n: chosen.length, rules: slugs(all) })
      : t("{shown|regola|regole} su {known}.", { shown: slugs(some), known: slugs(all) });
}

/** The rules that a search found in all rulebooks, each once. */
function shared(found, wanted) {
  const bySlug = new Map();
  for (const { book, rules } of found) for (const rule of rules) bySlug.set(slugOf(rule), [...(bySlug.get(slugOf(rule)) ?? []), { book, rule }]);
  if (!bySlug.size) return null;
  const lines = [...bySlug].map(([slug, entries]) => {
    const excerpt = wanted.excerpt(entries.flatMap(({ rule }) => placesOf(rule)));
    if (entries.length === 1) return line(entries[0].book, entries[0].rule, excerpt);
    return kept(sharedElement(entries, { found: excerpt, onOpen: () => open.add(slug) }), slug);
  });
  return make("section", "libro", make("h2", "", t("Regole trovate")), ...lines);
}

/** What a search found beside the rules of a rulebook. */
function apart(book, admitted, offline) {
  const parts = unchecked(admitted, offline);
  return parts.length ? make("section", "libro", make("h2", "", pick(book.card.title)), ...parts) : null;
}

function section(book, { rules, admitted, offline }, withRules, wanted) {
  const place = make("section", "libro");
  const heading = make("h2", "", pick(book.card.title));
  heading.id = `libro-${book.name}`;
  place.setAttribute("aria-labelledby", heading.id);
  place.append(heading, make("p", "libro-dati", ...about(book)));
  if (!withRules) {
    const link = make("a", "", t("Mostra le {n} regole", { n: book.rules.length }));
    link.href = `#${book.name}`;
    place.append(make("p", "", link));
    return place;
  }
  place.append(...unchecked(admitted, offline));
  const own = rules.filter((rule) => !isCommon(slugOf(rule)));
  const common = rules.filter((rule) => isCommon(slugOf(rule)));
  for (const [title, group] of [[t("Le sue regole"), own], [t("Le regole comuni a tutti"), common]]) {
    const excerpt = (rule) => (wanted.isEmpty ? null : wanted.excerpt(placesOf(rule)));
    if (group.length > 0) place.append(make("h3", "", title), ...group.map((rule) => line(book, rule, excerpt(rule))));
  }
  if (rules.length === 0 && admitted.length + offline.length === 0) place.append(make("p", "", t("Nessuna regola risponde alla ricerca.")));
  return place;
}

function line(book, rule, found) {
  const others = books.filter((other) => other !== book && other.rules.some((theirs) => slugOf(theirs) === slugOf(rule)));
  return kept(ruleElement(book, rule, { alsoIn: others, found, onOpen: opened }), rule.rule);
}

/** What is open stays so when the list is made anew. */
function kept(element, name) {
  element.addEventListener("toggle", () => element.open || open.delete(name));
  element.open = open.has(name);
  return element;
}

function about({ name, card }) {
  const { from, to, region } = card;
  const filed =
    from && to ? t("domande presentate dal {from} al {to}", { from: writeDay(from), to: writeDay(to) })
    : from ? t("domande presentate dal {from}", { from: writeDay(from) })
    : t("senza date di presentazione");
  return [make("code", "", name), ` · ${[region, filed].filter(Boolean).join(" · ")}`];
}

/** What the rulebook admits without a message, and what it cannot decide; open where a search found it. */
function unchecked(admitted, offline) {
  const group = (title, items) => {
    if (items.length === 0) return null;
    const details = make("details", "altro", make("summary", "", `${title} (${items.length})`), make("ul", "", ...items));
    details.open = search.value.trim() !== "";
    return details;
  };
  const admittedItem = ({ text, sources }) => {
    const quotes = sources.filter(({ quote }) => quote).map(({ document, point, quote }) => make("small", "fonte-breve", [`«${quote}» ${document}`, point].filter(Boolean).join(", ")));
    return make("li", "", pick(text), ...quotes);
  };
  return [
    group(t("Ammessi, senza messaggi"), admitted.map(admittedItem)),
    group(t("Lo sa solo l'ufficio"), offline.map((text) => make("li", "", pick(text)))),
  ].filter(Boolean);
}

function say(...said) {
  notice.replaceChildren(...said);
  notice.hidden = !notice.textContent;
}

// ---- addresses ----

/** An open rule is the address of the page. */
function opened(name) {
  open.add(name);
  if (address() !== name) history.replaceState(null, "", `#${name}`);
}

/** What stands after the # of the address; as it is where it was cut in the middle of an escape. */
function address() {
  const typed = location.hash.slice(1);
  try {
    return decodeURIComponent(typed);
  } catch {
    return typed;
  }
}

function follow() {
  const [name, slug] = address().split("/");
  if (name === "" || name === "principale") return;
  const book = books.find((book) => book.name === name);
  const rule = slug === undefined ? undefined : book?.rules.find((rule) => slugOf(rule) === slug);
  if (!book || (slug !== undefined && !rule)) return say(t("A questo indirizzo non c'è nulla: «{address}».", { address: address() }));
  say("");
  select.value = name;
  search.value = "";
  for (const box of boxes) box.checked = true;
  if (rule) open.add(rule.rule);
  draw();
  const target = rule ? byId(rule.rule).querySelector("summary") : byId(`libro-${name}`);
  if (!rule) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}

// ---- language, filters, files ----

function fillSelect() {
  const chosen = select.value;
  const option = (value, words) => Object.assign(make("option", "", words), { value });
  select.replaceChildren(option("", t("Tutti i regolamenti")), ...books.map((book) => option(book.name, pick(book.card.title))));
  select.value = chosen;
}

function redraw() {
  document.title = t("Catalogo delle regole – convalida");
  fillSelect();
  draw();
}

for (const button of document.querySelectorAll("[data-lingua]")) {
  button.addEventListener("click", () => {
    setLanguage(button.dataset.lingua);
    say(""); // what was said is in the other language
    redraw();
  });
}
select.addEventListener("change", () => {
  history.replaceState(null, "", select.value ? `#${select.value}` : location.pathname);
  say("");
  draw();
});
search.addEventListener("input", draw);
for (const box of boxes) box.addEventListener("change", draw);
byId("filtri").addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", follow);

byId("apri").addEventListener("click", () => byId("apri-file").click());
byId("apri-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  try {
    const book = await openBook(file);
    const same = books.findIndex(({ name }) => name === book.name);
    books.splice(same < 0 ? books.length : same, same < 0 ? 0 : 1, book);
    fillSelect();
    location.hash = `#${book.name}`;
    follow();
    say(t("Aperto «{file}»: {n|regola|regole}.", { file: file.name, n: book.rules.length }));
  } catch (problem) {
    const page = pageFirst(file.name);
    if (page) say(page);
    else say(t("«{file}» non è un regolamento che si può leggere.", { file: file.name }), mistakes(problem));
  }
});

let before;
addEventListener("beforeprint", () => {
  before = [...document.querySelectorAll("details:not([open])")];
  for (const details of document.querySelectorAll("details.altro")) details.open = true;
});
addEventListener("afterprint", () => before?.forEach((details) => (details.open = false)));

redraw();
follow();
document.documentElement.dataset.pronta = "";
