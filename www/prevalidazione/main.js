// The prevalidation page: what is open, which part of it shows, what the buttons do.
import { proxy } from "comlink";
import { en as words } from "../i18n/prevalidazione.js";
import { make } from "../app/make.js";
import { addWords, keptLanguage, language, setLanguage, t, writeCount } from "../app/words.js";
import { startEngine } from "./client.js";
import { confirmed, pasted } from "./dialog.js";
import { DraftKeeper } from "./draft-keeper.js";
import { dossier } from "./dossier.js";
import { explain } from "./explain.js";
import { head } from "./head.js";
import { help } from "./help.js";
import { matching, matchingAnew } from "./matching.js";
import { drawPictures } from "./pictures.js";
import { drawReport } from "./report.js";
import { calledOf, workerNames } from "./labels.js";
import { labelOf, results } from "./results.js";
import { sample } from "./sample.js";
import { save } from "./save.js";
import { Session } from "./session.js";
import { tabs } from "./tabs.js";
import { today } from "./today.js";
import { workers } from "./workers.js";

const byId = (id) => document.getElementById(id);
const engine = startEngine();
const session = new Session(engine, working);
let books = [];
let cards = [];

addWords(words);
setLanguage(keptLanguage(), false);
if (location.protocol === "file:") document.body.classList.add("da-disco");

// ---- what shows ----

const show = (part) => {
  for (const id of ["arrivo", "abbinamento", "lavoro"]) byId(id).hidden = id !== part;
  if (part !== "arrivo") byId("principale").focus({ preventScroll: true });
};

function complain(problem) {
  if (problem.name !== "Refusal") console.warn(problem);
  const notice = byId("avviso");
  notice.textContent = problem.name === "Refusal" ? problem.message : t("Qualcosa non è andato come doveva. Ciò che era aperto è rimasto com'era.");
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

const progress = (text, share) => {
  byId("avanzamento").hidden = text === null;
  byId("avviso").hidden ||= text !== null;
  if (text === null) return;
  byId("avanzamento-testo").textContent = text;
  byId("avanzamento-barra").value = share;
};

/** So long a work goes on before its bar shows, where it is usually over by then. */
const LATE = 500;

/** Work that shows how far it is; what it can not do is said. Where it is not late it writes: until it is done or stopped
 *  nothing else is typed, which would be lost. */
async function working(text, work, { late = false } = {}) {
  const focused = document.activeElement;
  byId("lavoro").inert = !late;
  let share = 0;
  let shown = false;
  const show = () => {
    shown = true;
    progress(text, share);
  };
  const timer = late ? setTimeout(show, LATE) : show();
  try {
    return await work(proxy((now) => {
      share = now;
      if (shown) show();
    }));
  } catch (problem) {
    complain(problem);
    return undefined;
  } finally {
    clearTimeout(timer);
    if (shown) progress(null);
    shown = false;
    byId("lavoro").inert = false;
    if (document.activeElement === document.body && focused?.isConnected) focused.focus({ preventScroll: true });
  }
}

const chooseTab = tabs(document.querySelector(".schede"), (id) => {
  draw[id]?.();
  if (["esiti", "quadro"].includes(id)) session.fresh();
});
const table = workers(session, { fix, why, open: (problem) => complain(problem), pasteTable });
const drawResults = results(session, { show: (row, key) => goTo(row, key), filter: (rule, title) => {
  chooseTab("persone");
  table.filterBy(rule, title);
}, fixAll, why, goToHead: (path) => {
  chooseTab("dati");
  drawHead.goTo(path);
} });
const drawHead = head(session, { books: () => books, use: useBook });
const draw = {
  esiti: drawResults,
  persone: () => table.shown(),
  dati: () => drawHead.draw(),
  quadro: drawOverview,
  uscita: drawOut,
};

async function drawOverview() {
  const { id } = session;
  const [all, months] = await Promise.all([engine.summaries(id), engine.monthly(id)]);
  if (id === session.id) drawPictures(byId("quadro"), all, months, session);
}

/** Of how many applications a report is made without being asked: two thousand would be a book. */
const REPORTED = 20;

/** Whom files and report are about: the application in hand, first, and where a person wants it the others. */
const spokenOf = () => (byId("di-chi").value === "tutte" ? [session.id, ...cards.map(({ id }) => id).filter((id) => id !== session.id)] : [session.id]);

async function drawOut() {
  const choice = byId("di-chi");
  const all = cards.length > 1 && choice.value !== "una" && (choice.value || cards.length <= REPORTED);
  choice.replaceChildren(new Option(t("solo questa domanda"), "una"), ...(cards.length > 1 ? [new Option(t("tutte le {n} domande aperte", { n: cards.length }), "tutte")] : []));
  choice.value = all ? "tutte" : "una";
  choice.closest("div").hidden = cards.length < 2;
  const told = await working(t("Preparo il rapporto…"), (step) => engine.report(spokenOf(), step), { late: true });
  if (told) drawReport(byId("relazione"), told);
}

function goTo(row, key) {
  chooseTab("persone");
  table.goTo(row, key);
}

const shownTab = () => document.querySelector('.schede [aria-selected="true"]').getAttribute("aria-controls");

function drawStatus() {
  const { opened } = session;
  if (!opened) return;
  const { card, rulebook } = opened;
  byId("domanda-nome").textContent = calledOf(card);
  const { error, warning } = session.found.counts;
  const judged = session.checked ? t("{errori|errore|errori}, {avvisi|avviso|avvisi}", { errori: error, avvisi: warning }) : session.stopped ? t("controllo fermato: riprende alla prossima modifica") : t("controllo in corso…");
  byId("domanda-stato").textContent = `${t("{n|lavoratore|lavoratori}", { n: session.rows.length })} · ${judged} · ${rulebook.title}`;
  byId("domanda-stato").classList.toggle("da-correggere", error > 0);
  document.title = `${session.checked && error ? `${t("Da correggere: {n}", { n: error })} – ` : ""}${t("Prevalidazione")} – convalida`;
}

const drawDossier = dossier(byId("fascicolo"), { open: (id) => openApplication(id), close: closeApplication });
const drawCards = () => drawDossier(cards, session.id);

session.addEventListener("open", () => {
  drawStatus();
  table.opened();
  draw[shownTab()]?.();
});
session.addEventListener("check", () => {
  const card = cards.find(({ id }) => id === session.id);
  if (card) Object.assign(card, session.opened.card, { workers: session.rows.length, days: session.summary.days });
  drawCards();
  drawStatus();
  table.checked();
  if (["esiti", "quadro"].includes(shownTab())) draw[shownTab()]();
});
session.addEventListener("change", drawStatus);
session.addEventListener("stop", () => {
  drawStatus();
  if (shownTab() === "esiti") draw.esiti();
});
session.addEventListener("rows", drawStatus);
session.addEventListener("edit", () => {
  keeper.edited();
  byId("relazione").replaceChildren(); // it spoke of what was
});
session.addEventListener("history", () => {
  for (const [action, label] of [["annulla", session.history.next], ["ripeti", session.history.nextAgain]]) {
    const control = document.querySelector(`[data-azione="${action}"]`);
    control.disabled = !label;
    control.title = label ?? "";
  }
});

// ---- in ----

async function readFiles(files) {
  const read = [];
  for (const file of files) {
    const source = await working(t("Leggo {file}…", { file: file.name }), async (step) => engine.read({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, {}, step));
    if (source) read.push(source);
  }
  await take(read);
}

async function readText(name, text) {
  const source = await working(t("Leggo {file}…", { file: name }), (step) => engine.read({ name, text }, {}, step));
  if (source) await take([source]);
}

/** A paste into the table that brings a header of its own is matched like a file. */
function pasteTable(text) {
  if (!/\t/.test(text) || !/\n./.test(text) || !/cod\w*[\s._]*fisc|cognome|nominativo|assun/i.test(text.slice(0, text.indexOf("\n")))) return false;
  readText(t("Tabella incollata"), text);
  return true;
}

/** What was read is matched, then opened; what is ready is opened at once. */
async function take(sources) {
  const made = [];
  for (const source of sources) {
    const taken = source.kind === "domande" ? await working(source.name, () => engine.take(source.id, books[0].name, {})) : await match(source);
    made.push(...(taken ?? []));
  }
  if (!made.length) return show(cards.length ? "lavoro" : "arrivo");
  session.dirty = true;
  cards = await engine.cards();
  show("lavoro");
  chooseTab("esiti", false);
  await openApplication(made[0].id);
  await checkAll();
}

async function match(source) {
  show("abbinamento");
  const chosen = await matching(byId("abbinamento"), engine, source, books, complain);
  if (!chosen) return engine.forget(source.id);
  return working(t("Preparo {file}…", { file: source.name }), () => engine.take(chosen.id, chosen.rulebook, chosen.head, chosen));
}

async function openApplication(id) {
  await session.open(id).catch(complain);
}

async function checkAll() {
  if (cards.every(({ counts }) => counts)) return;
  await working(t("Controllo le altre domande…"), (step) => engine.checkAll(step), { late: true });
  cards = await engine.cards();
  drawCards();
}

async function closeApplication(id) {
  const card = cards.find((one) => one.id === id);
  if (!(await confirmed(t("Chiudere «{nome}»?", { nome: calledOf(card) }), t("Ciò che non è in una bozza o in un file esportato va perso."), t("Chiudi")))) return;
  await engine.close(id);
  cards = await engine.cards();
  if (!cards.length) return closed();
  if (id === session.id) await openApplication(cards[0].id);
  drawCards();
}

function closed() {
  session.leave();
  session.dirty = false;
  cards = [];
  keeper.forget();
  show("arrivo");
}

// ---- fixes and reasons ----

async function fix(rule, path) {
  const edits = await engine.fixes(session.id, rule, path);
  if (edits.length) await session.write(edits, t("una correzione proposta"));
}

/** A field in words, with its row and whose it is. */
function placeOf(path) {
  const [, row, field] = /^lavoratori\.(\d+)(\..+)?$/.exec(path) ?? [];
  if (row === undefined) return labelOf(session, path);
  const worker = `${Number(row) + 1}. ${session.rows.called(Number(row))}`;
  return field ? `${worker} · ${labelOf(session, path)}` : worker;
}

/** All mends of a kind, after a look at them. */
async function fixAll(rule) {
  await session.fresh();
  const edits = await engine.fixes(session.id, rule);
  const rows = edits.slice(0, 100).map(({ path, before, after }) => make("tr", "", make("td", "", placeOf(path)), make("td", "", before || "–"), make("td", "", after || "–")));
  const preview = make("table", "table table-sm", make("thead", "", make("tr", "", ...[t("Riga e campo"), t("Adesso"), t("Diventa")].map((head) => make("th", "", head)))), make("tbody", "", ...rows));
  const more = edits.length > rows.length ? make("p", "minuto", t("… e altre {n}", { n: writeCount(edits.length - rows.length) })) : null;
  if (await confirmed(t("{n|correzione|correzioni}", { n: edits.length }), make("div", "", preview, more), t("Applica"))) await session.write(edits, t("{n|correzione|correzioni}", { n: edits.length }));
}

async function why(rule, path, message) {
  await explain(placeOf(path), message, await engine.explain(session.id, rule, path));
}

async function useBook(name) {
  await engine.use(session.id, name);
  cards = await engine.cards();
  await openApplication(session.id);
}

// ---- buttons ----

const keeper = new DraftKeeper(engine, { session, host: byId("bozze"), status: byId("bozza-stato"), complain, opened: async () => {
  cards = await engine.cards();
  show("lavoro");
  await openApplication(cards[0].id);
  await checkAll();
  session.dirty = false;
} });

const actions = {
  scegli: () => byId("file").click(),
  aggiungi: () => byId("file").click(),
  incolla: async () => {
    const text = await pasted();
    if (text) await readText(t("Tabella incollata"), text);
  },
  esempio: async () => take([await engine.read(sample())]),
  ferma: () => engine.stop(),
  chiudi: async () => {
    if (session.dirty && !(await confirmed(t("Chiudere tutto?"), t("Ciò che non è in una bozza o in un file esportato va perso."), t("Chiudi")))) return;
    await engine.closeAll();
    closed();
  },
  "salva-bozza": () => keeper.ask(cards),
  prossimo: () => table.nextError(1),
  riga: () => table.append(),
  "togli-righe": () => table.removeChosen(),
  annulla: () => session.history.undo(),
  ripeti: () => session.history.redo(),
  stampa: async () => {
    await drawOut();
    window.print();
  },
  aiuto: help,
};

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-azione], [data-esporta], [data-lingua]");
  if (!control) return;
  const { azione, esporta, lingua } = control.dataset;
  if (azione) Promise.resolve(actions[azione]()).catch(complain);
  else if (esporta) exportAs(esporta);
  else speak(lingua);
});

async function exportAs(format) {
  const file = await working(t("Scrivo il file…"), (step) => engine.export(spokenOf(), format, { application: t("domanda"), corrected: t("corretta"), workers: t("Lavoratori"), outcome: t("Esito"), reason: t("Motivo"), toMend: t("da correggere"), toLookAt: t("da guardare"), fine: t("a posto"), names: workerNames(session.opened.fields), language: language() }, step));
  if (file) save(file);
}

async function speak(next) {
  setLanguage(next);
  books = await engine.start({ language: next, today: today() });
  await keeper.draw();
  matchingAnew(books);
  if (!session.opened) return;
  await session.open(session.id, { keepHistory: true });
  cards = await engine.cards();
  drawCards();
  await checkAll();
}

byId("di-chi").addEventListener("change", drawOut);
byId("file").addEventListener("change", ({ target }) => {
  const files = [...target.files];
  target.value = "";
  readFiles(files);
});
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    if (name === "drop") readFiles([...event.dataTransfer.files]);
  });
}
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !session.opened || event.target.closest("input, textarea, select, .tb, dialog")) return;
  const way = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  if (!way) return;
  event.preventDefault();
  session.history[way]();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || event.defaultPrevented || !session.opened || byId("lavoro").hidden || byId("lavoro").inert || byId("finestra").open) return;
  event.preventDefault();
  chooseTab("persone");
  table.nextError(event.shiftKey ? -1 : 1).catch(complain);
});
window.addEventListener("beforeunload", (event) => {
  if (session.dirty && cards.length && !keeper.keeps) event.preventDefault();
});

async function begin() {
  books = await engine.start({ language: language(), today: today() });
  await keeper.start();
  document.body.dataset.pronta = "sì";
}
begin().catch(complain);
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) navigator.serviceWorker.register(new URL("prevalidazione-sw.js", document.baseURI)).catch((problem) => console.warn(problem));
