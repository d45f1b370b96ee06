// What is wrong, by cell: built from a whole check, brought up to date by every edit, asked for what shows.
//
// A whole check of ten thousand workers stays as it came, columns of figures with a chain for each row; a row becomes
// objects when it is looked at or edited.

const SEVERITIES = ["error", "warning", "info"];
const WORKER = /^lavoratori\.(\d+)(?:\.(.+))?$/;
const NONE = Object.freeze([]);

/** What only a whole check says of a field: it goes with the first key. */
const REQUIRED = /\/campo-obbligatorio$/;

/** @typedef {{ rule: string, severity: string, message: string, fixable: boolean }} Finding */

export class Found {
  /** Row → field → findings, for the rows that were looked at. */
  #rows = [];
  /** Row → its first finding, for the others; -1 for none. Findings follow each other by `#next`. */
  #first = [];
  #next;
  #groups;
  #groupOf;
  #placeOf;
  /** Path → findings, outside the workers. */
  #head = new Map();
  counts = { error: 0, warning: 0, info: 0 };
  /** The workers' fields in which something is or was said. */
  fields = new Set();

  /** @param {import("./engine/findings.js").Group[]} groups of a whole check, the gravest first */
  constructor(groups = []) {
    this.#groups = groups;
    const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    this.#next = new Int32Array(total);
    this.#groupOf = new Uint16Array(total);
    this.#placeOf = new Int32Array(total);
    let at = total;
    for (let group = groups.length - 1; group >= 0; group--) {
      const { rows, severity } = groups[group];
      this.counts[severity] += rows.length;
      for (let place = rows.length - 1; place >= 0; place--) {
        const row = rows[place];
        at--;
        this.#groupOf[at] = group;
        this.#placeOf[at] = place;
        if (row < 0) this.#put(this.#head, at);
        else {
          this.#next[at] = this.#first[row] ?? -1;
          this.#first[row] = at;
          this.fields.add(groups[group].names[groups[group].fields[place]]);
        }
      }
    }
    for (const list of this.#head.values()) list.reverse();
  }

  /** An edit: answers the rows it touched. @param {{ path: string, groups: object[], removed: [string, string][] }} change */
  apply({ path, groups, removed }) {
    const touched = new Set();
    for (const [rule, place] of removed) touched.add(this.#drop(place, (finding) => finding.rule === rule));
    touched.add(this.#drop(path, (finding) => REQUIRED.test(finding.rule)));
    for (const group of groups) for (let place = 0; place < group.rows.length; place++) touched.add(this.#add(group, place));
    touched.delete(-1);
    return touched;
  }

  #add(group, place) {
    const row = group.rows[place];
    const field = group.names[group.fields[place]];
    const list = listAt(row < 0 ? this.#head : this.#cells(row), field);
    const before = list.findIndex(({ rule }) => rule === group.rule);
    if (before >= 0) this.counts[list.splice(before, 1)[0].severity]--; // the same rule, with the figures of now
    list.push(findingOf(group, place));
    if (row >= 0) this.fields.add(field);
    list.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    this.counts[group.severity]++;
    return row;
  }

  #put(cells, at) {
    const group = this.#groups[this.#groupOf[at]];
    listAt(cells, group.names[group.fields[this.#placeOf[at]]]).push(findingOf(group, this.#placeOf[at]));
  }

  /** The findings of a row as objects, from now on. */
  #cells(row) {
    if (this.#rows[row]) return this.#rows[row];
    const cells = (this.#rows[row] = new Map());
    for (let at = this.#first[row] ?? -1; at >= 0; at = this.#next[at]) this.#put(cells, at);
    this.#first[row] = -1;
    return cells;
  }

  /** The row that lost something; -1 for none. */
  #drop(path, which) {
    const found = WORKER.exec(path);
    const [row, field] = found ? [Number(found[1]), found[2] ?? ""] : [-1, path];
    const cells = row < 0 ? this.#head : this.#cells(row);
    const list = cells.get(field) ?? NONE;
    const kept = list.filter((finding) => !which(finding));
    if (kept.length === list.length) return -1;
    for (const finding of list) if (which(finding)) this.counts[finding.severity]--;
    if (kept.length) cells.set(field, kept);
    else cells.delete(field);
    return row;
  }

  /** @returns {Finding[]} the gravest first */
  at = (row, field) => this.#cells(row).get(field) ?? NONE;

  atHead = (path) => this.#head.get(path) ?? NONE;

  /** The gravest severity of a row; undefined where it has nothing to say. */
  gravest(row) {
    let gravest = SEVERITIES.length;
    const note = (severity) => (gravest = Math.min(gravest, SEVERITIES.indexOf(severity)));
    if (this.#rows[row]) for (const [first] of this.#rows[row].values()) note(first.severity);
    else for (let at = this.#first[row] ?? -1; at >= 0; at = this.#next[at]) note(this.#groups[this.#groupOf[at]].severity);
    return SEVERITIES[gravest];
  }

  /** The fields of a row in which something is said that `wanted` picks; "" for the row as such. */
  fieldsOf = (row, wanted) => [...this.#cells(row)].filter(([, list]) => list.some(wanted)).map(([field]) => field);

  hasRule(row, rule) {
    if (this.#rows[row]) return [...this.#rows[row].values()].some((list) => list.some((finding) => finding.rule === rule));
    for (let at = this.#first[row] ?? -1; at >= 0; at = this.#next[at]) if (this.#groups[this.#groupOf[at]].rule === rule) return true;
    return false;
  }

  insert(at, count) {
    for (const list of [this.#rows, this.#first]) if (list.length > at) list.splice(at, 0, ...Array.from({ length: count }));
  }

  remove(at) {
    for (const list of this.#cells(at).values()) for (const { severity } of list) this.counts[severity]--;
    for (const list of [this.#rows, this.#first]) if (list.length > at) list.splice(at, 1);
  }
}

const findingOf = ({ rule, severity, messages, fixable }, place) => ({ rule, severity, message: messages[place], fixable: fixable[place] === 1 });

function listAt(cells, field) {
  if (!cells.has(field)) cells.set(field, []);
  return cells.get(field);
}
