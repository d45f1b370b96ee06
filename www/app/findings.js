// What is to be corrected, in the side panel: every message a link with its row and person, grouped by rule when many.
import { make } from "./make.js";
import { t } from "./words.js";

/** From so many on, messages of one rule stand together. */
const MANY = 8;
const LONGEST = 50;

/** `goTo`, `nameOf` and `person` take a path; `titleOf` a rule. */
export class Findings {
  #ways;
  /** The rules whose groups a person opened. */
  #open = new Set();

  constructor(ways) {
    this.#ways = ways;
  }

  /** The list of some messages; nothing where there are none. */
  list(diagnostics) {
    if (!diagnostics.length) return null;
    const byRule = new Map();
    for (const diagnostic of diagnostics) byRule.set(diagnostic.rule, [...(byRule.get(diagnostic.rule) ?? []), diagnostic]);
    const groups = diagnostics.length < MANY ? diagnostics.map((diagnostic) => [diagnostic]) : [...byRule.values()];
    return make("ul", "rilievi", ...groups.slice(0, LONGEST).map((group) => (group.length > 1 ? this.#group(group) : this.#item(group[0]))));
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
    const details = make("details", "", make("summary", "", `${title} (${group.length})`), make("ul", "", ...group.slice(0, LONGEST).map((one) => this.#item(one))));
    if (group.length > LONGEST) details.append(make("p", "minuto", t("… e altri {n}", { n: group.length - LONGEST })));
    details.open = this.#open.has(rule);
    details.addEventListener("toggle", () => (details.open ? this.#open.add(rule) : this.#open.delete(rule)));
    return make("li", "", details);
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
