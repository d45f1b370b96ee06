// Binds a plain HTML form to a Form of the core: what is typed goes in, what changed comes out at its field.
import { Adopted } from "./adopt.js";
import { Answers } from "./answers.js";
import { readText } from "./controls.js";
import { Desk } from "./desk.js";
import { toggleExplanation } from "./explain.js";
import { expectIndex, expectValue } from "../form.js";
import { pathOf } from "../paths.js";
import { Hands } from "./hands.js";
import { restoreNativeBounds } from "./hints.js";
import { collect, targetOf, unflag } from "./messages.js";
import { expectElement, expectPageForm, nextOf } from "./options.js";
import { Rows, valueAt } from "./rows.js";
import { asideAt, asides, dropIds, fieldOf, listAt, scopeOf } from "./scope.js";
import { nameOf } from "./summary.js";
import { Whole } from "./whole.js";

/** Which binding a form has, whichever copy of this script made it. */
const BOUND = Symbol.for("convalida.binding");

export class Binding {
  #desk;
  #answers;
  #rows;
  #whole;
  #hands;
  #adopted;
  #undo = [];
  #stop = new AbortController();
  #wasNoValidate;
  #unsubscribe;

  constructor(element, options) {
    expectPageForm(element);
    this.#desk = new Desk(element, options); // what is wrong with the call is told before anything is touched
    element[BOUND]?.destroy(); // bound twice: the later one goes on with what the page holds
    Object.defineProperty(element, BOUND, { __proto__: null, value: this, configurable: true });
    this.#wasNoValidate = element.noValidate;
    element.noValidate = true;
    this.#answers = new Answers(this.#desk);
    this.#rows = new Rows(this.#desk, this.#answers);
    this.#whole = new Whole(this.#desk, this.#answers, () => this.#fields());
    this.#hands = new Hands(this.#desk, this.#answers, this.#rows, this, this.#stop.signal);
    this.#adopted = new Adopted(this.#desk, this.#answers);
    try {
      this.#readMarked();
      this.#adopted.sync();
      this.#adopted.tellUnfound();
      this.#listen();
    } catch (error) {
      this.destroy(); // the page's own function failed, or what it answered is no name: nothing stays half bound
      throw error;
    }
    this.#desk.ready = true;
  }

  get form() {
    return this.#desk.form;
  }

  /** Shows an application: every field as left. */
  load(domanda) {
    this.#undo = [];
    this.#whole.close();
    this.rewrite(domanda);
  }

  /** Shows the same application with other values; what a whole check said is kept up to date. */
  rewrite(domanda) {
    this.form.load(domanda);
    this.#rows.show(this.form.toJSON());
    this.#answers.repaintAll();
  }

  /** Shows all rows anew, where they belong now: in the page's containers, or aside. */
  reshow() {
    this.#hands.leaveFocused();
    this.#rows.show(this.form.toJSON());
    this.#answers.repaintAll();
  }

  /** Goes on with another Form (another rulebook, another language); what was typed stays. */
  use(form, given) {
    const { language, texts } = nextOf(form, given);
    const { options, ownsForm, form: before } = this.#desk;
    form.load(before.toJSON());
    if (ownsForm && form !== before) before.free();
    options.form = this.#desk.form = form;
    this.#listen();
    if (language) options.language = language;
    if (texts) options.texts = texts;
    this.#desk.speak();
    this.#answers.forget();
    this.#answers.repaintAll();
    this.#whole.renew();
  }

  /** Writes a value as if a person had typed it and left the field. */
  set(path, text) {
    const at = pathOf(path);
    expectValue(at, text); // before the page shows it
    this.#answers.apply(this.form.set(at, this.#rows.write(at, text)));
    this.#hands.leave(at);
  }

  /** Writes a text as it is being typed: the field is not left yet. */
  type(path, text) {
    const at = pathOf(path);
    this.#answers.apply(this.form.set(at, text));
    if (this.#desk.whole) asideAt(at, this.#desk.root)?.settle(at, this.form.diagnostics(at));
  }

  /** What a field holds, as text. */
  text(path) {
    return this.#desk.textAt(path);
  }

  /** Opens or closes, in a place of the page, the explanation of a rule at a path. */
  explain(button, place, rule, path) {
    const { form, say, options } = this.#desk;
    toggleExplanation(button, place, form.explain(rule, path) ?? {}, say, options.ruleLink?.(rule));
  }

  /** Reads a field again that a script of the page has filled; without one, all that the page holds. */
  sync(element) {
    expectElement(element);
    const field = element && fieldOf(element);
    if (field) return this.#hands.take(field, true);
    if (element) return undefined;
    this.#readMarked();
    return this.#adopted.sync();
  }

  /** The page was set back to what it came with. */
  reread() {
    this.form.reset();
    this.#desk.typed = new WeakMap();
    this.#whole.close();
    this.#readMarked();
    this.#adopted.reset();
  }

  /** What to keep of an application that is not finished: `load` of another day takes it up. */
  draft() {
    const { name, version } = this.form.rulebook();
    return { ...this.form.toJSON(), regolamento: name, versioneRegolamento: version };
  }

  /** Adds a row before `index`, or at the end. */
  add(list, index) {
    const { root, voice, say } = this.#desk;
    const path = pathOf(list, "list");
    if (index !== undefined) expectIndex(index);
    const aside = listAt(path, root)?.aside;
    const at = index ?? aside?.length ?? listAt(path, root)?.rows.length;
    this.#rows.insert(path, at);
    this.#answers.recheck();
    voice.say(say("rowAdded", { n: (at ?? 0) + 1 }));
    return listAt(path, root)?.rows[at] ?? null;
  }

  /** Takes a row away; `undo()` brings it back as it was, the very same elements. */
  remove(list, index) {
    const path = pathOf(list, "list");
    expectIndex(index);
    const kept = valueAt(this.form.toJSON(), `${path}.${index}`);
    const row = listAt(path, this.#desk.root)?.rows[index];
    this.#rows.remove(path, index);
    this.undoable(this.#desk.say("rowRemoved", { n: index + 1 }), () => {
      this.#rows.insert(path, index, row);
      this.#rows.refill(path, index, kept);
    });
  }

  /** Takes the last removal, fix or paste back. */
  undo() {
    const back = this.#undo.pop();
    if (!back) return false;
    const { voice, say, options } = this.#desk;
    try {
      back();
      voice.say(say("restored"));
    } finally {
      this.#answers.recheck();
      options.onUndoable?.(null);
    }
    return true;
  }

  /** Something was done that `back` takes back: it is said, and the page may offer it. */
  undoable(label, back) {
    const { voice, options } = this.#desk;
    this.#undo.push(back);
    this.#answers.recheck();
    voice.say(label);
    options.onUndoable?.({ label, undo: () => this.undo() });
  }

  /** The whole check, with the summary on top of the form. */
  validate() {
    this.#hands.leaveFocused();
    const groups = this.#whole.check();
    this.#desk.options.onValidate?.(groups);
    if (groups.wrong.length + groups.missing.length > 0) emit(this.#desk.element, "convalida:invalid", groups);
    return groups;
  }

  /** Takes the person to a field, or to the list that a path names. */
  goTo(path) {
    const aside = asideAt(path, this.#desk.root);
    if (aside) return aside.goTo(path);
    this.#hands.reveal(targetOf(path, this.#desk.root));
  }

  /** What a path is called on this page: its label, and the number of its row. */
  nameOf(path) {
    return nameOf(path, this.#desk);
  }

  /** All that is shown now. */
  diagnostics() {
    const all = [];
    collect(this.#desk.root, all);
    for (const aside of asides(this.#desk.root)) all.push(...aside.diagnostics());
    return all;
  }

  /** Reads the page's marks again, after the page added or took away fields; `element` limits it to its row. */
  rescan(element) {
    expectElement(element);
    if (!element) this.#desk.expectMarks();
    const scope = element ? scopeOf(element, this.#desk.root) : this.#desk.root;
    scope.rescan();
    for (const [name, elements] of scope.fields) {
      // What a control holds is the person's, or the page's; an empty one shows what the form has.
      if (readText(elements) === "") this.#rows.restore(scope, name);
      else this.#hands.take(elements[0], true);
    }
    for (const name of scope.notes.keys()) this.#answers.paint(scope, name);
    if (!element) this.#adopted.sync();
  }

  /** Leaves the page as it was. */
  destroy() {
    const { element, voice, root, ownsForm } = this.#desk;
    if (element[BOUND] !== this) return;
    delete element[BOUND];
    this.#stop.abort();
    this.#unsubscribe?.();
    this.#hands.rest();
    this.#answers.forget();
    this.#whole.remove();
    voice.destroy();
    for (const place of root.made) place.remove();
    for (const control of element.elements) {
      unflag(control);
      restoreNativeBounds(control);
      for (const extra of control.querySelectorAll("option[data-convalida-extra]")) extra.remove();
    }
    this.#adopted.destroy();
    dropIds(element);
    element.noValidate = this.#wasNoValidate;
    if (ownsForm) this.form.free();
  }

  /** The paths that a whole check speaks of: all, or those of this page. */
  #fields() {
    const { fields, page } = this.#desk.options;
    if (typeof page === "function") return page();
    return page ? [...this.#adopted.paths, ...this.#desk.root.fields.keys(), ...this.#desk.root.lists.keys()] : fields;
  }

  /** What marked fields hold when the form is bound is read, as left. */
  #readMarked() {
    for (const elements of this.#desk.root.fields.values()) {
      const unasked = elements[0].type === "checkbox" && !elements[0].checked;
      if (!unasked && readText(elements) !== "") this.#hands.take(elements[0], true);
    }
  }

  /** The page hears of every Change on its form. */
  #listen() {
    this.#unsubscribe?.();
    this.#unsubscribe = this.form.subscribe?.((change) => emit(this.#desk.element, "convalida:change", change));
  }
}

const emit = (element, type, detail) => element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));

/** Binds a form; see dom.d.ts for the options. */
export function bind(element, options) {
  return new Binding(element, options);
}
