// What is wrong, by cell: built from a whole check, brought up to date by every edit, asked for what shows.

const GRAVITY = { error: 0, warning: 1, info: 2 };
const WORKER = /^lavoratori\.(\d+)(?:\.(.+))?$/;

/** @typedef {{ rule: string, severity: string, message: string, fixable: boolean }} Finding */

export class Found {
  /** Row → field → findings. */
  #rows = [];
  /** Path → findings, outside the workers. */
  #head = new Map();
  counts = { error: 0, warning: 0, info: 0 };

  /** @param {import("./engine/findings.js").Group[]} groups of a whole check */
  constructor(groups = []) {
    this.#add(groups);
  }

  /** An edit: answers the rows it touched. */
  apply({ path, own, groups, removed }) {
    const touched = new Set();
    for (const [rule, place] of removed) touched.add(this.#drop(place, (finding) => finding.rule === rule));
    touched.add(this.#drop(path, () => true));
    this.#add(own, touched);
    this.#add(groups, touched);
    touched.delete(-1);
    return touched;
  }

  #add(groups, touched) {
    for (const { rule, severity, rows, fields, messages, fixable } of groups) {
      for (let at = 0; at < fields.length; at++) {
        const finding = { rule, severity, message: messages[at], fixable: fixable[at] === 1 };
        const list = this.#listAt(rows[at], fields[at]);
        if (list.some((other) => other.rule === rule)) continue;
        list.push(finding);
        if (list.length > 1) list.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
        this.counts[severity]++;
        touched?.add(rows[at]);
      }
    }
  }

  #listAt(row, field) {
    const cells = row < 0 ? this.#head : (this.#rows[row] ??= new Map());
    if (!cells.has(field)) cells.set(field, []);
    return cells.get(field);
  }

  /** The row that lost something; -1 for none. */
  #drop(path, which) {
    const found = WORKER.exec(path);
    const [row, field] = found ? [Number(found[1]), found[2] ?? ""] : [-1, path];
    const cells = row < 0 ? this.#head : this.#rows[row];
    const list = cells?.get(field);
    if (!list) return -1;
    const kept = list.filter((finding) => !which(finding));
    for (const { severity } of list) this.counts[severity]--;
    for (const { severity } of kept) this.counts[severity]++;
    if (kept.length) cells.set(field, kept);
    else cells.delete(field);
    if (row >= 0 && !cells.size) delete this.#rows[row];
    return row;
  }

  /** @returns {Finding[]} the gravest first */
  at(row, field) {
    return this.#rows[row]?.get(field) ?? NONE;
  }

  atHead(path) {
    return this.#head.get(path) ?? NONE;
  }

  headPaths() {
    return [...this.#head.keys()];
  }

  /** The gravest severity of a row; undefined where it has nothing to say. */
  gravest(row) {
    let gravest;
    for (const [first] of this.#rows[row]?.values() ?? NONE) if (gravest === undefined || GRAVITY[first.severity] < GRAVITY[gravest]) gravest = first.severity;
    return gravest;
  }

  /** The field of the gravest finding of a row. */
  worstField(row) {
    let worst;
    for (const [field, [first]] of this.#rows[row] ?? NONE) if (!worst || GRAVITY[first.severity] < GRAVITY[worst[1]]) worst = [field, first.severity];
    return worst?.[0];
  }

  hasRule(row, rule) {
    for (const list of this.#rows[row]?.values() ?? NONE) if (list.some((finding) => finding.rule === rule)) return true;
    return false;
  }

  insert(at, count) {
    if (this.#rows.length > at) this.#rows.splice(at, 0, ...Array.from({ length: count }));
  }

  remove(at) {
    for (const field of [...(this.#rows[at]?.keys() ?? NONE)]) this.#drop(`lavoratori.${at}${field && `.${field}`}`, () => true);
    if (this.#rows.length > at) this.#rows.splice(at, 1);
  }
}

const NONE = Object.freeze([]);
