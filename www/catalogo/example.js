// The examples of a rule: an application on which it speaks and one on which it does not, checked as it is changed.
import { make } from "../app/make.js";
import { t, writeDay } from "../app/words.js";
import { labelOf, verdict } from "./books.js";

/** What people changed in examples, by rule and side: it outlasts a change of language. */
const changed = new Map();
let made = 0;

export function examples(book, rule) {
  const { fails, passes, fields } = rule.examples ?? {};
  const place = make("div", "esempi");
  if (fails) place.append(example(book, rule, "fails", t("Un esempio che non passa"), fields));
  if (passes) place.append(example(book, rule, "passes", t("Un esempio che passa"), fields));
  return place;
}

function example(book, rule, side, title, fields) {
  const { today, domanda: given } = rule.examples[side];
  const key = `${rule.rule} ${side}`;
  const start = () => JSON.parse(JSON.stringify(given));
  let domanda = changed.get(key) ?? start();
  const box = make("fieldset", "esempio", make("legend", "", title));
  box.dataset.lato = side;
  if (today) box.append(make("p", "oggi", t("Come se oggi fosse il {day}.", { day: writeDay(today) })));

  const inputs = fields.map((path) => {
    const input = make("input", "form-control form-control-sm");
    input.type = "text";
    input.id = `valore-${++made}`;
    input.dataset.percorso = path;
    input.spellcheck = false;
    input.addEventListener("input", () => {
      put(domanda, path, input.value);
      show(input);
    });
    const label = make("label", "", labelOf(path));
    label.htmlFor = input.id;
    box.append(make("div", "valore", label, input));
    return input;
  });

  const answer = make("div", "verdetto");
  answer.setAttribute("role", "status");
  const whole = make("textarea", "form-control domanda-intera");
  whole.rows = 12;
  whole.spellcheck = false;
  whole.setAttribute("aria-label", t("La domanda intera, in JSON"));
  whole.addEventListener("input", () => {
    try {
      domanda = JSON.parse(whole.value);
      show(whole);
    } catch {
      answer.replaceChildren(make("p", "", t("Questo testo non è JSON: il verdetto torna appena lo è.")));
    }
  });
  const details = make("details", "intera", make("summary", "", t("La domanda intera")), whole);
  details.open = inputs.length === 0; // a rule on a whole list: there is nothing else to change
  const again = make("button", "convalida-action", t("Come all’inizio"));
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
    for (const input of inputs) if (input !== typedIn) input.value = shown(at(domanda, input.dataset.percorso));
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

/** What the rule says of the application, in words. */
async function judged(book, rule, domanda, today) {
  let found;
  try {
    found = await verdict(book, domanda, today);
  } catch (problem) {
    console.warn(problem);
    return [make("p", "", t("Il controllo non si è caricato: si vede l’esempio, ma non il verdetto."))];
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
