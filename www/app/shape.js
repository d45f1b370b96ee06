// The form follows the portal: what its rules ask shows, in the control that its kind needs; the rest stays, hidden.
import { dress } from "./control.js";
import { nameCell, nameField } from "./names.js";

/** The content of a template → the list whose rows it makes. */
const ownerOf = new WeakMap();
/** The fields inside a group, by group. */
const inside = new WeakMap();

/**
 * Shows the fields in `asked` (path with `*` for rows → field) and hides the others, here and in the templates.
 * Answers the elements whose controls changed: the binding must read them again.
 */
export function shape(asked, root = document.body) {
  const changed = new Set();
  each(root, "[data-convalida], [data-campo]", (element) => {
    const path = element.dataset.campo ?? pathOf(element);
    if (/\d{4}-\d\d$/.test(path)) return; // one for each month: app/months.js
    const field = asked.get(path);
    const host = element.closest(".form-group, td, th");
    host.hidden = !field && !host.hasAttribute("data-sempre");
    const known = field?.kind && field;
    if (element.dataset.campo) return nameCell(element, known);
    const other = known && dress(element, field);
    if (other?.isConnected) changed.add(other.closest("[data-convalida-row]") ?? document.body);
    if (host.matches(".form-group")) nameField(other ?? element, known);
    else nameCell(other ?? element, known);
  });
  const isAsked = (path) => asked.has(path) || [...asked.keys()].some((other) => other.startsWith(`${path}.`));
  each(root, "[data-gruppo]", (group) => (group.hidden = !fieldsOf(group).some(isAsked)));
  each(root, "[data-senza]", (instead) => (instead.hidden = isAsked(instead.dataset.senza)));
  return changed;
}

/** In one row, shows what its own answers call for, what holds a text and what has a message. */
export function shapeRow(row, asks) {
  for (const control of row.querySelectorAll(".dettagli [data-convalida]")) {
    const group = control.closest(".form-group");
    const shows = asks(pathOf(control), control.dataset.convalida.slice(2));
    if (shows !== undefined) group.hidden = !shows && control.value === "" && !group.querySelector(".form-feedback");
  }
}

/** Calls `use` for what matches below `root`, in templates too. */
function each(root, selector, use) {
  for (const element of root.querySelectorAll(selector)) use(element);
  for (const template of root.querySelectorAll("template")) {
    ownerOf.set(template.content, template.closest("[data-convalida-list]"));
    each(template.content, selector, use);
  }
}

/** The path of a control, with `*` for the rows it stands in. */
function pathOf(control) {
  const name = control.dataset.convalida;
  return name.startsWith("*") ? `${listOf(control)}.${name}` : name;
}

/** The list that an element stands in a row of. */
function listOf(element) {
  const list = element.closest("[data-convalida-list]") ?? ownerOf.get(element.getRootNode());
  const name = list.dataset.convalidaList;
  return name.startsWith("*.") ? `${listOf(list.parentElement ?? ownerOf.get(list.getRootNode()))}.${name}` : name;
}

function fieldsOf(group) {
  if (!inside.has(group)) {
    const paths = [];
    if (group.dataset.gruppo) paths.push(group.dataset.gruppo);
    else each(group, "[data-convalida]", (control) => paths.push(pathOf(control)));
    inside.set(group, paths);
  }
  return inside.get(group);
}
