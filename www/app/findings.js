// What is to be corrected, in the side panel: every message a link with its row and person, grouped by rule when many.
import { fold, listed } from "./fold.js";
import { make } from "./make.js";

/** From so many on, messages of one rule stand together. */
const MANY = 8;
const LIST = { className: "rilievi", longest: 50 };

/** `goTo`, `nameOf` and `person` take a path; `titleOf` a rule. */
export class Findings {
  #ways;

  constructor(ways) {
    this.#ways = ways;
  }

  /** The list of some messages, under a name. */
  list(name, diagnostics) {
    const byRule = new Map();
    for (const diagnostic of diagnostics) byRule.set(diagnostic.rule, [...(byRule.get(diagnostic.rule) ?? []), diagnostic]);
    const groups = diagnostics.length < MANY ? diagnostics.map((diagnostic) => [diagnostic]) : [...byRule.values()];
    return listed(name, groups, (group) => (group.length > 1 ? this.#group(group) : this.#item(group[0])), LIST);
  }

  /** A link to the place of a message; its words are where and who. */
  link(path, words = this.where(path)) {
    const button = make("button", "", words);
    button.type = "button";
    button.addEventListener("click", () => this.#ways.goTo(path));
    return button;
  }

  where(path) {
    return [this.#ways.nameOf(path), this.#ways.person(path)].filter(Boolean).join(", ");
  }

  #item({ path, message }) {
    return make("li", "", this.link(path), make("span", "rilievo", message));
  }

  #group(group) {
    const [{ rule }] = group;
    const title = this.#ways.titleOf(rule);
    const inside = () => listed(`regola ${rule}`, group, (one) => this.#item(one), LIST);
    return make("li", "", fold(`regola ${rule}`, `${title} (${group.length})`, inside));
  }
}

/** What the last answer changed in other places. */
export class Elsewhere {
  #said = [];
  #from = "";

  /** Takes a change in; one that touches nothing else leaves what was said while the same field is typed in. */
  note({ field, added = [], removed = [] }) {
    if (!field) return this.clear();
    const other = ({ path }) => path !== field.path;
    const gone = removed.filter((one) => other(one) && added.every(({ path, rule }) => path !== one.path || rule !== one.rule));
    const said = [...added.filter(other), ...gone.map(({ path }) => ({ path, message: null }))];
    if (said.length || field.path !== this.#from) this.#said = said;
    this.#from = field.path;
  }

  clear() {
    this.#said = [];
  }

  /** `{ path, message }`; the message is null where one went away. */
  get all() {
    return this.#said;
  }
}
