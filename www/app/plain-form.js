// Stands in where the core can not be loaded: keeps what is typed, judges nothing, so that the form stays a form.

const QUIET = { added: [], removed: [] };

export class PlainForm {
  #document = {};

  load(domanda) {
    this.#document = structuredClone(domanda);
  }

  toJSON() {
    return structuredClone(this.#document);
  }

  set(path, text) {
    const keys = path.split(".");
    const last = keys.pop();
    this.#below(keys)[last] = text;
    return QUIET;
  }

  setMany(edits) {
    for (const [path, text] of edits) this.set(path, text);
    return QUIET;
  }

  commit() {
    return QUIET;
  }

  reset() {
    this.#document = {};
  }

  /** No rulebook judges: the application keeps the name of its own. */
  rulebook() {
    return { name: this.#document.regolamento, version: this.#document.versioneRegolamento };
  }

  insert(list, index) {
    const keys = list.split(".");
    const last = keys.pop();
    const owner = this.#below(keys);
    owner[last] = Array.isArray(owner[last]) ? owner[last] : [];
    const at = index ?? owner[last].length;
    owner[last].splice(at, 0, {});
    return { ...QUIET, rows: { list, inserted: at } };
  }

  remove(list, index) {
    this.#below(list.split(".")).splice(index, 1);
    return { ...QUIET, rows: { list, removed: index } };
  }

  field(path) {
    return { path, text: path.split(".").reduce((inside, key) => inside?.[key], this.#document) };
  }

  diagnostics() {
    return [];
  }

  validate() {
    return [];
  }

  free() {}

  #below(keys) {
    let inside = this.#document;
    keys.forEach((key, at) => {
      inside[key] ??= /^\d+$/.test(keys[at + 1] ?? "") ? [] : {};
      inside = inside[key];
    });
    return inside;
  }
}
