// The page: one application, its portal, its steps, its language.
import { bind } from "../pkg/dom.js";
import { Applications } from "./applications.js";
import { loadCore, today } from "./core.js";
import { openDetails, revealIn, wireDetails } from "./details.js";
import { loadExamples } from "./examples.js";
import { filingDays } from "./filing-days.js";
import { Elsewhere } from "./findings.js";
import { LongList } from "./long-list.js";
import { MonthTable, monthsBefore, showHeadcounts } from "./months.js";
import { notice } from "./notice.js";
import { outcome } from "./outcome.js";
import { overlaps } from "./overlaps.js";
import { panel } from "./panel.js";
import { Portals, facts } from "./portals.js";
import { law, report, sorted } from "./report.js";
import { Shown } from "./shown.js";
import { Steps } from "./steps.js";
import { keptLanguage, language, setLanguage, t, translate, writeDay } from "./words.js";

const byId = (id) => document.getElementById(id);
const form = byId("domanda");
const workers = byId("lavoratori");
const chooser = byId("portale");

setLanguage(keptLanguage(), false);
const core = await loadCore();
const portals = new Portals(core);
const example = await loadExamples(portals.all());
/** What a person typed while the page was still loading. */
const typedEarly = [...form.querySelectorAll("[data-convalida]")].map((control) => [control.dataset.convalida, control.value]).filter(([, text]) => text);
const monthTables = ["consuntivo", "sr41"].map((name) => new MonthTable(name));
const elsewhere = new Elsewhere();
const longList = new LongList({ binding: () => binding, reveal: (element) => steps.reveal(element) });
/** What the page holds at the start the binding reads by itself; until all parts are made nobody is told. */
let made = false;
/** The field in hand, and whether its text is half typed. */
let half = false;

const binding = bind(form, {
  form: portals.form(),
  language: language(),
  keepPage: true,
  explain: core.working,
  ruleLink: (rule) => (portals.current.own ? null : `catalogo.html#${rule}`),
  onChange: (change) => made && changed(change),
  onCommit: (path) => made && shown.update(path),
  onReveal: (target) => {
    steps.reveal(target);
    revealIn(target);
  },
  onRow: (elements) => elements.forEach((row) => {
    if (language() !== "it") translate(row);
    if (made && row.closest("#lavoratori")) shown.row(row);
  }),
  onUndoable: (done) => notice(done?.label ?? "", done?.undo),
  onValidate: concluded,
  aside: (list, rows) => longList.takes(list, rows),
});
const shown = new Shown(binding, missedWhenEmpty);
const steps = new Steps(() => outcome({ good: false }));

const drawPanel = panel({
  shared: () => overlaps(periods()),
  elsewhere,
  typing: () => half,
  dayIn,
  nameOf: (path) => binding.nameOf(path),
  person,
  titleOf: (rule) => titles().get(rule) ?? rule,
  goTo: (path) => binding.goTo(path),
  working: core.working,
});
const drawDays = filingDays(() => binding.form.filingDays());
const applications = new Applications({ binding, portals, shown, example, tipo, show });

/** Who stands in the row of a path. */
function person(path) {
  const [row] = /^lavoratori\.\d+/.exec(path) ?? [];
  if (!row) return "";
  return ["cognome", "nome"].map((name) => binding.form.field(`${row}.${name}`).text).filter(Boolean).join(" ");
}

/** The titles of the rules, by rule, asked once for each form. */
let known;
function titles() {
  if (known?.form !== binding.form) known = { form: binding.form, titles: new Map(binding.form.rules().map(({ rule, title }) => [rule, title])) };
  return known.titles;
}

/** The day that a field holds. */
function dayOf(path) {
  const { state, value } = binding.form.field(path);
  return ["valid", "invalid"].includes(state) && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
}

/** The period of this application, then those of the earlier ones. */
function periods() {
  const earlier = [...document.querySelectorAll(".riga-precedente")].map((_, row) => `domandePrecedenti.${row}`);
  return ["periodo", ...earlier].map((path) => ({ from: dayOf(`${path}.dataInizio`), to: dayOf(`${path}.dataFine`) }));
}

/** The day on which what a term asks was done; terms count from the filing day, which is none of these. */
function dayIn(path) {
  return path === "dataPresentazione" ? null : dayOf(path);
}

function changed(change) {
  const { field, added } = change;
  half = field?.state === "incomplete";
  elsewhere.note(change);
  longList.fit();
  outcome({ good: false }); // what was said of the application before this change
  if (field?.path === "tipo") {
    shown.renew();
    showPortal();
  }
  shown.with(field ? added : binding.diagnostics());
  applications.changed();
  refresh();
}

/** Over many rows the figures come when typing pauses. */
const PAUSE = 400;
let waiting = false;
let timer = 0;

/** What stands beside the form follows it, once a frame at most. */
function refresh() {
  clearTimeout(timer);
  if (longList.on) {
    timer = setTimeout(draw, PAUSE);
  } else if (!waiting) {
    waiting = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  waiting = false;
  const all = binding.form.diagnostics();
  const found = core.working ? summed(all) : null;
  if (found) showMonths(found);
  drawPanel(found, all);
  drawDays(Boolean(portals.current?.from));
  if (found) drawSteps(found, all);
}

/** The summary, where what the whole check alone finds counts as missing too: the same number everywhere. */
function summed(all) {
  const found = binding.form.summary();
  const { missing } = sorted(binding.form.validate(), all);
  return { ...found, missing: [...new Set([...found.missing, ...missing.map(({ path }) => path)])] };
}

/** The months of the report follow the period. */
function showMonths({ months }) {
  const over = months.map(({ month }) => month).filter((month) => month < today());
  for (const table of monthTables) table.show(over, workers.tBodies.length, language(), (row) => binding.rescan(row));
  longList.setMonths(over);
  byId("mesi-lunghi").hidden = !longList.on;
  if (longList.on) for (const name of ["consuntivo-vuoto", "sr41-vuoto"]) byId(name).hidden = true;
  if (showHeadcounts(monthsBefore(dayOf("dataPresentazione")), language())) binding.rescan();
}

/** The steps and how far each is. */
function drawSteps(found, all) {
  const counts = new Map();
  const places = new Map();
  const note = (path, kind) => {
    const pattern = path.replace(/\.\d+(?=\.|$)/g, ".*");
    if (!places.has(pattern)) places.set(pattern, stepOf(pattern));
    const name = places.get(pattern);
    if (kind === "missing" && !counts.has(name)) return; // nobody is told what is missing in a step that nothing stands in
    const count = counts.get(name) ?? { wrong: 0, missing: 0, given: 1 };
    count[kind]++;
    counts.set(name, count);
  };
  for (const name of steps.names) if (isGiven(name)) counts.set(name, { wrong: 0, missing: 0, given: 1 });
  for (const { severity, path } of all) if (severity === "error") note(path, "wrong");
  for (const path of found.missing) note(path, "missing");
  steps.draw(counts);
  byId("legge-del-giorno").hidden = !portals.current?.from || dayOf("dataPresentazione") !== null;
  byId("legge-del-giorno").textContent = law({}, found, today());
}

/** The step that shows a path, with an asterisk for rows, or the list that it names. */
function stepOf(pattern) {
  const own = /\.(consuntivo|sr41)\./.test(pattern) && !longList.on ? byId("consuntivo") : null;
  const element = own ?? form.querySelector(`[data-convalida="${CSS.escape(pattern)}"], [data-convalida-list="${CSS.escape(pattern.split(".*")[0])}"]`);
  return element?.closest(".passo")?.dataset.passo;
}

const isGiven = (name) => (name === "lavoratori" && longList.on) || [...form.querySelectorAll(`.passo[data-passo="${name}"] [data-convalida]:not(#tipo)`)].some(({ value }) => value !== "");

/** The paths that the chosen portal misses in an application of this kind in which nothing stands yet. */
function missedWhenEmpty() {
  if (!core.working) return [];
  const empty = portals.form();
  empty.load({ tipo: tipo(), lavoratori: [{}] });
  const { missing } = empty.summary();
  empty.free();
  return missing;
}

function setTitle(open) {
  const title = `${portals.current?.title ?? t("Domanda")} – convalida`;
  document.title = open ? `${t("Da correggere: {n}", { n: open })} – ${title}` : title;
}

// ---- the end: the whole check, the report ----

function concluded({ wrong, missing }) {
  const open = wrong.length + missing.length;
  setTitle(open);
  const found = binding.form.summary();
  outcome({
    good: open === 0 && core.working,
    portal: portals.current,
    rules: titles().size,
    summary: found,
    law: law(binding.form.toJSON(), found, today()),
    pending: pending(),
  });
}

/** The terms that are not kept yet. */
const pending = () => binding.form.summary().terms.filter(({ path = "" }) => !path.startsWith("periodo.") && !dayIn(path));

function drawReport() {
  if (!core.working) return;
  const found = binding.form.summary();
  const where = (path) => [binding.nameOf(path), person(path)].filter(Boolean).join(", ") || path;
  byId("rapporto").replaceChildren(
    ...report({
      domanda: binding.form.toJSON(),
      portal: binding.form.rulebook(),
      tipo: shown.tipi.find(({ value }) => value === tipo())?.label,
      summary: found,
      groups: sorted(binding.form.validate(), binding.form.diagnostics()),
      fields: binding.form.fields(),
      rules: titles(),
      today: today(),
      where,
      explain: (rule, path) => binding.form.explain(rule, path),
    }),
  );
  document.documentElement.dataset.rapporto = "";
}

// ---- portal, kind of application, language: the same data under another Form ----

function tipo() {
  const typed = String(binding.form.field("tipo").text ?? "").trim().toLowerCase();
  return typed || portals.current?.tipi[0];
}

function useForm() {
  const before = binding.form;
  binding.use(portals.form(), { language: language() });
  before.free();
  shown.renew();
  showPortal();
  setTitle(0);
}

function choosePortal(key) {
  const typed = tipo();
  const wanted = portals.leave(typed, key);
  useForm();
  if (wanted !== tipo() || portals.current.tipi.length > 1) binding.set("tipo", wanted);
}

/** The chosen portal in words, and which examples there are for it. */
function showPortal() {
  const portal = portals.current;
  byId("titolo-portale").textContent = portal?.title ?? t("Domanda");
  if (!portal) return;
  portals.fill(chooser);
  byId("portale-fatti").textContent = facts(portal, shown.tipi.map(({ label }) => label));
  for (const [action, flawed] of [["esempio", false], ["difetti", true]]) {
    document.querySelector(`[data-azione="${action}"]`).disabled = !example(portal, tipo(), flawed);
  }
}

chooser.addEventListener("change", () => choosePortal(chooser.value));
for (const button of document.querySelectorAll("[data-lingua]")) {
  button.addEventListener("click", () => {
    setLanguage(button.dataset.lingua);
    useForm();
    coreNotice();
  });
}

function coreNotice() {
  const place = byId("avviso-nucleo");
  place.hidden = core.working;
  if (!core.working) place.textContent = t("Il controllo automatico non si è caricato. La domanda si può comunque compilare, scaricare e stampare; per controllarla, ricaricare la pagina con un browser aggiornato.");
}

/** Shows an application under a portal. */
function show(domanda, key = portals.keyOf(domanda.regolamento) ?? portals.chosen) {
  portals.forget();
  if (key !== portals.chosen) {
    portals.chosen = key;
    useForm();
  }
  const tipi = portals.current?.tipi ?? [];
  binding.load(tipi.length > 1 && !domanda.tipo ? { ...domanda, tipo: tipi[0] } : domanda);
  shown.renew();
  showPortal();
  for (const row of workers.querySelectorAll("[data-convalida-row]")) openDetails(row, hasDetails(row));
  for (const details of form.querySelectorAll("details.altro")) details.open = Boolean(details.querySelector("[data-convalida-row]"));
  setTitle(0);
}

const hasDetails = (row) => [...row.querySelectorAll(".dettagli .form-group:not([hidden]) > [data-convalida]")].some((field) => field.value !== "");

applications.on({
  print: () => window.print(),
  terms: () => ({ terms: pending(), title: portals.current.title }),
  choosePortal,
});

// ---- start ----

made = true;

// Enter in a field leads on, and only at the end to the check: nobody is told what is missing halfway.
// The window hears of it before the binding does.
addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || steps.current === null || steps.current === "verifica") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    steps.move(1);
  },
  true,
);
addEventListener("beforeprint", drawReport);
wireDetails(workers);
for (const place of [chooser.closest(".form-group"), byId("regolamento-proprio")]) place.hidden = !core.working;
coreNotice();
applications.start(typedEarly);
steps.start();
const check = byId("controlla"); // until here it would have sent the page away, and what was typed with it
check.disabled = check.hidden = !core.working;
document.documentElement.dataset.pronta = "";
