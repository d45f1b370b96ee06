// Pages that somebody else wrote: their controls are known by their names, their rows are where their names say.
import { readText, setCodes, writeText } from "./controls.js";
import { clearPath, markPath } from "./scope.js";
import { alike, meant, pathOf, within } from "../paths.js";

const CONTROLS = "input, select, textarea";
const NO_FIELDS = new Set(["submit", "button", "reset", "image", "file", "password"]);

export class Adopted {
  #desk;
  #answers;
  #named;
  #observer;
  /** List → the rows on the page, each by its controls. */
  #shown = new Map();
  /** Path → its controls. */
  #controls = new Map();

  constructor(desk, answers) {
    this.#desk = desk;
    this.#answers = answers;
    this.#named = namer(desk.options.names);
    const view = desk.element.ownerDocument.defaultView;
    this.#observer = new view.MutationObserver((records) => records.some(concernsControls) && this.sync());
    this.#observer.observe(desk.element, { subtree: true, childList: true, attributes: true, attributeFilter: ["name", "disabled", "form"] });
  }

  /** Brings the form to where the page is: its rows, its values; what was not there before comes from either side. */
  sync() {
    const { root } = this.#desk;
    const found = this.#read();
    if (found.controls.size === 0 && this.#controls.size === 0) return; // a page of marked fields alone
    this.#follow(found.lists);
    for (const [path, controls] of this.#controls) {
      if (found.controls.has(path)) continue;
      root.fields.delete(path);
      controls.forEach((control) => !found.paths.has(control) && clearPath(control));
    }
    const still = (path) => [...found.lists].every(([list, rows]) => !path.startsWith(`${list}.`) || sameRow(path, list, this.#shown, rows));
    const gone = [...this.#controls.keys()].filter((path) => !found.controls.has(path) && still(path));
    this.#controls = found.controls;
    this.#shown = found.lists;
    for (const [path, controls] of found.controls) {
      root.fields.set(path, controls);
      for (const control of controls) markPath(control, path);
    }
    this.#values(gone);
    this.#answers.repaintAll();
  }

  /**
   * Fields may come later, so what is not found is no error. Whoever wrote the page is told where nothing at all was
   * found, and where a name of the table is like one of the page that nothing leads from.
   */
  tellUnfound() {
    const { element, options, root } = this.#desk;
    const { names } = options;
    const there = Array.from(element.elements, ({ name }) => name).filter(Boolean);
    if (there.length > 0 && root.fields.size + root.lists.size === 0) {
      console.warn("convalida: no control of this form is known as a field: mark them (`data-convalida`), or say by `names` which is which");
    }
    if (typeof names !== "object") return;
    const table = Object.keys(names).map((name) => [name, patternOf(name)]);
    const rest = there.filter((name) => !table.some(([, pattern]) => pattern.test(name))).map((name) => name.replace(/\d+/g, "*"));
    for (const [name, pattern] of table) {
      const near = there.some((other) => pattern.test(other)) ? undefined : alike(name, rest);
      if (near !== undefined) console.warn(`convalida: \`names\` has \`${name}\`, and no control of the page is called so${meant(near)}`);
    }
  }

  /** The page was set back, and the form emptied: everything is read as at the start. */
  reset() {
    this.#shown = new Map();
    this.sync();
  }

  /** The fields that the page has. */
  get paths() {
    return [...this.#controls.keys()];
  }

  destroy() {
    this.#observer.disconnect();
    for (const controls of this.#controls.values()) controls.forEach(clearPath);
  }

  /** Which control is which field; rows are counted as they stand on the page, whatever their numbers. */
  #read() {
    const lists = new Map();
    const controls = new Map();
    const paths = new Map();
    const numbers = new Map();
    for (const control of this.#desk.element.elements) {
      if (!control.matches(CONTROLS) || NO_FIELDS.has(control.type) || control.matches(":disabled")) continue;
      const named = control.hasAttribute("data-convalida") ? null : this.#named(control, this.#desk.form);
      if (!named) continue;
      const path = this.#counted(named, control, lists, numbers);
      if (!controls.has(path)) controls.set(path, []);
      controls.get(path).push(control);
      paths.set(control, path);
      const codes = codesFor(path, this.#desk.options.values);
      if (codes) setCodes(control, codes);
    }
    for (const [path, group] of controls) if (group[0].type !== "radio") controls.set(path, withoutTwins(group));
    return { lists, controls, paths };
  }

  #counted(named, control, lists, numbers) {
    const keys = [];
    for (const key of named.split(".")) {
      const list = keys.join(".");
      if (!/^\d+$/.test(key) || keys.length === 0) {
        keys.push(key);
        continue;
      }
      const row = `${list}.${key}`;
      if (!lists.has(list)) lists.set(list, []);
      const rows = lists.get(list);
      if (!numbers.has(row)) numbers.set(row, rows.push([]) - 1);
      rows[numbers.get(row)].push(control);
      keys.push(numbers.get(row));
    }
    return keys.join(".");
  }

  /** Rows that the page added or took away; one that only has another number is the same row. */
  #follow(lists) {
    const { form } = this.#desk;
    for (const list of new Set([...this.#shown.keys(), ...lists.keys()])) {
      if (/\.\d+(\.|$)/.test(list)) continue; // values inside a row are followed one by one
      const before = this.#shown.get(list) ?? [];
      const after = lists.get(list) ?? [];
      let count = rowCount(form, list);
      let spare = count - before.length; // rows that were loaded and not shown yet
      const same = matched(before, after);
      for (let at = before.length - 1; at >= 0; at--) {
        if (same.has(at) || at >= count) continue;
        form.remove(list, at);
        count--;
      }
      const old = new Set(same.values());
      after.forEach((_, at) => {
        if (old.has(at) || (at >= before.length && spare-- > 0) || at > count) return;
        try {
          form.insert(list, at);
          count++;
        } catch {
          // no list that the model knows: its values are kept as they come
        }
      });
    }
  }

  /** What the page holds is taken; where it holds nothing, it shows what the form has. */
  #values(gone) {
    const { form, typed } = this.#desk;
    const edits = gone.filter((path) => this.#desk.textAt(path) !== "").map((path) => [path, ""]);
    for (const [path, controls] of this.#controls) {
      const text = readText(controls);
      const known = form.field(path).text;
      const untouched = controls[0].type === "checkbox" && text === "no" && !typed.has(controls[0]);
      if (text !== "" && !untouched) {
        if (text !== known) edits.push([path, text]);
      } else if (known !== "") {
        if (typed.has(controls[0]) && typed.get(controls[0]) !== "") edits.push([path, ""]);
        else writeText(controls, known);
      }
      typed.set(controls[0], readText(controls));
    }
    if (edits.length === 0) return;
    form.setMany(edits);
    for (const [path] of edits) form.commit(path);
  }
}

/** A function from a control to the address of its field, or nothing. */
function namer(names) {
  if (typeof names === "function") return (control) => address(names(control.name, control));
  const table = Object.entries(names ?? {}).map(([name, path]) => [patternOf(name), path]);
  const named = (name, form) => {
    for (const [pattern, path] of table) {
      const found = pattern.exec(name);
      let at = 1;
      if (found) return address(path.replace(/\*/g, () => found[at++] ?? "*"));
    }
    return isKnown(form, name) ? address(name) : null; // the page's names are ours where the model knows them
  };
  const known = new Map();
  return ({ name }, form) => {
    if (!known.has(name)) known.set(name, named(name, form));
    return known.get(name);
  };
}

/** `righe[*].ore`: an asterisk stands for the number of a row. */
const patternOf = (name) =>
  new RegExp(`^${name.split("*").map((part) => part.replace(/[.[\]()$^+?{}|\\]/g, "\\$&")).join("(\\d+)")}$`);

const address = (name) => (typeof name === "string" && name !== "" ? pathOf(name) : null);

function isKnown(form, name) {
  try {
    // Of a row that is not there yet the model knows the columns all the same.
    return name !== "" && form.field(pathOf(name).replace(/\.\d+(?=\.|$)/g, ".0")).state !== "unknown";
  } catch {
    return false;
  }
}

function codesFor(path, values) {
  if (!values) return null;
  const found = Object.keys(values).find((field) => pathOf(field).split(".").length === path.split(".").length && within([field])(path));
  return found ? values[found] : null;
}

/** A hidden twin of a checkbox (a usual way of sending "no") is no control of its own. */
function withoutTwins(group) {
  const box = group.find(({ type }) => type === "checkbox");
  return box ? [box] : group;
}

function rowCount(form, list) {
  let rows = form.toJSON();
  for (const key of list.split(".")) rows = rows !== null && typeof rows === "object" && Object.hasOwn(rows, key) ? rows[key] : undefined;
  return Array.isArray(rows) ? rows.length : 0;
}

/** Old position → new position of the rows that stayed, in their order; a row is known by any of its controls. */
function matched(before, after) {
  const places = new Map(after.flatMap((controls, at) => controls.map((control) => [control, at])));
  const same = new Map();
  let last = -1;
  before.forEach((controls, at) => {
    const now = controls.map((control) => places.get(control)).find((place) => place !== undefined);
    if (now === undefined || now <= last) return;
    same.set(at, now);
    last = now;
  });
  return same;
}

/** Whether the row that a path stands in is where it was. */
function sameRow(path, list, shown, rows) {
  const at = Number(path.slice(list.length + 1).split(".")[0]);
  const before = shown.get(list)?.[at] ?? [];
  return before.some((control) => rows[at]?.includes(control));
}

function concernsControls({ type, target, addedNodes, removedNodes }) {
  if (type === "attributes") return target.matches("input, select, textarea, fieldset");
  const holds = (node) => node.nodeType === 1 && (node.matches(CONTROLS) || node.querySelector(CONTROLS) !== null);
  return [...addedNodes, ...removedNodes].some(holds);
}
