// The page: one application, its portal, its language, and what the buttons do.
import { bind } from "../pkg/dom.js";
import { loadCore } from "./core.js";
import { openDetails, revealIn, wireDetails } from "./details.js";
import { chosen, kindOf, loadExamples, open, save } from "./files.js";
import { showMonths } from "./months.js";
import { notice } from "./notice.js";
import { panel } from "./panel.js";
import { keptLanguage, language, setLanguage, t, translate } from "./words.js";

const PORTALS = ["piemonte-2020", "toscana-2020"];
const form = document.getElementById("domanda");
const workers = document.getElementById("lavoratori");
const byId = (id) => document.getElementById(id);

setLanguage(keptLanguage(), false);
const [core, examples] = await Promise.all([loadCore(), loadExamples()]);
let portal = PORTALS[0];

const binding = bind(form, {
  form: core.make(portal, language()),
  language: language(),
  keepPage: true,
  explain: core.working,
  onChange: () => refresh(),
  onReveal: revealIn,
  onRow: (elements) => elements.forEach(dress),
  onUndoable: (done) => notice(done?.label ?? "", done?.undo),
  onValidate: ({ wrong, missing }) => setTitle(wrong.length + missing.length),
});

const drawPanel = panel({
  summary: () => binding.form.summary(),
  counts: () => count(binding.diagnostics()),
  nameOf: (path) => binding.nameOf(path),
  goTo: (path) => binding.goTo(path),
  working: core.working,
});

function refresh() {
  drawPanel();
  drawMonths();
  const farm = byId("datoreLavoro-settore").value === "agricoltura";
  for (const place of document.querySelectorAll("[data-se-agricoltura]")) place.hidden = !farm;
}

let monthsWait = false;
function drawMonths() {
  if (monthsWait || !core.working) return;
  monthsWait = true;
  requestAnimationFrame(() => {
    monthsWait = false;
    const months = binding.form.summary().months ?? [];
    showMonths(months.map(({ month }) => month), workers.tBodies.length, language(), (row) => binding.rescan(row));
  });
}

function count(diagnostics) {
  const found = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) found[severity]++;
  return found;
}

function setTitle(open) {
  const title = t("Domanda di CIG in deroga – convalida");
  document.title = open ? `${t("Da correggere: {n}", { n: open })} – ${title}` : title;
}

// ---- portal and language: the same application under another Form ----

/** Hides what the other portal asks; what was typed there stays in the application. */
function hideOthers(root) {
  for (const place of root.querySelectorAll("[data-portale]")) place.hidden = place.dataset.portale !== portal;
}

function showPortal() {
  hideOthers(document);
  for (const radio of document.querySelectorAll('[name="portale"]')) radio.checked = radio.value === portal;
}

function dress(row) {
  hideOthers(row);
  if (language() !== "it") translate(row);
}

function useForm() {
  const before = binding.form;
  binding.use(core.make(portal, language()), { language: language() });
  before.free();
}

function choosePortal(next) {
  portal = next;
  showPortal();
  useForm();
  setTitle(0);
}

for (const radio of document.querySelectorAll('[name="portale"]')) radio.addEventListener("change", () => choosePortal(radio.value));
for (const button of document.querySelectorAll("[data-lingua]")) {
  button.addEventListener("click", () => {
    setLanguage(button.dataset.lingua);
    useForm();
    setTitle(0);
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
  const beforePortal = portal;
  show(domanda);
  notice(label, () => {
    portal = beforePortal;
    show({ ...before, regolamento: beforePortal });
  });
}

function show(domanda) {
  if (PORTALS.includes(domanda.regolamento) && domanda.regolamento !== portal) {
    portal = domanda.regolamento;
    useForm();
  }
  showPortal();
  binding.load(domanda);
  for (const row of workers.querySelectorAll("[data-convalida-row]")) openDetails(row, hasDetails(row));
  for (const details of form.querySelectorAll("details.altro")) details.open = Boolean(details.querySelector("[data-convalida-row]"));
  setTitle(0);
}

const hasDetails = (row) => [...row.querySelectorAll(".dettagli [data-convalida]")].some((field) => field.value !== "");

const actions = {
  esempio: () => examples[portal] && replace(examples[portal], t("Caricato un esempio.")),
  difetti: () => examples[`${portal}-difetti`] && replace(examples[`${portal}-difetti`], t("Caricato un esempio con difetti.")),
  svuota: () => replace({ regolamento: portal }, t("Domanda svuotata.")),
  scarica: () => save({ ...binding.form.toJSON(), regolamento: portal }),
  stampa: () => window.print(),
  apri: () => byId("apri-file").click(),
  "scegli-allegati": () => byId("scegli-allegati").click(),
};

document.addEventListener("click", (event) => actions[event.target.closest("[data-azione]")?.dataset.azione]?.());

byId("apri-file").addEventListener("change", async (event) => {
  const [file] = chosen(event.target);
  if (!file) return;
  try {
    const domanda = await open(file);
    replace(domanda, t("Aperta la domanda «{name}».", { name: file.name }));
  } catch {
    notice(t("«{name}» non contiene una domanda: serve un file JSON scaricato da qui.", { name: file.name }));
  }
});

byId("scegli-allegati").addEventListener("change", (event) => {
  for (const { name } of chosen(event.target)) {
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
showPortal();
coreNotice();
binding.load({ regolamento: portal });
document.documentElement.dataset.pronta = "";
