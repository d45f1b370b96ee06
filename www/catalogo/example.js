// The examples of a rule: an application on which it speaks and one on which it does not, checked as it is changed.
import { make } from "../app/make.js";
import { t, writeDay } from "../app/words.js";
import { fieldsOf, labelOf, patternOf, verdict } from "./books.js";

/** What people changed in examples, by rule and side: it outlasts a change of language. */
const changed = new Map();
let made = 0;

export function examples(book, rule) {
  const { fails, passes, fields, without } = rule.examples ?? {};
  const place = make("div", "esempi");
  if (without) return without === "together" ? together() : make("p", "senza-esempio", t("Senza esempio: parla solo quando si riapre una bozza salvata con un'altra versione del regolamento, e una domanda provata qui non è una bozza."));
  if (fails) place.append(example(book, rule, "fails", t("Un esempio che non passa"), fields));
  if (passes) place.append(example(book, rule, "passes", t("Un esempio che passa"), fields));
  return place;
}

/** A rule that no application alone can show. */
function together() {
  const link = make("a", "", t("prevalidazione per consulenti"));
  link.href = "prevalidazione.html";
  return make("p", "senza-esempio", t("Senza esempio: confronta più domande dello stesso datore, e qui se ne prova una sola. Si vede nella"), " ", link, ".");
}

function example(book, rule, side, title, fields) {
  const { domanda: given } = rule.examples[side];
  let { today } = rule.examples[side];
  const key = `${rule.rule} ${side}`;
  const start = () => JSON.parse(JSON.stringify(given));
  let domanda = changed.get(key) ?? start();
  const box = make("fieldset", "esempio", make("legend", "", title));
  box.dataset.lato = side;
  const values = make("div", "valori");
  box.append(values);
  if (today) values.append(valueLine(t("giorno del controllo (oggi)"), dayInput(today, (day) => (today = day, show()))));
  let inputs = fields.map((path) => textInput(path));
  for (const input of inputs) values.append(valueLine(labelOf(input.dataset.percorso), input));
  for (const input of inputs) input.addEventListener("input", changedBy);
  function changedBy({ target }) {
    put(domanda, target.dataset.percorso, target.value);
    show(target);
  }
  // Where a field holds a word of a list, the words are offered as soon as they are known.
  fieldsOf(book, given.tipo).then((known) => {
    inputs = inputs.map((input) => {
      const select = wordSelect(input, known.find(({ path }) => path === patternOf(input.dataset.percorso)));
      if (!select) return input;
      select.addEventListener("input", changedBy);
      input.replaceWith(select);
      return select;
    });
    show();
  });

  const answer = make("div", "verdetto");
  answer.setAttribute("role", "status");
  const whole = make("textarea", "form-control domanda-intera");
  whole.rows = 12;
  whole.spellcheck = false;
  whole.setAttribute("aria-label", t("La domanda intera, in JSON"));
  whole.addEventListener("input", () => {
    const typed = applicationIn(whole.value);
    if (typed) {
      domanda = typed;
      show(whole);
    } else {
      answer.replaceChildren(make("p", "", t("Questo testo non è una domanda in JSON: il verdetto torna appena lo è.")));
    }
  });
  const details = make("details", "intera", make("summary", "", t("La domanda intera")), whole);
  details.open = inputs.length === 0; // a rule on a whole list: there is nothing else to change
  const again = make("button", "convalida-action", t("Come all'inizio"));
  again.type = "button";
  again.hidden = true;
  again.addEventListener("click", () => {
    domanda = start();
    show();
    (inputs[0] ?? whole).focus();
  });
  box.append(answer, details, again);

  let asked = 0;
  async function show(typedIn) {
    for (const input of inputs) if (input !== typedIn) write(input, shown(at(domanda, input.dataset.percorso)));
    if (whole !== typedIn) whole.value = JSON.stringify(domanda, null, 2);
    again.hidden = JSON.stringify(domanda) === JSON.stringify(given);
    if (again.hidden) changed.delete(key);
    else changed.set(key, domanda);
    const mine = ++asked;
    const words = await judged(book, rule, domanda, today);
    if (mine === asked) answer.replaceChildren(...words); // a later keystroke has its own answer
  }
  show();
  return box;
}

/** The application that a text holds; nothing where it holds none. */
function applicationIn(text) {
  try {
    const found = JSON.parse(text);
    return typeof found === "object" && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}

function textInput(path) {
  const input = make("input", "form-control form-control-sm");
  input.type = "text";
  input.id = `valore-${++made}`;
  input.dataset.percorso = path;
  input.spellcheck = false;
  return input;
}

/** A day as the page writes days; while it is none, the last one holds. */
function dayInput(day, onChange) {
  const input = textInput("oggi");
  input.value = writeDay(day);
  input.addEventListener("input", () => {
    const typed = input.value.trim().split("/").reverse().map((part, at) => part.padStart(at === 0 ? 4 : 2, "0")).join("-");
    const read = new Date(`${typed}T00:00:00Z`);
    if (!Number.isNaN(read.getTime()) && read.toISOString().startsWith(typed)) onChange(typed);
  });
  return input;
}

function valueLine(words, input) {
  const label = make("label", "", words);
  label.htmlFor = input.id;
  return make("div", "valore", label, input);
}

/** A choice in the place of a text, for a field that holds a word of a list or yes and no. */
function wordSelect(input, field) {
  const words = field?.kind === "yes-no" ? ["sì", "no"].map((value) => ({ value, label: t(value) })) : field?.words;
  if (!words) return undefined;
  const select = make("select", "form-select form-select-sm");
  select.id = input.id;
  select.dataset.percorso = input.dataset.percorso;
  for (const { value, label } of [{ value: "", label: "–" }, ...words]) select.append(Object.assign(make("option", "", label), { value }));
  return select;
}

/** Shows a value; one that is none of a choice's words is offered beside them, as it was written. */
function write(input, value) {
  if (input.tagName === "SELECT" && [...input.options].every((option) => option.value !== value)) {
    input.append(Object.assign(make("option", "", value), { value }));
  }
  input.value = value;
}

/** What the rule says of the application, in words. */
async function judged(book, rule, domanda, today) {
  let found;
  try {
    found = await verdict(book, domanda, today);
  } catch (problem) {
    console.warn(problem);
    return [make("p", "", t("Il controllo non si è caricato: si vede l'esempio, ma non il verdetto."))];
  }
  const own = found.filter((said) => said.rule === rule.rule);
  const others = [...new Set(found.filter((said) => said.rule !== rule.rule).map((said) => said.rule))];
  const words = own.length === 0
    ? [make("p", "tace", make("strong", "", t("Passa.")), " ", t("Qui la regola non dice nulla."))]
    : own.map(({ message, severity }) => make("p", `parla ${severity}`, make("strong", "", t(SPEAKS[severity])), " ", message));
  if (others.length > 0) {
    const note = make("p", "altre", t("Altre regole parlano di questa domanda:"), " ");
    others.forEach((name, at) => {
      const anchor = make("a", "", name.slice(name.indexOf("/") + 1));
      anchor.href = `#${name}`;
      note.append(at > 0 ? ", " : "", anchor);
    });
    words.push(note);
  }
  return words;
}

const SPEAKS = { error: "Blocca:", warning: "Avvisa:", info: "Informa:" };

const at = (value, path) => path.split(".").reduce((value, key) => value?.[key], value);

const shown = (value) => (value === undefined || value === null || typeof value === "object" ? "" : String(value));

/** Writes a text at a path; what it leads through is made where it is missing. */
function put(domanda, path, text) {
  const keys = path.split(".");
  const last = keys.pop();
  let place = domanda;
  keys.forEach((key, at) => {
    if (typeof place[key] !== "object" || place[key] === null) place[key] = /^\d+$/.test(keys[at + 1] ?? last) ? [] : {};
    place = place[key];
  });
  place[last] = text;
}
