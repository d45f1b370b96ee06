// Rows and values: shows an application on the page, and keeps the page's rows where the form's rows are.
import { wrong } from "../errors.js";
import { asText, readText, writeText } from "./controls.js";
import { listAt, locate } from "./scope.js";

export class Rows {
  #desk;
  #answers;

  constructor(desk, answers) {
    this.#desk = desk;
    this.#answers = answers;
    answers.connect(this);
  }

  /** Shows a whole application. */
  show(domanda) {
    const { root } = this.#desk;
    for (const [name, list] of root.lists) this.#showRows(list, valueAt(domanda, name));
    this.#showFields(root, domanda);
  }

  /** Shows in a control what the form holds there. */
  restore(scope, name) {
    const elements = scope.fields.get(name);
    const text = this.#desk.textAt(scope.path(name));
    if (readText(elements) === text) this.mirror(scope, name, text); // what is in hand stays to be left
    else this.#showText(scope, name, elements, text);
  }

  /** Shows a text in a field, if the page has it; answers what the field means by it: a choice may be named by its label. */
  write(path, text) {
    const { scope, name } = locate(path, this.#desk.root);
    const elements = scope.fields.get(name);
    if (!elements) return text;
    this.#showText(scope, name, elements, text);
    return elements[0].tagName === "SELECT" ? readText(elements) : text;
  }

  /** Shows a text in a field and hands it to the core, every field as left; answers what was there. */
  enter(path, text) {
    const { form } = this.#desk;
    const before = this.#desk.textAt(path);
    this.#answers.apply(form.set(path, this.write(path, text)));
    this.#answers.apply(form.commit(path));
    return before;
  }

  /** Shows a text wherever the page repeats it. */
  mirror(scope, name, text) {
    for (const place of scope.mirrors.get(name) ?? []) place.textContent = text;
  }

  insert(list, at, taken = null) {
    if (listAt(list, this.#desk.root)?.parent.list) return this.#shiftInner(list, at, taken);
    this.#answers.apply(this.#desk.form.insert(list, at), taken);
  }

  remove(list, at) {
    if (listAt(list, this.#desk.root)?.parent.list) return this.#shiftInner(list, at, null, true);
    this.#answers.apply(this.#desk.form.remove(list, at));
  }

  /** Moves the page's rows as the form's rows moved. */
  move({ list, inserted, removed }, taken) {
    const target = listAt(list, this.#desk.root);
    if (!target || target.aside) return;
    if (removed !== undefined) target.remove(removed);
    if (inserted !== undefined) this.#made(target.insert(inserted, taken));
  }

  /** Fills a row that came back: what it held is typed again; where that is not all of it, it is loaded as it was. */
  refill(list, index, kept) {
    if (this.#retyped(`${list}.${index}`, kept)) return;
    const { form } = this.#desk;
    const domanda = form.toJSON();
    valueAt(domanda, list)?.splice(index, 1, kept);
    form.load(domanda);
    this.#answers.repaintAll();
  }

  /** Types a value of any depth again; answers whether all of it could be typed: no list that the page does not show. */
  #retyped(path, value) {
    if (value === null || typeof value !== "object") {
      if (value !== null && value !== undefined) this.enter(path, asText(value));
      return value !== null;
    }
    const list = Array.isArray(value) ? listAt(path, this.#desk.root) : null;
    const entries = Object.entries(value);
    if (list ? list.aside : Array.isArray(value) || entries.length === 0) return false;
    let whole = true;
    for (const [key, inner] of entries) {
      if (list && list.rows.length <= Number(key)) this.insert(path, Number(key));
      // A key that reads as a path of its own leads elsewhere.
      whole = (/^[^.[\]]+$/.test(key) && this.#retyped(`${path}.${key}`, inner)) && whole;
    }
    return whole;
  }

  /** A list of plain values inside a row: the core knows its values one by one, so they are typed again one place on. */
  #shiftInner(list, at, taken, away = false) {
    const { rows } = listAt(list, this.#desk.root);
    if (at > rows.length - Number(away)) throw wrong(`«${list}» has no row ${at}: it has ${rows.length}, counted from 0`);
    const texts = rows.map((row) => this.#desk.textAt(row.path("")));
    if (away) texts.push(...texts.splice(at, 1).map(() => ""));
    else texts.splice(at, 0, "");
    this.move(away ? { list, removed: at } : { list, inserted: at }, taken);
    for (let index = at; index < texts.length; index++) this.enter(`${list}.${index}`, texts[index]);
  }

  #showRows(list, values) {
    const length = Array.isArray(values) ? values.length : 0;
    if (!list.parent.list) list.aside = this.#desk.options.aside?.(list.name, values ?? []) ?? null;
    const count = list.aside ? 0 : length;
    while (list.rows.length > count) list.remove(list.rows.length - 1);
    for (let index = 0; index < count; index++) {
      const row = list.rows[index] ?? this.#made(list.insert(index));
      for (const [name, inner] of row.lists) this.#showRows(inner, valueAt(values[index], name));
      this.#showFields(row, values[index]);
    }
  }

  /** The page may dress a new row (its language, what it hides). */
  #made(row) {
    this.#desk.options.onRow?.(row.elements);
    return row;
  }

  #showFields(scope, values) {
    for (const [name, elements] of scope.fields) this.#showText(scope, name, elements, asText(valueAt(values, name)));
  }

  #showText(scope, name, elements, text) {
    writeText(elements, text);
    this.#desk.typed.set(elements[0], readText(elements));
    this.#desk.open.delete(elements[0]);
    this.mirror(scope, name, text);
  }
}

/** The value at a path of a plain object; undefined where there is none. */
export function valueAt(value, path) {
  if (!path) return value;
  return path.split(".").reduce((inside, key) => (inside && typeof inside === "object" && Object.hasOwn(inside, key) ? inside[key] : undefined), value);
}
