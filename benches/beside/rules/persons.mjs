// Which row a person stands in first: a hash table of chains over typed arrays, that can also forget a row.

export class Persons {
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #names = new Int32Array(0);
  #rests = new Int32Array(0);
  #mask = 0;

  /** Empty again, for so many rows. */
  reset(rows) {
    let buckets = 16;
    while (buckets < rows * 2) buckets *= 2;
    if (buckets > this.#heads.length) {
      this.#heads = new Int32Array(buckets);
      this.#next = new Int32Array(buckets);
      this.#names = new Int32Array(buckets);
      this.#rests = new Int32Array(buckets);
    }
    this.#mask = buckets - 1;
    this.#heads.fill(-1, 0, buckets);
  }

  #bucket(name, rest) {
    const hash = Math.imul(name, 0x9e3779b1) ^ Math.imul(rest, 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }

  add(row, name, rest) {
    const bucket = this.#bucket(name, rest);
    this.#names[row] = name;
    this.#rests[row] = rest;
    this.#next[row] = this.#heads[bucket];
    this.#heads[bucket] = row;
  }

  remove(row) {
    const bucket = this.#bucket(this.#names[row], this.#rests[row]);
    let at = this.#heads[bucket];
    if (at === row) this.#heads[bucket] = this.#next[row];
    else {
      while (this.#next[at] !== row) at = this.#next[at];
      this.#next[at] = this.#next[row];
    }
  }

  /** The first row of a person, or -1. */
  first(name, rest) {
    let first = -1;
    for (let row = this.#heads[this.#bucket(name, rest)]; row >= 0; row = this.#next[row]) {
      if (this.#names[row] === name && this.#rests[row] === rest && (first < 0 || row < first)) first = row;
    }
    return first;
  }

  /** The first row of the person in a row. */
  firstOf(row) {
    return this.first(this.#names[row], this.#rests[row]);
  }

  /** All rows of a person. */
  rowsOf(name, rest) {
    const rows = [];
    for (let row = this.#heads[this.#bucket(name, rest)]; row >= 0; row = this.#next[row]) {
      if (this.#names[row] === name && this.#rests[row] === rest) rows.push(row);
    }
    return rows;
  }

  /** All rows of the person in a row. */
  rowsLike(row) {
    return this.rowsOf(this.#names[row], this.#rests[row]);
  }
}
