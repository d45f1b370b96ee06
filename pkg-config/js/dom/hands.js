// What the person does: typing, leaving, pressing, pasting; each handed on to the binding or to the core.
import { asText, isInstant, readText } from "./controls.js";
import { toggleExplanation } from "./explain.js";
import { fillTable, gridKey, parseTable } from "./grid.js";
import { hintBubble, hintText, setNativeBounds } from "./hints.js";
import { subjectOf } from "./messages.js";
import { fieldOf, locate, pathOf, scopeOf } from "./scope.js";

export class Hands {
  #desk;
  #answers;
  #rows;
  #binding;
  #hint;
  #pointer = false;
  #waiting = [];

  constructor(desk, answers, rows, binding, signal) {
    this.#desk = desk;
    this.#answers = answers;
    this.#rows = rows;
    this.#binding = binding;
    this.#hint = hintBubble(desk.element.ownerDocument);
    this.#listen(signal);
  }

  /** Hands a control's text over; `left` says that the person is done with it. */
  take(element, left) {
    const { root, form, typed, open, whole } = this.#desk;
    const scope = scopeOf(element, root);
    const path = pathOf(element, root);
    const { name } = locate(path, root);
    const elements = scope.fields.get(name);
    if (!elements) return;
    const text = readText(elements);
    const [first] = elements;
    if (typed.get(first) !== text && !(text === "" && !typed.has(first))) {
      typed.set(first, text);
      open.add(first);
      this.#answers.apply(form.set(path, text), null, element);
      this.#rows.mirror(scope, name, text);
      if (whole) this.#answers.settle(scope, name, path);
    }
    if (left && open.has(first)) {
      open.delete(first);
      this.leave(path, element);
    }
  }

  leave(path, element = null) {
    this.#answers.apply(this.#desk.form.commit(path), null, element);
    this.#answers.recheck();
    this.#desk.options.onCommit?.(path);
  }

  /** The field in hand counts as left. */
  leaveFocused() {
    const { element } = this.#desk;
    const focused = fieldOf(element.ownerDocument.activeElement);
    if (focused && belongs(focused, element)) this.take(focused, true);
  }

  /** Opens what hides an element and gives it the focus. */
  reveal(target) {
    if (!target) return;
    for (let inside = target.closest("details"); inside; inside = inside.parentElement.closest("details")) inside.open = true;
    this.#desk.options.onReveal?.(target);
    target.scrollIntoView({ block: "center", behavior: "instant" });
    target.focus({ preventScroll: true });
  }

  rest() {
    this.#hint.remove();
  }

  #listen(signal) {
    const on = (target, type, handler, capture = false) => target.addEventListener(type, handler, { capture, signal });
    const form = this.#desk.element;
    const view = form.ownerDocument;
    // A control may belong to the form and stand elsewhere in the page: form="…".
    const field = (handler) => (event) => {
      const target = fieldOf(event.target);
      if (target && belongs(target, form)) handler(target, event);
    };
    on(view, "input", field((target, event) => !event.isComposing && this.take(target, isInstant(target))));
    on(view, "compositionend", field((target) => this.take(target, false)));
    on(view, "change", field((target) => this.#afterPointer(() => this.take(target, true))));
    on(view, "focusin", field((target) => this.#showHint(target)));
    on(view, "focusout", field((target) => {
      this.#hint.hide(target);
      this.#desk.voice.now();
      this.#afterPointer(() => this.take(target, this.#desk.open.has(target)));
    }));
    on(view, "click", (event) => this.#click(event));
    on(form, "keydown", field((target, event) => {
      const used = target.closest("[data-convalida-grid]") && gridKey(event, this.#desk.root, (list) => this.#binding.add(list.path()));
      if (used) event.preventDefault();
    }));
    on(form, "paste", field((target, event) => this.#paste(target, event)));
    // Before the page's own scripts, whenever they began to listen.
    on(view, "submit", (event) => {
      if (event.target !== form) return;
      if (event.submitter?.formNoValidate) return; // the page wants it sent as it is
      const groups = this.#binding.validate();
      const blocked = groups.wrong.length + groups.missing.length > 0;
      if (blocked || this.#desk.options.keepPage) event.preventDefault();
      if (blocked) event.stopImmediatePropagation(); // nor do they send it in their own way
    }, true);
    // After the browser set the values back.
    on(form, "reset", () => setTimeout(() => !signal.aborted && this.#binding.reread()));
    on(view, "pointerdown", () => (this.#pointer = true), true);
    for (const type of ["pointerup", "pointercancel"]) on(view, type, () => setTimeout(() => !signal.aborted && this.#released()), true);
    const jQuery = view.defaultView.jQuery;
    if (jQuery) {
      // What jQuery's plug-ins set and tell in their own way: the browser fires nothing.
      const heard = (event) => event.originalEvent === undefined && this.#binding.sync(event.target);
      jQuery(form).on("change.convalida", heard);
      signal.addEventListener("abort", () => jQuery(form).off("change.convalida", heard));
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

  #click(event) {
    const target = event.target.closest?.("button, a");
    if (!target || !(belongs(target, this.#desk.element) || subjectOf(target))) return;
    if (target.dataset.convalidaAction) return this.#act(target);
    if (target.dataset.convalidaPath !== undefined) {
      event.preventDefault();
      return this.#binding.goTo(target.dataset.convalidaPath);
    }
    if (target.dataset.convalidaTarget !== undefined) {
      event.preventDefault();
      return this.reveal(target.ownerDocument.getElementById(target.hash.slice(1)));
    }
    if (target.dataset.convalidaAdd !== undefined) {
      const row = this.#binding.add(pathOf(target, this.#desk.root, target.dataset.convalidaAdd));
      row?.elements[0]?.querySelector("[data-convalida]")?.focus();
    } else if (target.dataset.convalidaRemove !== undefined) {
      this.#removeAt(target);
    }
  }

  #removeAt(button) {
    const { element, root } = this.#desk;
    const row = scopeOf(button, root);
    if (!row.list) return;
    const { list, index } = row;
    this.#binding.remove(list.path(), index);
    const next = list.rows[Math.min(index, list.rows.length - 1)];
    const stay =
      next?.elements[0].querySelector("[data-convalida-remove]") ??
      [...element.querySelectorAll("[data-convalida-add]")].find((add) => pathOf(add, root, add.dataset.convalidaAdd) === list.path());
    stay?.focus({ preventScroll: true });
  }

  #act(button) {
    const subject = subjectOf(button);
    if (!subject) return;
    if (button.dataset.convalidaAction === "fix") return this.#fix(subject);
    const { form, options, say } = this.#desk;
    const explanation = form.explain(subject.diagnostic.rule, subject.path) ?? {};
    if (options.onWhy) return options.onWhy(button, subject.item, explanation);
    toggleExplanation(button, subject.item, explanation, say, options.ruleLink?.(subject.diagnostic.rule));
  }

  /** Applies a fix as the core gives it now: rows may have moved since the message was made. */
  #fix({ path, diagnostic }) {
    const now = this.#desk.form.diagnostics(path).find((other) => other.rule === diagnostic.rule);
    const { label, edits } = (now ?? diagnostic).fix ?? {};
    if (!edits) return; // what it mended is gone meanwhile
    const before = edits.map((edit) => [edit.path, this.#desk.textAt(edit.path)]);
    for (const edit of edits) {
      this.#binding.set(edit.path, asText(edit.value));
      this.#tellPage(edit.path);
    }
    this.#binding.undoable(this.#desk.say("fixed", { label }), () => before.forEach(([at, text]) => this.#binding.set(at, text)));
    this.#desk.control(edits[0].path)?.focus();
  }

  /** The page's own scripts hear of what a fix wrote, as if it had been typed. */
  #tellPage(path) {
    const control = this.#desk.control(path);
    for (const type of ["input", "change"]) control?.dispatchEvent(new Event(type, { bubbles: true }));
  }

  #paste(element, event) {
    if (!element.closest("[data-convalida-grid]")) return;
    const table = parseTable(event.clipboardData?.getData("text/plain") ?? "");
    if (!table) return;
    const before = fillTable(element, table, this.#desk.root, {
      add: (list) => this.#rows.insert(list.path(), list.rows.length),
      write: (path, text) => this.#rows.enter(path, text),
    });
    if (!before) return;
    event.preventDefault();
    this.#binding.undoable(this.#desk.say("pasted", { n: table.length }), () => {
      for (let n = before.added - 1; n >= 0; n--) this.#rows.remove(before.list.path(), before.first + n);
      for (const [path, text] of before.texts) this.#binding.set(path, text);
    });
  }

  #showHint(element) {
    const { root, form, say, options } = this.#desk;
    const path = pathOf(element, root);
    if (isInstant(element)) return;
    const bounds = form.bounds?.(path);
    setNativeBounds(element, bounds);
    const crowded = element.classList.contains("is-invalid") && element.closest("[data-convalida-grid]");
    this.#hint.show(element, crowded ? "" : hintText(bounds, say, options.language));
  }
}

/** Whether an element is inside a form, or belongs to it from elsewhere. */
const belongs = (element, form) => form.contains(element) || element.form === form;
