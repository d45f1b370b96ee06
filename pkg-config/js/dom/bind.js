// Binds a plain HTML form to a Form of the core: what is typed goes in, what changed comes out at its field.
import { announcer } from "./announcer.js";
import { asText, isInstant, labelOf, readText, writeText } from "./controls.js";
import { toggleExplanation } from "./explain.js";
import { fillTable, gridKey, parseTable } from "./grid.js";
import { hintBubble, hintText, setNativeBounds } from "./hints.js";
import { collect, paintField, subjectOf, targetOf } from "./messages.js";
import { Scope, listAt, locate, pathOf, scopeOf } from "./scope.js";
import { nameOf, showSummary, sortDiagnostics } from "./summary.js";
import { textsFor } from "./texts.js";

const FIELD = "[data-convalida]";

export class Binding {
  #element;
  #options;
  #form;
  #say;
  #root = new Scope();
  #typed = new WeakMap();
  #open = new WeakSet();
  #whole = false;
  #pointer = false;
  #waiting = [];
  #undo = [];
  #told = new Map();
  #voice;
  #hint;
  #stop = new AbortController();

  constructor(element, options) {
    this.#element = element;
    this.#options = options;
    this.#form = formFrom(options);
    this.#say = textsFor(options.language ?? "it", options.texts);
    this.#voice = announcer(options.live ?? element, options.delay ?? 1000);
    this.#hint = hintBubble(element.ownerDocument);
    element.noValidate = true;
    this.#root.elements = [element];
    this.#root.scan(element);
    this.#listen();
  }

  get form() {
    return this.#form;
  }

  /** Shows an application: every field as left. */
  load(domanda) {
    this.#form.load(domanda);
    this.#whole = false;
    this.#undo = [];
    this.#hideSummary();
    this.#show(domanda);
    this.#repaintAll();
  }

  /** Goes on with another Form (another rulebook, another language); what was typed stays. */
  use(form, { language, texts } = {}) {
    const domanda = this.#form.toJSON();
    const summary = this.#whole;
    form.load(domanda);
    this.#form = form;
    if (language) this.#options.language = language;
    if (texts) this.#options.texts = texts;
    this.#say = textsFor(this.#options.language ?? "it", this.#options.texts);
    this.#forget(this.#root);
    this.#repaintAll();
    const host = this.#summaryHost(false);
    if (summary && host && !host.hidden) this.#fillSummary(host, false);
  }

  /** Writes a value as if a person had typed it and left the field. */
  set(path, text) {
    this.#write(path, text);
    this.#apply(this.#form.set(path, text));
    this.#leave(path);
  }

  /** Reads a field again that a script of the page has filled. */
  sync(element) {
    const field = element.closest?.(FIELD);
    if (field) this.#take(field, true);
  }

  /** Adds a row before `index`, or at the end. */
  add(list, index) {
    const at = index ?? listAt(list, this.#root)?.rows.length;
    this.#insertRow(list, at);
    this.#recheck();
    this.#voice.say(this.#say("rowAdded", { n: (at ?? 0) + 1 }));
    return listAt(list, this.#root)?.rows[at] ?? null;
  }

  /** Takes a row away; `undo()` brings it back as it was, the very same elements. */
  remove(list, index) {
    const kept = valueAt(this.#form.toJSON(), `${list}.${index}`);
    const row = listAt(list, this.#root)?.rows[index];
    this.#removeRow(list, index);
    this.#undoable(this.#say("rowRemoved", { n: index + 1 }), () => {
      this.#insertRow(list, index, row);
      this.#refill(`${list}.${index}`, kept);
    });
  }

  /** Takes the last removal, fix or paste back. */
  undo() {
    const last = this.#undo.pop();
    if (!last) return false;
    last.back();
    this.#recheck();
    this.#voice.say(this.#say("restored"));
    this.#options.onUndoable?.(null);
    return true;
  }

  /** The whole check, with the summary on top of the form. */
  validate() {
    this.#leaveFocused();
    const groups = this.#fillSummary(this.#summaryHost(true), true);
    this.#options.onValidate?.(groups);
    return groups;
  }

  /** Takes the person to a field, or to the list that a path names. */
  goTo(path) {
    this.#reveal(targetOf(path, this.#root));
  }

  /** What a path is called on this page: its label, and the number of its row. */
  nameOf(path) {
    return nameOf(path, this.#root, this.#say);
  }

  /** All that is shown now. */
  diagnostics() {
    const all = [];
    collect(this.#root, all);
    return all;
  }

  /** Reads the page's marks again, after the page added or took away fields; `element` limits it to its row. */
  rescan(element) {
    const scope = element ? scopeOf(element, this.#root) : this.#root;
    scope.rescan();
    for (const name of scope.fields.keys()) this.#restore(scope, name);
    for (const name of scope.notes.keys()) this.#paint(scope, name);
  }

  destroy() {
    this.#stop.abort();
    this.#voice.destroy();
    this.#hint.hide(this.#element);
    this.#forget(this.#root);
  }

  // ---- what the page does ----

  #listen() {
    const on = (target, type, handler, capture = false) =>
      target.addEventListener(type, handler, { capture, signal: this.#stop.signal });
    const form = this.#element;
    const field = (handler) => (event) => {
      const target = event.target.closest?.(FIELD);
      if (target) handler(target, event);
    };
    on(form, "input", field((target, event) => !event.isComposing && this.#take(target, isInstant(target))));
    on(form, "compositionend", field((target) => this.#take(target, false)));
    on(form, "change", field((target) => this.#afterPointer(() => this.#take(target, true))));
    on(form, "focusin", field((target) => this.#showHint(target)));
    on(form, "focusout", field((target) => {
      this.#hint.hide(target);
      this.#voice.now();
      this.#afterPointer(() => this.#take(target, this.#open.has(target)));
    }));
    on(form, "click", (event) => this.#click(event));
    on(form, "keydown", field((target, event) => {
      if (target.closest("[data-convalida-grid]") && gridKey(event, this.#root, (list) => this.add(list.path()))) event.preventDefault();
    }));
    on(form, "paste", field((target, event) => this.#paste(target, event)));
    on(form, "submit", (event) => {
      const groups = this.validate();
      if (groups.wrong.length + groups.missing.length || this.#options.keepPage) event.preventDefault();
    });
    const view = form.ownerDocument;
    on(view, "pointerdown", () => (this.#pointer = true), true);
    for (const type of ["pointerup", "pointercancel"]) on(view, type, () => setTimeout(() => this.#released()), true);
    const jQuery = view.defaultView.jQuery;
    if (jQuery) {
      const heard = (event) => event.originalEvent === undefined && this.sync(event.target);
      jQuery(form).on("change.convalida", FIELD, heard);
      this.#stop.signal.addEventListener("abort", () => jQuery(form).off("change.convalida", FIELD, heard));
    }
  }

  /** While a button is held down nothing may grow: what was aimed at must still be there. */
  #afterPointer(task) {
    if (this.#pointer) this.#waiting.push(task);
    else task();
  }

  #released() {
    this.#pointer = false;
    for (const task of this.#waiting.splice(0)) task();
  }

  /** Hands a control's text over; `left` says that the person is done with it. */
  #take(element, left) {
    const scope = scopeOf(element, this.#root);
    const path = pathOf(element, this.#root);
    const { name } = locate(path, this.#root);
    const elements = scope.fields.get(name);
    if (!elements) return;
    const text = readText(elements);
    const [first] = elements;
    if (this.#typed.get(first) !== text && !(text === "" && !this.#typed.has(first))) {
      this.#typed.set(first, text);
      this.#open.add(first);
      this.#apply(this.#form.set(path, text), null, element);
      this.#mirror(scope, name, text);
      if (this.#whole) this.#settle(scope, name, path);
    }
    if (left && this.#open.has(first)) {
      this.#open.delete(first);
      this.#leave(path, element);
    }
  }

  #leave(path, element) {
    this.#apply(this.#form.commit(path), null, element);
    this.#recheck();
    this.#options.onCommit?.(path);
  }

  #leaveFocused() {
    const focused = this.#element.ownerDocument.activeElement?.closest(FIELD);
    if (focused && this.#element.contains(focused)) this.#take(focused, true);
  }

  #click(event) {
    const target = event.target.closest("button, a");
    if (!target || !this.#element.contains(target)) return;
    if (target.dataset.convalidaAction) return this.#act(target);
    if (target.dataset.convalidaTarget !== undefined) {
      event.preventDefault();
      return this.#reveal(target.ownerDocument.getElementById(target.hash.slice(1)));
    }
    if (target.dataset.convalidaAdd !== undefined) {
      const row = this.add(pathOf(target, this.#root, target.dataset.convalidaAdd));
      row?.elements[0]?.querySelector(FIELD)?.focus();
    } else if (target.dataset.convalidaRemove !== undefined) {
      this.#removeAt(target);
    }
  }

  #removeAt(button) {
    const row = scopeOf(button, this.#root);
    if (!row.list) return;
    const { list, index } = row;
    this.remove(list.path(), index);
    const next = list.rows[Math.min(index, list.rows.length - 1)];
    const stay =
      next?.elements[0].querySelector("[data-convalida-remove]") ??
      [...this.#element.querySelectorAll("[data-convalida-add]")].find((add) => pathOf(add, this.#root, add.dataset.convalidaAdd) === list.path());
    stay?.focus({ preventScroll: true });
  }

  #act(button) {
    const subject = subjectOf(button);
    if (!subject) return;
    if (button.dataset.convalidaAction === "fix") return this.#fix(subject);
    const explanation = this.#form.explain(subject.diagnostic.rule, subject.path) ?? {};
    const toggle = this.#options.onWhy ?? toggleExplanation;
    toggle(button, subject.item, explanation, this.#say);
  }

  /** Applies a fix as the core gives it now: rows may have moved since the message was made. */
  #fix({ path, diagnostic }) {
    const now = this.#form.diagnostics(path).find((other) => other.rule === diagnostic.rule);
    const { label, edits } = (now ?? diagnostic).fix;
    const before = edits.map((edit) => [edit.path, this.#textAt(edit.path)]);
    for (const edit of edits) this.set(edit.path, asText(edit.value));
    this.#undoable(this.#say("fixed", { label }), () => before.forEach(([at, text]) => this.set(at, text)));
    this.#field(edits[0].path)?.focus();
  }

  #paste(element, event) {
    if (!element.closest("[data-convalida-grid]")) return;
    const table = parseTable(event.clipboardData?.getData("text/plain") ?? "");
    if (!table) return;
    const before = fillTable(element, table, this.#root, {
      add: (list) => this.#insertRow(list.path(), list.rows.length),
      write: (path, text) => {
        const old = this.#textAt(path);
        this.#write(path, text);
        this.#apply(this.#form.set(path, text));
        this.#apply(this.#form.commit(path));
        return old;
      },
    });
    if (!before) return;
    event.preventDefault();
    this.#undoable(this.#say("pasted", { n: table.length }), () => {
      for (let n = 0; n < before.added; n++) this.#removeRow(before.list.path(), before.list.rows.length - 1);
      for (const [path, text] of before.texts) this.set(path, text);
    });
  }

  #reveal(target) {
    if (!target) return;
    for (let inside = target.closest("details"); inside; inside = inside.parentElement.closest("details")) inside.open = true;
    this.#options.onReveal?.(target);
    target.scrollIntoView({ block: "center", behavior: "instant" });
    target.focus({ preventScroll: true });
  }

  // ---- what the core answers ----

  /** Brings the page to where the form is; `taken` is a row that comes back, `typing` the control in hand. */
  #apply(change, taken = null, typing = null) {
    if (!change) return;
    if (change.rows) this.#moveRows(change.rows, taken);
    const touched = new Map();
    const touch = (path) => {
      const found = locate(path, this.#root);
      if (!touched.has(found.scope)) touched.set(found.scope, new Set());
      touched.get(found.scope).add(found.name);
      return found;
    };
    for (const { rule, path } of change.removed ?? []) {
      const { scope, name } = touch(path);
      const byRule = scope.notes.get(name);
      byRule?.delete(rule);
      if (byRule?.size === 0) scope.notes.delete(name);
    }
    for (const diagnostic of change.added ?? []) {
      const { scope, name } = touch(diagnostic.path);
      note(scope, name, diagnostic);
    }
    if (touched.size) {
      this.#still(() => {
        for (const [scope, names] of touched) for (const name of names) this.#paint(scope, name);
      });
    }
    if (typing) this.#announce(typing, touched);
    this.#options.onChange?.(change);
  }

  #insertRow(list, at, taken = null) {
    if (listAt(list, this.#root)?.parent.list) return this.#shiftInner(list, at, taken);
    this.#apply(this.#form.insert(list, at), taken);
  }

  #removeRow(list, at) {
    if (listAt(list, this.#root)?.parent.list) return this.#shiftInner(list, at, null, true);
    this.#apply(this.#form.remove(list, at));
  }

  /** A list of plain values inside a row: the core knows its values one by one, so they are typed again one place on. */
  #shiftInner(list, at, taken, away = false) {
    const { rows } = listAt(list, this.#root);
    const texts = rows.map((row) => this.#textAt(row.path("")));
    if (away) texts.push(...texts.splice(at, 1).map(() => ""));
    else texts.splice(at, 0, "");
    this.#moveRows(away ? { list, removed: at } : { list, inserted: at }, taken);
    for (let index = at; index < texts.length; index++) {
      this.#write(`${list}.${index}`, texts[index]);
      this.#apply(this.#form.set(`${list}.${index}`, texts[index]));
      this.#apply(this.#form.commit(`${list}.${index}`));
    }
  }

  #moveRows({ list, inserted, removed }, taken) {
    const target = listAt(list, this.#root);
    if (!target) return;
    if (removed !== undefined) target.remove(removed);
    if (inserted !== undefined) this.#made(target.insert(inserted, taken));
  }

  /** Runs `work`; afterwards the focused field stands where it stood on the screen. */
  #still(work) {
    const focused = this.#element.ownerDocument.activeElement;
    const held = focused && this.#element.contains(focused) ? focused : null;
    const before = held?.getBoundingClientRect().top;
    work();
    const moved = held?.isConnected ? held.getBoundingClientRect().top - before : 0;
    if (moved) this.#element.ownerDocument.defaultView.scrollBy({ top: moved, behavior: "instant" });
  }

  #paint(scope, name) {
    paintField(scope, name, { root: this.#root, say: this.#say, actions: (diagnostic) => this.#actions(diagnostic) });
  }

  #actions(diagnostic) {
    const actions = [];
    if (diagnostic.fix) actions.push({ kind: "fix", label: diagnostic.fix.label });
    if (this.#form.explain && this.#options.explain !== false) actions.push({ kind: "why", label: this.#say("why") });
    return actions;
  }

  /** After a pause: what the field in hand says now, and how many other fields changed. */
  #announce(element, touched) {
    const scope = scopeOf(element, this.#root);
    const { name } = locate(pathOf(element, this.#root), this.#root);
    let others = 0;
    for (const [other, names] of touched) for (const changed of names) if (other !== scope || changed !== name) others++;
    const pending = (this.#told.get("others") ?? 0) + others;
    this.#told.set("others", pending);
    const messages = () => [...(scope.notes.get(name)?.values() ?? [])].map((diagnostic) => diagnostic.message).join(" ");
    const before = this.#told.get(element) ?? "";
    if (messages() === before && !pending) return;
    this.#voice.later(() => {
      const now = messages();
      const parts = [];
      if (now !== (this.#told.get(element) ?? "")) parts.push(`${labelOf(element)}: ${now || this.#say("mended")}`);
      if (pending) parts.push(this.#say("others", { n: pending }));
      this.#told.clear();
      if (now) this.#told.set(element, now);
      return parts.join(". ");
    });
  }

  /** What the whole check alone said of a field goes with the keystroke that mends it. */
  #settle(scope, name, path) {
    const now = this.#form.diagnostics(path).filter((diagnostic) => diagnostic.path === path);
    const byRule = new Map(now.map((diagnostic) => [diagnostic.rule, diagnostic]));
    if (sameNotes(scope.notes.get(name), byRule)) return;
    if (byRule.size) scope.notes.set(name, byRule);
    else scope.notes.delete(name);
    this.#still(() => this.#paint(scope, name));
  }

  /** After a whole check, what it alone says must follow the edits too. */
  #recheck() {
    if (!this.#whole) return;
    this.#replaceNotes(this.#form.validate());
  }

  #replaceNotes(diagnostics) {
    const fresh = new Map();
    const touched = new Map();
    const touch = (scope, name) => (touched.get(scope) ?? touched.set(scope, new Set()).get(scope)).add(name);
    for (const diagnostic of diagnostics) {
      const { scope, name } = locate(diagnostic.path, this.#root);
      if (!fresh.has(scope)) fresh.set(scope, new Map());
      const names = fresh.get(scope);
      if (!names.has(name)) names.set(name, new Map());
      names.get(name).set(diagnostic.rule, diagnostic);
    }
    const visit = (scope) => {
      const next = fresh.get(scope) ?? new Map();
      for (const name of new Set([...scope.notes.keys(), ...next.keys()])) if (!sameNotes(scope.notes.get(name), next.get(name))) touch(scope, name);
      scope.notes = next;
      for (const list of scope.lists.values()) list.rows.forEach(visit);
    };
    visit(this.#root);
    this.#still(() => {
      for (const [scope, names] of touched) for (const name of names) this.#paint(scope, name);
    });
    if (touched.size) this.#options.onChange?.({ added: [], removed: [] });
  }

  #repaintAll() {
    this.#replaceNotes(this.#whole ? this.#form.validate() : this.#form.diagnostics());
    this.#options.onChange?.({ added: [], removed: [] });
  }

  /** Takes every message away, so that nothing in another language stays. */
  #forget(scope) {
    const names = [...scope.notes.keys()];
    scope.notes = new Map();
    for (const name of names) this.#paint(scope, name);
    for (const list of scope.lists.values()) for (const row of list.rows) this.#forget(row);
  }

  #showHint(element) {
    const path = pathOf(element, this.#root);
    if (isInstant(element)) return;
    const bounds = this.#form.bounds?.(path);
    setNativeBounds(element, bounds);
    const crowded = element.classList.contains("is-invalid") && element.closest("[data-convalida-grid]");
    this.#hint.show(element, crowded ? "" : hintText(bounds, this.#say, this.#options.language));
  }

  // ---- summary ----

  #summaryHost(make) {
    const known = this.#options.summary ?? this.#element.querySelector("[data-convalida-summary]");
    if (known || !make) return known;
    const host = this.#element.ownerDocument.createElement("div");
    host.setAttribute("data-convalida-summary", "");
    this.#element.prepend(host);
    return host;
  }

  #hideSummary() {
    const host = this.#summaryHost(false);
    if (!host) return;
    host.textContent = "";
    host.hidden = true;
  }

  #fillSummary(host, focus) {
    const onTheWay = this.#form.diagnostics();
    const whole = this.#form.validate();
    this.#whole = true;
    this.#replaceNotes(whole);
    const groups = sortDiagnostics(whole, onTheWay);
    showSummary(host, groups, this.#root, this.#say, focus);
    return groups;
  }

  // ---- rows and values ----

  #show(domanda) {
    for (const [name, list] of this.#root.lists) this.#showRows(list, valueAt(domanda, name));
    this.#showFields(this.#root, domanda);
  }

  #showRows(list, values) {
    const count = Array.isArray(values) ? values.length : 0;
    while (list.rows.length > count) list.remove(list.rows.length - 1);
    for (let index = 0; index < count; index++) {
      const row = list.rows[index] ?? this.#made(list.insert(index));
      for (const [name, inner] of row.lists) this.#showRows(inner, valueAt(values[index], name));
      this.#showFields(row, values[index]);
    }
  }

  /** The page may dress a new row (its language, what it hides). */
  #made(row) {
    this.#options.onRow?.(row.elements);
    return row;
  }

  #showFields(scope, values) {
    for (const [name, elements] of scope.fields) this.#showText(scope, name, elements, asText(valueAt(values, name)));
  }

  #showText(scope, name, elements, text) {
    writeText(elements, text);
    this.#typed.set(elements[0], readText(elements));
    this.#open.delete(elements[0]);
    this.#mirror(scope, name, text);
  }

  #restore(scope, name) {
    const text = this.#textAt(scope.path(name));
    this.#showText(scope, name, scope.fields.get(name), text);
  }

  #mirror(scope, name, text) {
    for (const place of scope.mirrors.get(name) ?? []) place.textContent = text;
  }

  #write(path, text) {
    const { scope, name } = locate(path, this.#root);
    const elements = scope.fields.get(name);
    if (elements) this.#showText(scope, name, elements, text);
  }

  /** Types a value of any depth again, row by row. */
  #refill(path, value) {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if ((listAt(path, this.#root)?.rows.length ?? 0) <= index) this.#insertRow(path, index);
        this.#refill(`${path}.${index}`, item);
      });
    } else if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) this.#refill(`${path}.${key}`, inner);
    } else if (value !== null && value !== undefined) {
      const text = asText(value);
      this.#write(path, text);
      this.#apply(this.#form.set(path, text));
      this.#apply(this.#form.commit(path));
    }
  }

  #textAt(path) {
    return asText(this.#form.field(path)?.text);
  }

  #field(path) {
    const { scope, name } = locate(path, this.#root);
    return scope.fields.get(name)?.[0] ?? null;
  }

  #undoable(label, back) {
    this.#undo.push({ label, back });
    this.#recheck();
    this.#voice.say(label);
    this.#options.onUndoable?.({ label, undo: () => this.undo() });
  }
}

/** The Form to work with: given ready, or made from a rulebook's name. */
function formFrom({ form, Form, rulebook, language, today }) {
  if (form) return form;
  const maker = Form ?? globalThis.convalida?.Form;
  if (rulebook && maker) return new maker(rulebook, { language, today });
  throw new Error("bind needs `form`, a Form of convalida, or `rulebook` together with `Form` (the class that `convalida` or `convalida/inline` exports).");
}

function note(scope, name, diagnostic) {
  if (!scope.notes.has(name)) scope.notes.set(name, new Map());
  scope.notes.get(name).set(diagnostic.rule, diagnostic);
}

function sameNotes(one, other) {
  if ((one?.size ?? 0) !== (other?.size ?? 0)) return false;
  for (const [rule, diagnostic] of one ?? []) if (other.get(rule)?.message !== diagnostic.message) return false;
  return true;
}

/** The value at a path of a plain object; undefined where there is none. */
function valueAt(value, path) {
  if (!path) return value;
  return path.split(".").reduce((inside, key) => (inside && typeof inside === "object" && Object.hasOwn(inside, key) ? inside[key] : undefined), value);
}

/** Binds a form; see dom.d.ts for the options. */
export function bind(element, options) {
  return new Binding(element, options);
}
