// Which fields show: those that the portal asks now for this kind of application, and any that has something to say.
import { shape, shapeRow } from "./shape.js";

const patternOf = (path) => path.replace(/\.\d{4}-\d\d$/, ".<aaaa-mm>").replace(/\.\d+(?=\.|$)/g, ".*");

export class Shown {
  #binding;
  /** What the rulebook asks, sooner or later, by path with `*` for rows. */
  #fields = new Map();
  /** Fields that have, or had, something to say. */
  #spoke = new Map();
  #drawn = "";
  #missed;
  /** What the whole check of an empty application misses, needed or not: none of it is called optional. */
  #awaited = new Set();
  /** The kinds of application of this portal, `{ value, label }`. */
  tipi = [];

  /** `missed` answers the paths that an empty application misses. */
  constructor(binding, missed) {
    this.#binding = binding;
    this.#missed = missed;
  }

  /** Asks the core again: the portal, the kind of application or the language is another. */
  renew() {
    this.#spoke.clear();
    this.#drawn = "";
    this.#awaited = new Set(this.#missed().map(patternOf));
    this.#note(this.#binding.diagnostics());
    this.update();
  }

  /** A message in a field that is hidden brings it forth. */
  with(diagnostics) {
    if (this.#fields.size && this.#note(diagnostics)) this.update();
  }

  /** An answer was given: what waits for it may come, or go. */
  update(path = "") {
    const fields = this.#binding.form.fields?.();
    if (!fields) return; // without the core everything shows
    this.#fields = new Map(fields.map((field) => [field.path, { ...field, awaited: this.#awaited.has(field.path) }]));
    this.tipi = this.#fields.get("tipo")?.words ?? [];
    if (this.tipi.length < 2) this.#fields.delete("tipo");
    const shows = new Map(this.#spoke);
    for (const [pattern, field] of this.#fields) if (field.asked || this.#keeps(pattern)) shows.set(pattern, field);
    const drawn = [...shows].map(([pattern, { required, words }]) => `${pattern} ${required} ${words?.length}`).join();
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      for (const element of shape(shows)) this.#binding.rescan(element === document.body ? undefined : element);
      this.#rows().forEach((row, index) => this.row(row, index));
    }
    const [, index] = /^lavoratori\.(\d+)\./.exec(path) ?? [];
    const row = index && this.#rows()[index];
    if (row) this.row(row, Number(index));
  }

  /** In a worker's row shows what his own answers call for. */
  row(row, index = this.#rows().indexOf(row)) {
    shapeRow(row, (pattern, name) => {
      const field = this.#fields.get(pattern);
      return field?.when.length ? this.#binding.form.asks(`lavoratori.${index}.${name}`, field) : undefined;
    });
  }

  #rows() {
    return [...document.querySelectorAll("#lavoratori > [data-convalida-row]")];
  }

  /** What holds a text stays, whatever the other answers are. */
  #keeps(pattern) {
    if (this.#spoke.has(pattern)) return true;
    return !pattern.includes("*") && this.#binding.form.field(pattern).text !== "";
  }

  #note(diagnostics) {
    const before = this.#spoke.size;
    for (const { path } of diagnostics) {
      const pattern = patternOf(path);
      if (!this.#spoke.has(pattern)) this.#spoke.set(pattern, {});
    }
    return this.#spoke.size > before;
  }
}
