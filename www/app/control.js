// One control as its kind needs it: a list of words is a select, everything else an input with the right keyboard.
import { language, t, translate } from "./words.js";

const CODE = { className: "campo-codice", spellcheck: false, autocapitalize: "characters" };

/** What an input of each kind is made of. */
const INPUTS = {
  date: { className: "campo-data", placeholder: "gg/mm/aaaa", maxLength: 40 },
  integer: { className: "campo-numero", inputMode: "numeric" },
  number: { className: "campo-numero", inputMode: "decimal" },
  hours: { className: "campo-numero", inputMode: "decimal" },
  "codice-fiscale": CODE,
  iban: CODE,
  "partita-iva": { ...CODE, inputMode: "numeric" },
  matricola: { ...CODE, inputMode: "numeric" },
};

/** Makes a control fit for a field; answers the control where its value must be shown again. */
export function dress(control, { path, kind, words }) {
  const options = kind === "yes-no" ? yesNo() : words;
  if (options) return dressSelect(control, options, path === "tipo");
  const input = control.tagName === "INPUT" ? control : swap(control, "input");
  const { className, ...properties } = INPUTS[kind] ?? {};
  if (className && !input.classList.contains(className)) {
    input.classList.add(className);
    Object.assign(input, properties);
    if (input.isConnected) translate(input); // templates stay Italian: their rows are translated when they are made
  }
  return input === control ? null : input;
}

const yesNo = () => [
  { value: "sì", label: t("sì") },
  { value: "no", label: t("no") },
];

/** A field that always has a value needs no empty option. */
function dressSelect(control, words, always) {
  const select = control.tagName === "SELECT" ? control : swap(control, "select");
  const wanted = `${language()} ${words.map(({ value }) => value).join(" ")}`;
  if (select.dataset.parole === wanted) return null;
  select.dataset.parole = wanted;
  select.replaceChildren(...(always ? [] : [new Option("–", "")]), ...words.map(({ value, label }) => new Option(label, value)));
  return select;
}

/** Puts a control of the other sort in the same place. */
function swap(control, tag) {
  const other = document.createElement(tag);
  other.id = control.id;
  other.dataset.convalida = control.dataset.convalida;
  for (const name of ["aria-labelledby", "aria-describedby"]) if (control.hasAttribute(name)) other.setAttribute(name, control.getAttribute(name));
  const group = control.closest(".form-group");
  group?.classList.toggle("select-wrapper", tag === "select");
  if (tag === "select") other.translate = false;
  if (tag === "input") other.type = "text";
  if (!group) other.className = tag === "select" ? "form-select form-select-sm" : "form-control form-control-sm";
  else if (tag === "input") other.className = "form-control";
  control.replaceWith(other);
  return other;
}
