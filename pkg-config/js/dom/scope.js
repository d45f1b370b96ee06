// Where things are: from an element to its path, and from a path to its elements, each in one step.

let counter = 0;

/** Gives an element an id if the page gave it none. */
export function idOf(element) {
  if (!element.id) {
    element.id = `convalida-${++counter}`;
    given.add(new WeakRef(element));
  }
  return element.id;
}

const given = new Set();

/** Takes the ids away again that were given inside `root`. */
export function dropIds(root) {
  for (const reference of given) {
    const element = reference.deref();
    if (element && !root.contains(element)) continue;
    element?.removeAttribute("id");
    given.delete(reference);
  }
}

const append = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

/** A place that holds fields: the whole form, or one row of a list. Names inside it are relative to it. */
export class Scope {
  fields = new Map();
  mirrors = new Map();
  places = new Map();
  lists = new Map();
  notes = new Map();
  elements = [];
  numbers = new Set();
  marks = new Set();
  /** Places of messages that were made, not found. */
  made = new Set();

  constructor(list = null, index = 0) {
    this.list = list;
    this.index = index;
  }

  path(name) {
    if (!this.list) return name;
    const own = `${this.list.path()}.${this.index}`;
    return name ? `${own}.${name}` : own;
  }

  /** Reads the marks of the page below `element` that belong to this scope and to no inner row. */
  scan(element) {
    const owner = this.list ? element : null;
    const each = (mark, use) => {
      for (const found of element.querySelectorAll(`[${mark}]`)) {
        const row = found.hasAttribute("data-convalida-row") ? found.parentElement.closest("[data-convalida-row]") : found.closest("[data-convalida-row]");
        if (row === owner) use(found, relative(found.getAttribute(mark)));
      }
    };
    each("data-convalida-list", (found, name) => found.querySelector("template") && this.view(name, found));
    each("data-convalida", (found, name) => append(this.fields, name, found));
    each("data-convalida-text", (found, name) => append(this.mirrors, name, found));
    each("data-convalida-messages", (found, name) => this.places.set(name, found));
    each("data-convalida-number", (found) => this.numbers.add(found));
    each("data-convalida-mark", (found) => this.marks.add(found));
  }

  view(name, container) {
    let list = this.lists.get(name);
    if (!list) this.lists.set(name, (list = new List(this, name)));
    if (list.views.every((view) => view.container !== container)) list.views.push({ container, template: container.querySelector("template") });
  }

  /** Forgets and reads again what the page marked (after the page itself added or took away fields). */
  rescan(roots = this.elements) {
    this.fields.clear();
    this.mirrors.clear();
    this.places.clear();
    this.numbers.clear();
    this.marks.clear();
    for (const root of roots) this.scan(root);
  }
}

/** Repeated rows of one list; several containers may show the same rows, each in its own way. */
export class List {
  views = [];
  rows = [];
  /** What shows the rows in a way of the page's own; null where they stand in the containers. */
  aside = null;

  constructor(parent, name) {
    this.parent = parent;
    this.name = name;
  }

  path() {
    return this.parent.path(this.name);
  }

  /** Makes a row, or puts a row back that was taken away, before `index`. */
  insert(index, taken = null) {
    const row = taken ?? new Scope(this, index);
    this.views.forEach((view, number) => {
      if (!row.elements[number]) {
        const made = view.template.content.firstElementChild.cloneNode(true);
        made.setAttribute("data-convalida-row", "");
        ownIds(made);
        row.elements[number] = made;
      }
      const before = this.rows[index]?.elements[number] ?? null;
      const parent = before?.parentNode ?? view.container.querySelector("[data-convalida-rows]") ?? view.container;
      parent.insertBefore(row.elements[number], before);
      owners.set(row.elements[number], row);
      if (!taken) row.scan(row.elements[number]);
    });
    this.rows.splice(index, 0, row);
    this.number(index);
    return row;
  }

  remove(index) {
    const [row] = this.rows.splice(index, 1);
    if (!row) return null;
    for (const element of row.elements) element.remove();
    this.number(index);
    return row;
  }

  number(from) {
    for (let index = from; index < this.rows.length; index++) {
      const row = this.rows[index];
      row.index = index;
      for (const place of row.numbers) place.textContent = String(index + 1);
    }
  }
}

const owners = new WeakMap();

const REFERENCES = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"];

/** An asterisk in the ids of a template stands for the row: each row gets its own. */
function ownIds(row) {
  const own = String(++counter);
  const query = REFERENCES.map((name) => `[${name}*="*"]`).join(",");
  for (const element of row.querySelectorAll(query)) {
    for (const name of REFERENCES) {
      const value = element.getAttribute(name);
      if (value?.includes("*")) element.setAttribute(name, value.replaceAll("*", own));
    }
  }
}

const relative = (name) => name.replace(/^\*\.?/, "");

/** The addresses of all marks below `root`, also of those in rows to come; `row` is the address of a row of such. */
export function* markedPaths(root, row = "") {
  const address = (name) => [row, relative(name)].filter(Boolean).join(".");
  for (const field of root.querySelectorAll("[data-convalida]")) {
    if (!field.closest("[data-convalida-row]")) yield address(field.getAttribute("data-convalida"));
  }
  for (const list of root.querySelectorAll("[data-convalida-list]")) {
    const template = list.querySelector("template");
    if (template) yield* markedPaths(template.content, `${address(list.getAttribute("data-convalida-list"))}.*`);
  }
}

/** The scope that an element belongs to. */
export function scopeOf(element, root) {
  const row = element.closest("[data-convalida-row]");
  return (row && owners.get(row)) ?? root;
}

/** Controls that the page did not mark, by their address. */
const adopted = new WeakMap();

export const markPath = (element, path) => adopted.set(element, path);
export const clearPath = (element) => adopted.delete(element);

/** The control of a field that an event came from, or null. */
export const fieldOf = (target) => (adopted.has(target) ? target : (target?.closest?.("[data-convalida]") ?? null));

/** The path of a control, as it stands now. */
export function pathOf(element, root, name = element.dataset.convalida) {
  if (name === undefined) return adopted.get(element);
  return name.startsWith("*") ? scopeOf(element, root).path(relative(name)) : name;
}

/** The scope and the relative name of a path; the innermost row that the page shows. */
export function locate(path, root) {
  let scope = root;
  let name = "";
  const parts = path.split(".");
  for (let at = 0; at < parts.length; at++) {
    name = name ? `${name}.${parts[at]}` : parts[at];
    const row = /^\d+$/.test(parts[at + 1] ?? "") ? scope.lists.get(name)?.rows[Number(parts[at + 1])] : null;
    if (row) {
      scope = row;
      name = "";
      at++;
    }
  }
  return { scope, name };
}

/** The list at a path, if the page shows it. */
export function listAt(path, root) {
  const { scope, name } = locate(path, root);
  return scope.lists.get(name) ?? null;
}

/** What shows the row of a path in a way of the page's own, or null. */
export function asideAt(path, root) {
  const end = path.search(/\.\d+(\.|$)/);
  return end < 0 ? null : (root.lists.get(path.slice(0, end))?.aside ?? null);
}

/** All that shows rows in a way of the page's own. */
export const asides = (root) => [...root.lists.values()].map(({ aside }) => aside).filter(Boolean);
