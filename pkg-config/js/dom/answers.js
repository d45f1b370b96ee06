// What the core answers: a Change brings the page to where the form is, without moving what is being typed.
import { labelOf } from "./controls.js";
import { paintField, saysSame } from "./messages.js";
import { asideAt, asides, locate, pathOf, scopeOf } from "./scope.js";

export class Answers {
  #desk;
  #rows;
  #whole;
  #told = new Map();

  constructor(desk) {
    this.#desk = desk;
  }

  /** The rows and the answers need each other: a Change may move rows, a new row is a Change. */
  connect(rows) {
    this.#rows = rows;
  }

  /** After a whole check what it says is kept up to date. */
  follow(whole) {
    this.#whole = whole;
  }

  /** Shows what a Change says; `taken` is a row that comes back, `typing` the control in hand. */
  apply(change, taken = null, typing = null) {
    if (!change) return;
    if (change.rows) this.#rows.move(change.rows, taken);
    const touched = new Touched();
    for (const { rule, path } of change.removed ?? []) {
      if (asideAt(path, this.#desk.root)) continue;
      const { scope, name } = locate(path, this.#desk.root);
      touched.add(scope, name);
      const byRule = scope.notes.get(name);
      byRule?.delete(rule);
      if (byRule?.size === 0) scope.notes.delete(name);
    }
    for (const diagnostic of change.added ?? []) {
      if (asideAt(diagnostic.path, this.#desk.root)) continue;
      const { scope, name } = locate(diagnostic.path, this.#desk.root);
      touched.add(scope, name);
      if (!scope.notes.has(name)) scope.notes.set(name, new Map());
      scope.notes.get(name).set(diagnostic.rule, diagnostic);
    }
    if (touched.size) this.#still(() => touched.forEach((scope, name) => this.paint(scope, name)));
    for (const aside of asides(this.#desk.root)) aside.follow(change);
    if (typing) this.#announce(typing, touched);
    this.#desk.changed(change);
  }

  /** Shows what the notes of a field say. */
  paint(scope, name) {
    const { root, say, labelAt } = this.#desk;
    paintField(scope, name, { root, say, labelAt, actions: (diagnostic) => this.#actions(diagnostic) });
  }

  /** What the whole check alone said of a field goes with the keystroke that mends it. */
  settle(scope, name, path) {
    const now = this.#desk.form.diagnostics(path).filter((diagnostic) => diagnostic.path === path);
    const byRule = new Map(now.map((diagnostic) => [diagnostic.rule, diagnostic]));
    if (sameNotes(scope.notes.get(name), byRule)) return;
    if (byRule.size) scope.notes.set(name, byRule);
    else scope.notes.delete(name);
    this.#still(() => this.paint(scope, name));
  }

  /** After a whole check, what it alone says must follow the edits too. */
  recheck() {
    if (this.#desk.whole) this.replace(this.#whole.diagnostics());
  }

  /** Shows these diagnostics and no others. */
  replace(diagnostics) {
    const fresh = new Map();
    const touched = new Touched();
    const apart = new Map(asides(this.#desk.root).map((aside) => [aside, []]));
    for (const diagnostic of diagnostics) {
      const aside = asideAt(diagnostic.path, this.#desk.root);
      if (aside) {
        apart.get(aside).push(diagnostic);
        continue;
      }
      const { scope, name } = locate(diagnostic.path, this.#desk.root);
      if (!fresh.has(scope)) fresh.set(scope, new Map());
      const names = fresh.get(scope);
      if (!names.has(name)) names.set(name, new Map());
      names.get(name).set(diagnostic.rule, diagnostic);
    }
    const visit = (scope) => {
      const next = fresh.get(scope) ?? new Map();
      for (const name of new Set([...scope.notes.keys(), ...next.keys()])) {
        if (!sameNotes(scope.notes.get(name), next.get(name))) touched.add(scope, name);
      }
      scope.notes = next;
      for (const list of scope.lists.values()) list.rows.forEach(visit);
    };
    visit(this.#desk.root);
    for (const [aside, own] of apart) aside.show(own);
    this.#still(() => touched.forEach((scope, name) => this.paint(scope, name)));
    if (touched.size) this.#desk.changed({ added: [], removed: [] });
  }

  repaintAll() {
    const { form, whole } = this.#desk;
    this.replace(whole ? this.#whole.diagnostics() : form.diagnostics());
    this.#desk.changed({ added: [], removed: [] });
  }

  /** Takes every message away, so that nothing in another language stays. */
  forget(scope = this.#desk.root) {
    const names = [...scope.notes.keys()];
    scope.notes = new Map();
    for (const name of names) this.paint(scope, name);
    for (const list of scope.lists.values()) for (const row of list.rows) this.forget(row);
  }

  #actions(diagnostic) {
    const { form, options, say } = this.#desk;
    const actions = [];
    if (diagnostic.fix) actions.push({ kind: "fix", label: diagnostic.fix.label });
    if (form.explain && options.explain !== false) actions.push({ kind: "why", label: say("why") });
    return actions;
  }

  /** Runs `work`; afterwards the focused field stands where it stood on the screen. */
  #still(work) {
    const { element } = this.#desk;
    const focused = element.ownerDocument.activeElement;
    const held = focused && element.contains(focused) ? focused : null;
    const before = held?.getBoundingClientRect().top;
    work();
    const moved = held?.isConnected ? held.getBoundingClientRect().top - before : 0;
    if (moved) element.ownerDocument.defaultView.scrollBy({ top: moved, behavior: "instant" });
  }

  /** After a pause: what the field in hand says now, and how many other fields changed. */
  #announce(element, touched) {
    const { root, say, voice, labelAt } = this.#desk;
    const scope = scopeOf(element, root);
    const { name } = locate(pathOf(element, root), root);
    let others = 0;
    touched.forEach((other, changed) => {
      if (other !== scope || changed !== name) others++;
    });
    const pending = (this.#told.get("others") ?? 0) + others;
    this.#told.set("others", pending);
    const messages = () => [...(scope.notes.get(name)?.values() ?? [])].map((diagnostic) => diagnostic.message).join(" ");
    const before = this.#told.get(element) ?? "";
    if (messages() === before && !pending) return;
    voice.later(() => {
      const now = messages();
      const parts = [];
      if (now !== (this.#told.get(element) ?? "")) parts.push(`${labelOf(element, () => labelAt(scope.path(name)))}: ${now || say("mended")}`);
      if (pending) parts.push(say("others", { n: pending }));
      this.#told.clear();
      if (now) this.#told.set(element, now);
      return parts.join(". ");
    });
  }
}

/** The fields that an answer changed, each once. */
class Touched {
  #scopes = new Map();

  get size() {
    return this.#scopes.size;
  }

  add(scope, name) {
    if (!this.#scopes.has(scope)) this.#scopes.set(scope, new Set());
    this.#scopes.get(scope).add(name);
  }

  forEach(use) {
    for (const [scope, names] of this.#scopes) for (const name of names) use(scope, name);
  }
}

function sameNotes(one, other) {
  if ((one?.size ?? 0) !== (other?.size ?? 0)) return false;
  for (const [rule, diagnostic] of one ?? []) if (!saysSame(diagnostic, other.get(rule))) return false;
  return true;
}
