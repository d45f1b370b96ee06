// Binds a plain HTML form to a Form of the core: what is typed goes in, what changed comes out at its field.
import { Answers } from "./answers.js";
import { FIELD, Desk } from "./desk.js";
import { Hands } from "./hands.js";
import { collect, targetOf } from "./messages.js";
import { Rows, valueAt } from "./rows.js";
import { listAt, scopeOf } from "./scope.js";
import { nameOf } from "./summary.js";
import { Whole } from "./whole.js";

export class Binding {
  #desk;
  #answers;
  #rows;
  #whole;
  #hands;
  #undo = [];
  #stop = new AbortController();

  constructor(element, options) {
    element.noValidate = true;
    this.#desk = new Desk(element, options);
    this.#answers = new Answers(this.#desk);
    this.#rows = new Rows(this.#desk, this.#answers);
    this.#whole = new Whole(this.#desk, this.#answers);
    this.#hands = new Hands(this.#desk, this.#answers, this.#rows, this, this.#stop.signal);
  }

  get form() {
    return this.#desk.form;
  }

  /** Shows an application: every field as left. */
  load(domanda) {
    this.form.load(domanda);
    this.#undo = [];
    this.#whole.close();
    this.#rows.show(domanda);
    this.#answers.repaintAll();
  }

  /** Goes on with another Form (another rulebook, another language); what was typed stays. */
  use(form, { language, texts } = {}) {
    const { options } = this.#desk;
    form.load(this.form.toJSON());
    this.#desk.form = form;
    if (language) options.language = language;
    if (texts) options.texts = texts;
    this.#desk.speak();
    this.#answers.forget();
    this.#answers.repaintAll();
    this.#whole.renew();
  }

  /** Writes a value as if a person had typed it and left the field. */
  set(path, text) {
    this.#answers.apply(this.form.set(path, this.#rows.write(path, text)));
    this.#hands.leave(path);
  }

  /** Reads a field again that a script of the page has filled. */
  sync(element) {
    const field = element.closest?.(FIELD);
    if (field) this.#hands.take(field, true);
  }

  /** Adds a row before `index`, or at the end. */
  add(list, index) {
    const { root, voice, say } = this.#desk;
    const at = index ?? listAt(list, root)?.rows.length;
    this.#rows.insert(list, at);
    this.#answers.recheck();
    voice.say(say("rowAdded", { n: (at ?? 0) + 1 }));
    return listAt(list, root)?.rows[at] ?? null;
  }

  /** Takes a row away; `undo()` brings it back as it was, the very same elements. */
  remove(list, index) {
    const kept = valueAt(this.form.toJSON(), `${list}.${index}`);
    const row = listAt(list, this.#desk.root)?.rows[index];
    this.#rows.remove(list, index);
    this.undoable(this.#desk.say("rowRemoved", { n: index + 1 }), () => {
      this.#rows.insert(list, index, row);
      this.#rows.refill(`${list}.${index}`, kept);
    });
  }

  /** Takes the last removal, fix or paste back. */
  undo() {
    const back = this.#undo.pop();
    if (!back) return false;
    const { voice, say, options } = this.#desk;
    back();
    this.#answers.recheck();
    voice.say(say("restored"));
    options.onUndoable?.(null);
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
    return groups;
  }

  /** Takes the person to a field, or to the list that a path names. */
  goTo(path) {
    this.#hands.reveal(targetOf(path, this.#desk.root));
  }

  /** What a path is called on this page: its label, and the number of its row. */
  nameOf(path) {
    return nameOf(path, this.#desk.root, this.#desk.say);
  }

  /** All that is shown now. */
  diagnostics() {
    const all = [];
    collect(this.#desk.root, all);
    return all;
  }

  /** Reads the page's marks again, after the page added or took away fields; `element` limits it to its row. */
  rescan(element) {
    const scope = element ? scopeOf(element, this.#desk.root) : this.#desk.root;
    scope.rescan();
    for (const name of scope.fields.keys()) this.#rows.restore(scope, name);
    for (const name of scope.notes.keys()) this.#answers.paint(scope, name);
  }

  destroy() {
    this.#stop.abort();
    this.#desk.voice.destroy();
    this.#hands.rest();
    this.#answers.forget();
  }
}

/** Binds a form; see dom.d.ts for the options. */
export function bind(element, options) {
  return new Binding(element, options);
}
