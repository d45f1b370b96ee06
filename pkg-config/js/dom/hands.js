// What the person does: typing, leaving, pressing, pasting; each handed on to the binding or to the core.
import { asText, isInstant, readText } from "./controls.js";
import { FIELD } from "./desk.js";
import { toggleExplanation } from "./explain.js";
import { fillTable, gridKey, parseTable } from "./grid.js";
import { hintBubble, hintText, setNativeBounds } from "./hints.js";
import { subjectOf } from "./messages.js";
import { locate, pathOf, scopeOf } from "./scope.js";

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
    const focused = element.ownerDocument.activeElement?.closest(FIELD);
    if (focused && element.contains(focused)) this.take(focused, true);
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
    this.#hint.hide(this.#desk.element);
  }

  #listen(signal) {
    const on = (target, type, handler, capture = false) => target.addEventListener(type, handler, { capture, signal });
    const form = this.#desk.element;
    const field = (handler) => (event) => {
      const target = event.target.closest?.(FIELD);
      if (target) handler(target, event);
    };
    on(form, "input", field((target, event) => !event.isComposing && this.take(target, isInstant(target))));
    on(form, "compositionend", field((target) => this.take(target, false)));
    on(form, "change", field((target) => this.#afterPointer(() => this.take(target, true))));
    on(form, "focusin", field((target) => this.#showHint(target)));
    on(form, "focusout", field((target) => {
      this.#hint.hide(target);
      this.#desk.voice.now();
      this.#afterPointer(() => this.take(target, this.#desk.open.has(target)));
    }));
    on(form, "click", (event) => this.#click(event));
    on(form, "keydown", field((target, event) => {
      const used = target.closest("[data-convalida-grid]") && gridKey(event, this.#desk.root, (list) => this.#binding.add(list.path()));
      if (used) event.preventDefault();
    }));
    on(form, "paste", field((target, event) => this.#paste(target, event)));
    on(form, "submit", (event) => {
      const groups = this.#binding.validate();
      if (groups.wrong.length + groups.missing.length || this.#desk.options.keepPage) event.preventDefault();
    });
    const view = form.ownerDocument;
    on(view, "pointerdown", () => (this.#pointer = true), true);
    for (const type of ["pointerup", "pointercancel"]) on(view, type, () => setTimeout(() => this.#released()), true);
    const jQuery = view.defaultView.jQuery;
    if (jQuery) {
      const heard = (event) => event.originalEvent === undefined && this.#binding.sync(event.target);
      jQuery(form).on("change.convalida", FIELD, heard);
      signal.addEventListener("abort", () => jQuery(form).off("change.convalida", FIELD, heard));
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
    const target = event.target.closest("button, a");
    if (!target || !this.#desk.element.contains(target)) return;
    if (target.dataset.convalidaAction) return this.#act(target);
    if (target.dataset.convalidaTarget !== undefined) {
      event.preventDefault();
      return this.reveal(target.ownerDocument.getElementById(target.hash.slice(1)));
    }
    if (target.dataset.convalidaAdd !== undefined) {
      const row = this.#binding.add(pathOf(target, this.#desk.root, target.dataset.convalidaAdd));
      row?.elements[0]?.querySelector(FIELD)?.focus();
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
    const { label, edits } = (now ?? diagnostic).fix;
    const before = edits.map((edit) => [edit.path, this.#desk.textAt(edit.path)]);
    for (const edit of edits) this.#binding.set(edit.path, asText(edit.value));
    this.#binding.undoable(this.#desk.say("fixed", { label }), () => before.forEach(([at, text]) => this.#binding.set(at, text)));
    this.#desk.control(edits[0].path)?.focus();
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
      for (let n = 0; n < before.added; n++) this.#rows.remove(before.list.path(), before.list.rows.length - 1);
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
