// The workers on the page: columns of texts, so that ten thousand of them are a few arrays.

export class Rows {
  #columns;
  length;

  constructor(columns, length) {
    this.#columns = new Map(Object.entries(columns));
    this.length = length;
  }

  text(row, key) {
    return this.#columns.get(key)?.[row] ?? "";
  }

  set(row, key, text) {
    if (!this.#columns.has(key)) this.#columns.set(key, Array.from({ length: this.length }, () => ""));
    this.#columns.get(key)[row] = text;
  }

  /** Who a row is: by name, else by codice fiscale. */
  called(row) {
    return [this.text(row, "cognome"), this.text(row, "nome")].filter(Boolean).join(" ") || this.text(row, "codiceFiscale");
  }

  /** The keys that hold anything. */
  get keys() {
    return [...this.#columns.keys()];
  }

  insert(at, count) {
    for (const column of this.#columns.values()) column.splice(at, 0, ...Array.from({ length: count }, () => ""));
    this.length += count;
  }

  remove(at) {
    for (const column of this.#columns.values()) column.splice(at, 1);
    this.length--;
  }

  /** Every text of a row that is not empty. */
  textsOf(row) {
    return this.keys.filter((key) => this.text(row, key)).map((key) => [key, this.text(row, key)]);
  }
}
