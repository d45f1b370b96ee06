// Which fields show: those that the portal asks for this kind of application, and any that has a message.
import { shape } from "./shape.js";

export class Shown {
  #binding;
  #asked = new Map();
  /** Fields that are not asked, but have something to say. */
  #also = new Map();
  /** The kinds of application of this portal, `{ value, label }`. */
  tipi = [];

  constructor(binding) {
    this.#binding = binding;
  }

  /** Asks the core again: the portal, the kind of application or the language is another. */
  renew() {
    const fields = this.#binding.form.fields?.();
    if (!fields) return; // without the core everything shows
    this.#asked = new Map(fields.map((field) => [field.path, field]));
    this.tipi = this.#asked.get("tipo")?.words ?? [];
    if (this.tipi.length < 2) this.#asked.delete("tipo");
    this.#also.clear();
    this.#note(this.#binding.diagnostics());
    this.#shape();
  }

  /** A message in a field that is hidden brings it forth. */
  with(diagnostics) {
    if (this.#asked.size && this.#note(diagnostics)) this.#shape();
  }

  #note(diagnostics) {
    const before = this.#also.size;
    for (const { path } of diagnostics) {
      const field = path.replace(/\.\d+(?=\.|$)/g, ".*");
      if (!this.#asked.has(field)) this.#also.set(field, {});
    }
    return this.#also.size > before;
  }

  #shape() {
    const changed = shape(new Map([...this.#also, ...this.#asked]));
    for (const element of changed) this.#binding.rescan(element === document.body ? undefined : element);
  }
}
