// What a field is called, whether it is needed, and one line about it: the core's words, in the page's language.
import { make } from "./make.js";
import { t, translate } from "./words.js";

/** What the page itself calls a field that the rulebook does not ask. */
const own = new WeakMap();

/** What an empty answer means, where it is not that there is nothing to say: the filing day decides the law. */
const EMPTY = { dataPresentazione: "se vuota vale oggi" };

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Names a control outside tables; without a field, as the page does, and as something that may stay empty. */
export function nameField(control, field) {
  const group = control.closest(".form-group");
  const label = group?.querySelector(":scope > label");
  if (!label) return;
  rename(label, field);
  const always = field?.required || field?.awaited || field?.path === "tipo"; // the kind of application has no empty choice
  if (always) delete label.dataset.facoltativo;
  else label.dataset.facoltativo = t(EMPTY[field?.path] ?? "facoltativo");
  need(control, field);
  const known = group.querySelector(":scope > .aiuto");
  const id = `aiuto-${control.id}`;
  if (!field?.help) {
    known?.remove();
    return;
  }
  const help = known ?? make("small", "form-text aiuto");
  help.id = id;
  help.translate = false;
  help.textContent = field.help;
  if (!known) label.after(help);
  const ids = (control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((other) => other && other !== id);
  control.setAttribute("aria-describedby", [id, ...ids].join(" "));
}

/** Names a cell of a table, or the head of its column. */
export function nameCell(element, field) {
  const label = element.matches("[data-campo]") ? element : element.closest("td")?.querySelector(".nome-cella");
  if (label) rename(label, field && { label: field.short ?? field.label });
  if (label !== element) need(element, field);
}

function rename(label, field) {
  if (!own.has(label)) own.set(label, label.textContent);
  label.translate = !field;
  const wanted = field ? capital(field.label) : own.get(label);
  if (label.textContent === wanted) return;
  label.textContent = wanted;
  if (!field && label.isConnected) translate(label);
}

function need(control, field) {
  if (field?.required) control.setAttribute("aria-required", "true");
  else control.removeAttribute("aria-required");
}
