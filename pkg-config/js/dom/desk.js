// What the parts of one binding share: the form of the core, the page's marks, and how far the person is.
import { kindOf } from "../copy.js";
import { wrong } from "../errors.js";
import { announcer } from "./announcer.js";
import { Form } from "../form.js";
import { alike, expectFields, meant, pathOf, patternOf } from "../paths.js";
import { asText } from "./controls.js";
import { bindOptionsOf } from "./options.js";
import { Scope, locate, markedPaths } from "./scope.js";
import { textsFor } from "./texts.js";

export class Desk {
  /** What was last handed to the core, by control. */
  typed = new WeakMap();
  /** Controls that were typed in and not left yet. */
  open = new WeakSet();
  /** Whether the whole check was asked for: then what it alone says is kept up to date. */
  whole = false;

  constructor(element, options) {
    this.element = element;
    this.options = bindOptionsOf(options);
    this.form = formFrom(this.options);
    this.#expectNames();
    this.voice = announcer(this.options.live ?? element, this.options.delay ?? 1000);
    this.root = new Scope();
    this.root.elements = [element];
    this.root.scan(element);
    this.speak();
  }

  /** A misspelt name would be a field that nobody checks: it is told. */
  #expectNames() {
    const { fields = [], names, values } = this.options;
    expectFields(fields, this.form);
    if (names && typeof names !== "function") expectFields(Object.values(names), this.form, "names", "`names` leads to");
    if (values) this.#expectWords(values);
    this.expectMarks();
  }

  /** The same of what the page's codes stand for. */
  #expectWords(values) {
    expectFields(Object.keys(values), this.form, "values");
    const known = this.form.fields?.() ?? [];
    for (const [field, codes] of Object.entries(values)) {
      if (typeof codes !== "object" || codes === null) throw wrong(`\`values\` gives \`${field}\` an object { code: value }, not ${kindOf(codes)}`);
      const words = known.find(({ path }) => path === patternOf(pathOf(field)))?.words?.map(({ value }) => value) ?? [];
      const taken = new Set(["", ...words.map((word) => word.toLowerCase())]);
      for (const word of Object.values(codes).map((value) => asText(value).trim())) {
        const near = taken.has(word.toLowerCase()) ? undefined : alike(word, words);
        if (near !== undefined) throw wrong(`\`values\` leads from \`${field}\` to \`${word}\`, which it does not take${meant(near)}`);
      }
    }
  }

  /** The same of the page's own marks. */
  expectMarks() {
    expectFields([...markedPaths(this.element)], this.form, "data-convalida", "the page marks (`data-convalida`)");
  }

  /** Whether `bind` is done: what it reads at the start is told to nobody. */
  ready = false;

  changed(change) {
    if (this.ready) this.options.onChange?.(change);
  }

  /** Takes its words from the options: at the start, and after a change of language. */
  speak() {
    this.say = textsFor(this.options.language ?? "it", this.options.texts);
  }

  /** The text of a field, shown on the page or not; none where there is no such row. */
  textAt(path) {
    try {
      return asText(this.form.field(path)?.text);
    } catch {
      return "";
    }
  }

  /** What the rulebook calls a field, where the form can tell; else its path. */
  labelAt = (path) => this.form.fields?.().find((field) => field.path === patternOf(path))?.label ?? path;

  /** Whether this binding made its form: then it frees it, too. */
  get ownsForm() {
    return this.options.form === undefined;
  }

  /** The first control of a field, where the page shows it. */
  control(path) {
    const { scope, name } = locate(path, this.root);
    return scope.fields.get(name)?.[0] ?? null;
  }
}

/** The Form to work with: given ready, or made from a rulebook's name. */
function formFrom({ form, Form: Maker = Form, rulebook, language, today, messages }) {
  if (form) return form;
  if (rulebook) return new Maker(rulebook, { language, today, messages });
  throw wrong("bind needs `rulebook`, the name of a loaded one, or `form`, a Form.");
}
