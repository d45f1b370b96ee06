// What the parts of one binding share: the form of the core, the page's marks, and how far the person is.
import { announcer } from "./announcer.js";
import { asText } from "./controls.js";
import { Scope, locate } from "./scope.js";
import { textsFor } from "./texts.js";

export const FIELD = "[data-convalida]";

export class Desk {
  /** What was last handed to the core, by control. */
  typed = new WeakMap();
  /** Controls that were typed in and not left yet. */
  open = new WeakSet();
  /** Whether the whole check was asked for: then what it alone says is kept up to date. */
  whole = false;

  constructor(element, options) {
    this.element = element;
    this.options = options;
    this.form = formFrom(options);
    this.voice = announcer(options.live ?? element, options.delay ?? 1000);
    this.root = new Scope();
    this.root.elements = [element];
    this.root.scan(element);
    this.speak();
  }

  /** Takes its words from the options: at the start, and after a change of language. */
  speak() {
    this.say = textsFor(this.options.language ?? "it", this.options.texts);
  }

  /** The text of a field, shown on the page or not. */
  textAt(path) {
    return asText(this.form.field(path)?.text);
  }

  /** The first control of a field, where the page shows it. */
  control(path) {
    const { scope, name } = locate(path, this.root);
    return scope.fields.get(name)?.[0] ?? null;
  }
}

/** The Form to work with: given ready, or made from a rulebook's name. */
function formFrom({ form, Form, rulebook, language, today }) {
  if (form) return form;
  const maker = Form ?? globalThis.convalida?.Form;
  if (rulebook && maker) return new maker(rulebook, { language, today });
  throw new Error("bind needs `form`, a Form of convalida, or `rulebook` together with `Form` (the class that `convalida` or `convalida/inline` exports).");
}
