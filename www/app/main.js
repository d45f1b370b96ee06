// The page: one application, its portal, its language, and what the buttons do.
import { bind } from "../pkg/dom.js";
import { loadCore } from "./core.js";
import { openDetails, revealIn, wireDetails } from "./details.js";
import { loadExamples } from "./examples.js";
import { filingDays } from "./filing-days.js";
import { kindOf, objectIn, onFiles, save } from "./files.js";
import { showMonths } from "./months.js";
import { notice } from "./notice.js";
import { panel } from "./panel.js";
import { Portals, facts } from "./portals.js";
import { Shown } from "./shown.js";
import { keptLanguage, language, setLanguage, t, translate } from "./words.js";

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

const binding = bind(form, {
  form: portals.form(),
  language: language(),
  keepPage: true,
  explain: core.working,
  ruleLink: (rule) => (portals.current.own ? null : `catalogo.html#${rule}`),
  onChange: changed,
  onReveal: revealIn,
  onRow: (elements) => elements.forEach((row) => language() !== "it" && translate(row)),
  onUndoable: (done) => notice(done?.label ?? "", done?.undo),
  onValidate: ({ wrong, missing }) => setTitle(wrong.length + missing.length),
});
const shown = new Shown(binding);

const drawPanel = panel({
  summary,
  counts: () => count(binding.form.diagnostics()), // what is only missing stands apart
  dayIn,
  nameOf: (path) => binding.nameOf(path),
  goTo: (path) => binding.goTo(path),
  working: core.working,
});
const drawDays = filingDays(() => binding.form.filingDays());

/** The day that a field holds, but for the filing day: terms count from that one. */
function dayIn(path) {
  const { state, value } = path === "dataPresentazione" ? {} : binding.form.field(path);
  return ["valid", "invalid"].includes(state) && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
}

function changed({ field, added }) {
  if (field?.path === "tipo") {
    shown.renew();
    showPortal();
  }
  shown.with(field ? added : binding.diagnostics());
  refresh();
}

function refresh() {
  drawPanel();
  drawDays(Boolean(portals.current?.from));
}

/** Asked once a frame at most: the panel shows it, and the months of the report follow it. */
function summary() {
  const found = binding.form.summary();
  showMonths(found.months.map(({ month }) => month), workers.tBodies.length, language(), (row) => binding.rescan(row));
  return found;
}

function count(diagnostics) {
  const found = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) found[severity]++;
  return found;
}

function setTitle(open) {
  const title = `${portals.current?.title ?? t("Domanda")} – convalida`;
  document.title = open ? `${t("Da correggere: {n}", { n: open })} – ${title}` : title;
}

// ---- portal, kind of application, language: the same data under another Form ----

/** The kind of application last chosen at each portal: it comes back with the portal. */
const tipoAt = new Map();

const tipo = () => {
  const typed = String(binding.form.field("tipo").text ?? "").trim().toLowerCase();
  return typed || portals.current?.tipi[0];
};

function useForm() {
  const before = binding.form;
  binding.use(portals.form(), { language: language() });
  before.free();
  shown.renew();
  showPortal();
  setTitle(0);
}

function choosePortal(key) {
  tipoAt.set(portals.chosen, tipo());
  const typed = tipo();
  portals.chosen = key;
  useForm();
  const { tipi } = portals.current;
  const wanted = tipoAt.get(key) ?? (tipi.includes(typed) ? typed : tipi[0]);
  if (wanted !== tipo() || tipi.length > 1) binding.set("tipo", wanted);
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

// ---- whole applications ----

/** Shows another application; what was there can be taken back. */
function replace(domanda, label) {
  const before = binding.form.toJSON();
  const beforePortal = portals.chosen;
  show(domanda);
  kept = entered();
  notice(label, () => show(before, beforePortal));
}

function show(domanda, key = portals.keyOf(domanda.regolamento) ?? portals.chosen) {
  tipoAt.clear();
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

/** What a person entered, as text; the portal and the kind of application are chosen again at no cost. */
const entered = () => JSON.stringify({ ...binding.form.toJSON(), regolamento: undefined, tipo: undefined });

/** What was last opened or downloaded: leaving the page loses nothing as long as it stays so. */
let kept = "{}";

addEventListener("beforeunload", (event) => entered() !== kept && event.preventDefault());

const withPortal = (domanda) => ({ ...domanda, regolamento: portals.current?.name ?? domanda.regolamento });

const actions = {
  esempio: () => replace(example(portals.current, tipo(), false), t("Caricato un esempio.")),
  difetti: () => replace(example(portals.current, tipo(), true), t("Caricato un esempio con difetti.")),
  svuota: () => replace({ regolamento: portals.current?.name, tipo: tipo() }, t("Domanda svuotata.")),
  scarica: () => {
    save(withPortal(binding.form.toJSON()));
    kept = entered();
  },
  stampa: () => window.print(),
  apri: () => byId("apri-file").click(),
  "carica-regolamento": () => byId("regolamento-file").click(),
  "scegli-allegati": () => byId("scegli-allegati").click(),
};

document.addEventListener("click", (event) => actions[event.target.closest("[data-azione]")?.dataset.azione]?.());

onFiles("apri-file", async ([file]) => {
  const domanda = await objectIn(file);
  if (!domanda) return notice(t("«{name}» non contiene una domanda: serve un file JSON scaricato da qui.", { name: file.name }));
  const known = !domanda.regolamento || portals.keyOf(domanda.regolamento);
  const opened = t("Aperta la domanda «{name}».", { name: file.name });
  replace(domanda, known ? opened : `${opened} ${t("Il suo portale «{name}» non è nell’elenco: la si controlla con quello scelto.", { name: domanda.regolamento })}`);
});

onFiles("regolamento-file", async ([file]) => {
  const outcome = byId("regolamento-esito");
  const tell = (text) => {
    outcome.hidden = !text;
    outcome.textContent = text;
  };
  const rulebook = await objectIn(file);
  if (!rulebook) return tell(t("«{name}» non contiene un regolamento: serve un file JSON.", { name: file.name }));
  try {
    choosePortal(portals.add(rulebook));
    tell("");
    notice(t("Caricato il regolamento «{title}»: ora è nell’elenco dei portali.", { title: portals.current.title }));
  } catch (problem) {
    tell(t("«{name}» non si può usare. {problem}", { name: file.name, problem: problem.message }));
  }
});

onFiles("scegli-allegati", (files) => {
  for (const { name } of files) {
    const row = binding.add("allegati");
    binding.set(row.path("nome"), name);
    if (kindOf(name)) binding.set(row.path("tipo"), kindOf(name));
  }
});

// ---- start ----

const wide = matchMedia("(min-width: 992px)");
const summaryBox = document.querySelector("details.riepilogo");
const followWidth = () => (summaryBox.open = wide.matches);
wide.addEventListener("change", followWidth);
addEventListener("beforeprint", () => (summaryBox.open = true));
followWidth();
wireDetails(workers);
for (const place of [chooser.closest(".form-group"), byId("regolamento-proprio")]) place.hidden = !core.working;
coreNotice();
show({ regolamento: portals.current?.name });
kept = entered();
for (const [path, text] of typedEarly) binding.set(path, text);
const check = byId("controlla"); // until here it would have sent the page away, and what was typed with it
check.disabled = check.hidden = !core.working;
document.documentElement.dataset.pronta = "";
