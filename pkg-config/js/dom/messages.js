// Messages at their fields: the markup of Bootstrap Italia, with only our own ids in aria-describedby.
import { labelOf } from "./controls.js";
import { idOf, locate, listAt } from "./scope.js";

const RANK = { error: 0, warning: 1, info: 2 };

/** The gravest of some diagnostics, or null. */
export function gravest(diagnostics) {
  let found = null;
  for (const { severity } of diagnostics) if (found === null || RANK[severity] < RANK[found]) found = severity;
  return found;
}

/** Shows what the scope's notes say about `name`, and nothing else; returns the place of the messages. */
export function paintField(scope, name, { root, say, labelAt, actions }) {
  const diagnostics = [...(scope.notes.get(name)?.values() ?? [])].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const elements = scope.fields.get(name) ?? [];
  const place = placeOf(scope, name, elements, root, diagnostics.length > 0);
  const ids = place ? fill(place, scope, name, diagnostics, elements, { say, labelAt, actions }) : [];
  for (const element of elements) {
    describe(element, ids);
    flag(element, diagnostics.filter((diagnostic) => diagnostic.severity === "error"));
  }
  for (let row = scope; row.list; row = row.list.parent) markRow(row, say);
}

/** The element that takes the messages of a field; made when it is needed for the first time. */
function placeOf(scope, name, elements, root, needed) {
  const own = scope.places.get(name);
  if (own) return own;
  const shared = scope.list ? scope.places.get("") : null;
  if (shared) return shared;
  const [first] = elements;
  if (!first) return listPlace(scope, name, root, needed);
  const { host, anchor } = hostOf(elements);
  const known = placesOf.get(host)?.get(name);
  if (known?.isConnected || !needed) return known ?? null;
  const made = known ?? placeMade(root, first);
  if (anchor) anchor.after(made);
  else host.append(made);
  if (!placesOf.has(host)) placesOf.set(host, new Map());
  placesOf.get(host).set(name, made);
  return made;
}

/** By what holds a field, not by its control: a page may put another one in its place. */
const placesOf = new WeakMap();

function placeMade(root, near) {
  const made = near.ownerDocument.createElement("div");
  made.className = "convalida-messages";
  root.made.add(made);
  return made;
}

/** Messages stand at the end of what holds the field alone, else right behind the field: never between others. */
function hostOf(elements) {
  const last = elements.at(-1);
  const group = last.closest(".form-group, .form-check, .form-item") ?? (last.type === "radio" ? last.closest("fieldset") : null);
  const control = last.closest("label") ?? last;
  const parent = control.parentElement;
  if (!parent) return { host: control }; // the page took it away
  const alone = (host) => host.tagName !== "FORM" && [...host.querySelectorAll("input, select, textarea")].every((other) => other.type === "hidden" || elements.includes(other));
  if (group && alone(group)) return { host: group };
  return alone(parent) ? { host: parent } : { host: parent, anchor: control };
}

/** Messages about a whole list stand before it. */
function listPlace(scope, name, root, needed) {
  const list = listAt(scope.path(name), root);
  const container = list?.views[0]?.container;
  if (!container) return scope.list ? null : (root.places.get("") ?? null);
  const known = placesOf.get(container)?.get("");
  if (known || !needed) return known ?? null;
  const made = placeMade(root, container);
  container.before(made);
  placesOf.set(container, new Map([["", made]]));
  return made;
}

/** Brings the messages of one field in a place up to date; those that stay are not touched. */
function fill(place, scope, name, diagnostics, elements, words) {
  const shown = new Map();
  for (const child of place.children) if (keys.get(child)?.scope === scope && keys.get(child).name === name) shown.set(keys.get(child).rule, child);
  const ids = [];
  let last = null;
  for (const diagnostic of diagnostics) {
    let item = shown.get(diagnostic.rule);
    if (item && !saysSame(keys.get(item).diagnostic, diagnostic)) {
      item.remove();
      item = null;
    }
    shown.delete(diagnostic.rule);
    item ??= make(place, scope, name, diagnostic, elements, words);
    if (!item.isConnected) last ? last.after(item) : insertInOrder(place, item, elements[0]);
    keys.get(item).diagnostic = diagnostic;
    ids.push(keys.get(item).id);
    last = item;
  }
  for (const gone of shown.values()) gone.remove();
  return ids;
}

/** Whether two diagnostics of one rule show alike: the same sentence, and a fix that is called and writes the same. */
export const saysSame = (one, other) => one.message === other?.message && JSON.stringify(one.fix) === JSON.stringify(other.fix);

const keys = new WeakMap();

/** In a place that several fields share, messages stand in the order of the fields. */
function insertInOrder(place, item, element) {
  const after = [...place.children].find((child) => {
    const key = keys.get(child);
    const other = key?.scope.fields.get(key.name)?.[0];
    return other && element && element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  place.insertBefore(item, after ?? null);
}

function make(place, scope, name, diagnostic, elements, { say, labelAt, actions }) {
  const document = place.ownerDocument;
  const item = document.createElement("div");
  item.className =
    diagnostic.severity === "error" ? "form-feedback just-validate-error-label" : `form-feedback convalida-${diagnostic.severity}`;
  const text = document.createElement("span");
  text.id = messageId(elements[0] ?? place, diagnostic.severity);
  const mark = document.createElement("span");
  mark.className = "visually-hidden";
  mark.textContent = `${say(diagnostic.severity)}: `;
  if (diagnostic.severity !== "error") text.append(mark);
  const shared = place.hasAttribute("data-convalida-messages") && scope.list && place === scope.places.get("");
  if (shared && elements[0]) {
    const label = document.createElement("strong");
    label.textContent = `${labelOf(elements[0], () => labelAt(scope.path(name)))}: `;
    text.append(label);
  }
  text.append(document.createTextNode(diagnostic.message));
  item.append(text);
  keys.set(item, { scope, name, rule: diagnostic.rule, diagnostic, id: text.id });
  for (const action of actions(diagnostic)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `convalida-action convalida-${action.kind}`;
    button.textContent = action.label;
    if (action.kind === "why") button.setAttribute("aria-expanded", "false");
    button.dataset.convalidaAction = action.kind;
    item.append(document.createTextNode(" "), button);
  }
  return item;
}

let counter = 0;

/** The ids are named as Bootstrap Italia names them. */
const messageId = (element, severity) => `${idOf(element)}-${severity === "error" ? "error" : "note"}-${counter++}`;

/** What a button inside a message is about. */
export function subjectOf(button) {
  const item = button.closest(".form-feedback");
  const key = item && keys.get(item);
  return key ? { item, scope: key.scope, name: key.name, path: key.scope.path(key.name), diagnostic: key.diagnostic } : null;
}

/** Refers to our messages; what the page itself refers to stays. */
function describe(element, ids) {
  const before = ownIds.get(element) ?? [];
  const kept = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && !before.includes(id));
  const all = [...kept, ...ids];
  if (all.length) element.setAttribute("aria-describedby", all.join(" "));
  else element.removeAttribute("aria-describedby");
  ownIds.set(element, ids);
}

const ownIds = new WeakMap();

/** Tells the browser and assistive technology that a field has errors, or has none. */
function flag(element, errors) {
  const wrong = errors.length > 0;
  if (!before.has(element)) before.set(element, { invalid: element.classList.contains("is-invalid"), aria: element.getAttribute("aria-invalid") });
  element.classList.toggle("is-invalid", wrong);
  if (element.type !== "radio") {
    if (wrong) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
  }
  element.setCustomValidity?.(errors.map((diagnostic) => diagnostic.message).join(" "));
}

const before = new WeakMap();

/** A control as the page itself had marked it. */
export function unflag(element) {
  const was = before.get(element);
  if (!was) return;
  before.delete(element);
  element.classList.toggle("is-invalid", was.invalid);
  if (element.classList.length === 0) element.removeAttribute("class");
  if (was.aria === null) element.removeAttribute("aria-invalid");
  else element.setAttribute("aria-invalid", was.aria);
  element.setCustomValidity?.("");
}

/** The mark of a row says how grave the gravest message in it is, in sign and word. */
function markRow(row, say) {
  const all = [];
  collect(row, all);
  const severity = gravest(all);
  for (const element of row.elements) {
    if (severity) element.dataset.convalidaSeverity = severity;
    else delete element.dataset.convalidaSeverity;
  }
  for (const place of row.marks) {
    const text = severity ? say(severity) : "";
    if (place.textContent !== text) place.textContent = text;
  }
}

/** Gathers the diagnostics of a scope and of the rows inside it. */
export function collect(scope, into) {
  for (const byRule of scope.notes.values()) into.push(...byRule.values());
  for (const list of scope.lists.values()) for (const row of list.rows) collect(row, into);
}

/** The control that a message leads to. */
export function targetOf(path, root) {
  const { scope, name } = locate(path, root);
  const field = scope.fields.get(name)?.[0];
  if (field) return field;
  const list = listAt(path, root);
  const container = list?.views[0]?.container;
  const below = [...root.fields].find(([other]) => other.startsWith(`${path}.`));
  if (below) return below[1][0];
  return (
    container?.querySelector("[data-convalida]") ??
    (container && root.elements[0].querySelector(`[data-convalida-add="${CSS.escape(path)}"]`)) ??
    container ??
    scope.places.get(name) ??
    scope.elements[0] ??
    null
  );
}
