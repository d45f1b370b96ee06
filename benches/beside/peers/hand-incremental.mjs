// JavaScript by hand, incremental: texts read once into typed columns; a keystroke reads one field and judges one row (for
// a codice fiscale, also those of the same person), a header keystroke judges every row from the columns.

import { Persons } from "../rules/persons.mjs";
import { readCode, readDay, readHours, readInteger, readWeek } from "../rules/read.mjs";
import { TWICE, judgeHeader, tell, verdict } from "../rules/rules.mjs";

const READERS = { dataAssunzione: readDay, orarioSettimanale: readHours, giorniSettimana: readWeek, giorni: readInteger, ore: readHours };
const NOTHING = [];

class Form {
  #application;
  #header;
  #said = []; // about the header
  #columns = {};
  #codes;
  #bits;
  #persons = new Persons();
  #person = { name: 0, rest: 0 };

  constructor(application) {
    const workers = application.lavoratori;
    const count = workers.length;
    this.#application = application;
    this.#codes = new Int32Array(count);
    this.#bits = new Int32Array(count);
    this.#persons.reset(count);
    for (const field of Object.keys(READERS)) this.#columns[field] = new Int32Array(count);
    const { dataAssunzione, orarioSettimanale, giorniSettimana, giorni, ore } = this.#columns;
    for (let at = 0; at < count; at++) {
      const worker = workers[at];
      this.#readCode(at, worker.codiceFiscale);
      dataAssunzione[at] = readDay(worker.dataAssunzione);
      orarioSettimanale[at] = readHours(worker.orarioSettimanale);
      giorniSettimana[at] = readWeek(worker.giorniSettimana);
      giorni[at] = readInteger(worker.giorni);
      ore[at] = readHours(worker.ore);
    }
    this.#judgeAll();
  }

  #readCode(at, text) {
    this.#codes[at] = readCode(text, this.#person);
    if (this.#codes[at] === 1) this.#persons.add(at, this.#person.name, this.#person.rest);
  }

  #judgeAll() {
    this.#said = [];
    this.#header = judgeHeader(this.#application, this.#codes.length, sayInto(this.#said));
    for (let at = 0; at < this.#codes.length; at++) this.#judge(at);
  }

  #judge(at) {
    const { dataAssunzione, orarioSettimanale, giorniSettimana, giorni, ore } = this.#columns;
    let bits = verdict(this.#header, this.#codes[at], dataAssunzione[at], orarioSettimanale[at], giorniSettimana[at], giorni[at], ore[at]);
    if (this.#codes[at] === 1 && this.#persons.firstOf(at) !== at) bits |= TWICE;
    this.#bits[at] = bits;
  }

  /** What is said of a row, added to a list. */
  #tell(at, list) {
    const bits = this.#bits[at];
    if (bits === 0) return;
    const { dataAssunzione, orarioSettimanale, giorniSettimana, giorni, ore } = this.#columns;
    const first = bits & TWICE ? this.#persons.firstOf(at) : -1;
    const row = { first, hired: dataAssunzione[at], hours: orarioSettimanale[at], week: giorniSettimana[at], days: giorni[at], asked: ore[at] };
    tell(bits, this.#header, row, at, sayInto(list));
  }

  diagnostics() {
    const list = this.#said.slice();
    for (let at = 0; at < this.#bits.length; at++) this.#tell(at, list);
    return list;
  }

  set(path, text) {
    if (!path.startsWith("lavoratori.")) return this.#setHeader(path, text);
    const dot = path.indexOf(".", 11);
    const at = Number(path.slice(11, dot));
    const field = path.slice(dot + 1);
    if (field === "codiceFiscale") return this.#setCode(at, text);
    const before = this.#bits[at] === 0 ? NOTHING : [];
    if (before !== NOTHING) this.#tell(at, before);
    this.#put(at, field, text);
    this.#judge(at);
    if (this.#bits[at] === 0) return change(before, NOTHING);
    const after = [];
    this.#tell(at, after);
    return change(before, after);
  }

  #put(at, field, text) {
    this.#application.lavoratori[at][field] = text;
    this.#columns[field][at] = READERS[field](text);
  }

  #setCode(at, text) {
    const touched = new Set([at]);
    if (this.#codes[at] === 1) for (const row of this.#persons.rowsLike(at)) touched.add(row);
    if (readCode(text, this.#person) === 1) for (const row of this.#persons.rowsOf(this.#person.name, this.#person.rest)) touched.add(row);
    const before = [];
    for (const row of touched) this.#tell(row, before);
    if (this.#codes[at] === 1) this.#persons.remove(at);
    this.#application.lavoratori[at].codiceFiscale = text;
    this.#readCode(at, text);
    const after = [];
    for (const row of touched) {
      this.#judge(row);
      this.#tell(row, after);
    }
    return change(before, after);
  }

  #setHeader(path, text) {
    const before = this.diagnostics();
    const keys = path.split(".");
    const last = keys.pop();
    keys.reduce((holder, key) => holder[key], this.#application)[last] = text;
    this.#judgeAll();
    return change(before, this.diagnostics());
  }

  /** Cells of rows, none of them a codice fiscale. */
  setMany(edits) {
    const touched = new Set();
    const cells = edits.map(([path, text]) => {
      const [, row, field] = path.split(".");
      touched.add(Number(row));
      return { at: Number(row), field, text };
    });
    const before = [];
    for (const at of touched) this.#tell(at, before);
    for (const { at, field, text } of cells) this.#put(at, field, text);
    const after = [];
    for (const at of touched) {
      this.#judge(at);
      this.#tell(at, after);
    }
    return change(before, after);
  }
}

const sayInto = (list) => (rule, severity, path, message) => list.push({ rule, severity, path, message });

function change(before, after) {
  if (before.length === 0) return { added: after, removed: NOTHING };
  if (after.length === 0) return { added: NOTHING, removed: before };
  const key = ({ rule, severity, path, message }) => `${rule}|${severity}|${path}|${message}`;
  const was = new Set(before.map(key));
  const is = new Set(after.map(key));
  const said = new Set(after.map(({ rule, path }) => `${rule}|${path}`));
  return {
    added: after.filter((each) => !was.has(key(each))),
    removed: before.filter((each) => !is.has(key(each)) && !said.has(`${each.rule}|${each.path}`)),
  };
}

export const create = () => ({
  check: (application) => new Form(application).diagnostics(),
  form: (application) => new Form(application),
});
