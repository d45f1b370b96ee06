// What the page asks of its worker. Nothing here touches the page; nothing leaves the computer.
import { Form, checkDossier } from "../../../pkg/inline.js";
import { Refusal, carryOut, propose, ragged, readBytes, readText } from "../import/index.js";
import { Application } from "./application.js";
import { Books } from "./books.js";
import { earlierOf, groupsOf } from "./dossier.js";
import { Drafts } from "./drafts.js";
import { exported } from "./exported.js";
import * as matches from "./matches.js";
import { sha256 } from "./sha256.js";

/** Between two looks at the messages that wait, so many milliseconds of work. */
const BREATH = 40;

/** Fields of a worker that every import may fill, whatever the rulebook asks. */
const ALWAYS = ["cognome", "nome", "qualifica", "tipoContratto"];

export class Engine {
  #options = { language: "it" };
  #books;
  #sources = new Map();
  #applications = new Map();
  #next = 1;
  #stopped = false;
  drafts = new Drafts();

  /** @param {{ language: "it" | "en", today: string }} options */
  start(options) {
    this.#options = options;
    this.#books = new Books(options);
    for (const application of this.#applications.values()) application.renew(this.#bookOf(application.rulebook.name), options);
    return this.#books.offered;
  }

  // ---- reading ----

  /** The work under way ends at its next step. */
  stop() {
    this.#stopped = true;
  }

  /** Tells how far a work is, and ends it with a sentence where a person has stopped it. */
  #steps(progress, refusal) {
    this.#stopped = false;
    return async (share) => {
      progress(share);
      await new Promise((done) => setTimeout(done));
      if (this.#stopped) throw refusal();
    };
  }

  /**
   * @param {{ name: string, bytes?: Uint8Array, text?: string }} file
   * @param {{ encoding?: string, separator?: string }} how
   * @param {(share: number) => void} progress
   */
  async read(file, how = {}, progress = () => {}) {
    const step = this.#steps(progress, () => new Refusal("La lettura è stata fermata."));
    const content = file.bytes ? await readBytes(file.bytes, { ...how, step }) : await readText(file.text, { ...how, step });
    const id = this.#next++;
    this.#sources.set(id, { file, content, sha256: await sha256(file.bytes ?? new TextEncoder().encode(file.text)) });
    const { kind, encoding, separator, broken = [], unread = [], formulas = 0, date1904 } = content;
    return { id, name: file.name, kind, encoding, separator, broken: broken.slice(0, 20), unread: countWords(unread), formulas, date1904, sheets: content.sheets?.map(({ name, rows }) => ({ name, rows: rows.length })), ready: content.domande?.length ?? content.parts?.length ?? 0, workers: content.parts?.reduce((sum, { rows }) => sum + rows.length, 0), text: file.text !== undefined };
  }

  /** The same source read in another way. */
  async readAgain(id, how, progress) {
    const { file } = this.#sources.get(id);
    this.#sources.delete(id);
    return this.read(file, how, progress);
  }

  /** What the columns of a sheet seem to be, with its first rows. */
  plan(id, rulebook, { sheet = 0, ...given } = {}) {
    const { content } = this.#sources.get(id);
    const { rows } = content.sheets[sheet];
    const fields = this.workerFields(rulebook);
    const plan = propose(rows, byName(fields), { date1904: content.date1904, ...given });
    return { plan, fields, preview: rows.slice(0, plan.first + 5), rows: rows.length - plan.first, ragged: raggedIn(content, rows, plan) };
  }

  /** The fields of a worker, for a rulebook: what it asks, and what is always worth taking in. */
  workerFields(rulebook) {
    const form = new Form(rulebook, this.#options);
    const asked = form.fields().filter(({ path }) => path.startsWith("lavoratori.*.") && !path.includes("<"));
    form.free();
    const fields = asked.map(({ path, ...field }) => ({ name: path.slice("lavoratori.*.".length), ...field }));
    for (const name of ALWAYS) if (!fields.some((field) => field.name === name)) fields.push({ name, kind: WORDS[name] ? "word" : "text", label: "", words: WORDS[name]?.map((value) => ({ value, label: value })) });
    return fields;
  }

  /**
   * Makes applications of a source: one for each employer and unit in it.
   * @param {object} head fields of the application by path, for those that do not have them
   */
  take(id, rulebook, head, { sheet = 0, plan } = {}) {
    const { file, content, sha256: hash } = this.#sources.get(id);
    const source = { file: file.name, sha256: hash };
    let made;
    if (content.kind === "domande") made = content.domande.map((domanda) => ({ domanda: { regolamento: rulebook, ...domanda } }));
    else {
      const { parts, notes } = content.kind === "parts" ? { parts: content.parts, notes: [] } : carryOut(content.sheets[sheet].rows, plan, byName(this.workerFields(rulebook)));
      if (content.kind === "table") Object.assign(source, { sheet: content.sheets[sheet].name, table: content.sheets[sheet].rows, plan, separator: content.separator });
      const uneven = content.kind === "table" ? raggedIn(content, content.sheets[sheet].rows, plan) : NONE_RAGGED;
      if (uneven.count) notes.unshift({ how: "celle-diverse", count: uneven.count, samples: uneven.rows });
      made = parts.map(({ head: own, rows, origin }) => ({ domanda: nested({ regolamento: rulebook, ...head, ...own }, rows), origin, notes }));
    }
    if (!made.length) throw new Refusal("Nel foglio non c'è nessun lavoratore.");
    this.#sources.delete(id);
    return made.map((one) => this.#add({ ...one, source })); // one source for all: their tables and drafts know each other by it
  }

  #add(parts) {
    const application = new Application({ id: this.#next++, ...parts }, this.#bookOf(parts.domanda.regolamento), this.#options);
    this.#applications.set(application.id, application);
    return application.card();
  }

  /** An application as the contract writes it, from the page itself. */
  addDomanda(domanda, file) {
    return this.#add({ domanda, source: { file } });
  }

  #bookOf(name) {
    const book = this.#books.get(name);
    if (!book) throw new Refusal("La domanda chiede le regole «{nome}», che questa pagina non ha.", { nome: name });
    return book;
  }

  forget(id) {
    this.#sources.delete(id);
  }

  // ---- applications ----

  cards = () => [...this.#applications.values()].map((application) => application.card());

  /** Takes an application in hand; the others give their forms back. */
  open(id) {
    const application = this.#of(id);
    this.#rest(application);
    return application.opened();
  }

  #rest(inHand) {
    for (const application of this.#applications.values()) if (application !== inHand) application.rest();
  }

  /** The whole check; between reading, judging and adding up it can be stopped, and edits go first. */
  async check(id, progress = () => {}) {
    const application = this.#of(id);
    const step = this.#steps(progress, () => new Refusal("Il controllo è stato fermato."));
    await step(0.05);
    application.form; // its workers are read
    await step(0.4);
    const group = groupOf(application, this.#groups);
    application.judge(this.#together(group)?.[group.indexOf(application)].diagnostics);
    await step(0.8);
    application.sum(earlierOf(application, group));
    for (const other of group) if (other !== application) other.rest();
    await step(0.95);
    return application.found;
  }

  get #groups() {
    return groupsOf([...this.#applications.values()]);
  }

  /** What is found in those of one employer, checked together; nothing for one that stands alone. */
  #together = (group) => (group.length > 1 ? checkDossier(null, group.map((one) => ({ ...one.toJSON(), regolamento: one.rulebook.name })), this.#options) : undefined);

  /**
   * Group by group, those of one employer in one check: each is judged, looked at, and gives its form back if it had none.
   * @param {Application[]} wanted
   * @param {(application: Application) => void} look
   */
  async #judge(wanted, step, look = () => {}) {
    const asked = new Set(wanted);
    const groups = this.#groups.filter((group) => group.some((one) => asked.has(one)));
    let last = 0;
    for (const [at, group] of groups.entries()) {
      const had = new Set(group.filter(({ begun }) => begun));
      const answers = this.#together(group);
      for (const [place, application] of group.entries()) {
        if (!asked.has(application)) continue;
        application.judge(answers?.[place].diagnostics);
        application.sum(earlierOf(application, group));
        look(application);
      }
      for (const application of group) if (!had.has(application)) application.rest();
      if (performance.now() - last < BREATH && at + 1 < groups.length) continue;
      await step((at + 1) / groups.length);
      last = performance.now();
    }
  }

  /** Every application that was not checked since it was opened. */
  async checkAll(progress = () => {}) {
    const step = this.#steps(progress, () => new Refusal("Il controllo delle altre domande è stato fermato: ciascuna si controlla quando si apre."));
    await this.#judge([...this.#applications.values()].filter(({ counts }) => !counts), step);
    return this.cards();
  }

  close(id) {
    this.#of(id).free();
    this.#applications.delete(id);
  }

  closeAll() {
    for (const id of [...this.#applications.keys()]) this.close(id);
  }

  use(id, rulebook) {
    this.#of(id).renew(this.#bookOf(rulebook), this.#options);
  }

  set = (id, path, text) => this.#of(id).set(path, text);

  commit = (id, path) => this.#of(id).commit(path);

  write = (id, edits) => this.#of(id).write(edits);

  rewrite = (id, length, cells, progress = () => {}) => this.#of(id).rewrite(length, cells, this.#steps(progress, () => new Refusal("L'incolla è stato fermato: la tabella è com'era.")));

  insert = (id, rows) => this.#of(id).insert(rows);

  append = (id) => this.#of(id).append();

  remove = (id, indexes) => this.#of(id).remove(indexes);

  fixes = (id, rule, path) => this.#of(id).fixes(rule, path);

  explain = (id, rule, path) => this.#of(id).explain(rule, path);

  /** The applications of the employer of one, for the pictures. */
  summaries(id) {
    const group = groupOf(this.#of(id), this.#groups);
    return group.map((application) => {
      if (!application.summary) application.sum(earlierOf(application, group));
      return { card: application.card(), summary: application.summary };
    });
  }

  /** The hours written and the most that can be, month by month. */
  monthly = (id) => this.#of(id).monthly(() => new Promise((done) => setTimeout(done)));

  #of(id) {
    const application = this.#applications.get(id);
    if (!application) throw new Error(`no application ${id}`);
    return application;
  }

  // ---- out ----

  /**
   * @param {number[]} ids the application in hand first; a table is that of its file, with those of the others that come from it
   * @returns {Promise<{ name: string, type: string, content: string | Uint8Array }>}
   */
  async export(ids, format, words, progress = () => {}) {
    const all = ids.map((id) => this.#of(id));
    const table = all[0].source.table;
    const wanted = ["csv", "xlsx"].includes(format) ? all.filter((one) => one === all[0] || (table && one.source.table === table)) : all;
    const found = new Map();
    // the outcome is never that of an earlier check
    await this.#judge(wanted, this.#steps(progress, () => new Refusal("La scrittura è stata fermata.")), (one) => found.set(one, { diagnostics: one.diagnostics, terms: one.summary.terms }));
    return exported(wanted, found, format, words, this.workerFields(all[0].rulebook.name));
  }

  /** What the report says of applications, checked anew. */
  async report(ids, progress = () => {}) {
    const told = new Map();
    await this.#judge(ids.map((id) => this.#of(id)), this.#steps(progress, () => new Refusal("Il rapporto è stato fermato.")), (application) => {
      const { groups, counts, summary } = application.found;
      const { lavoratori = [], ...head } = application.toJSON();
      const names = lavoratori.map((row) => [row?.cognome, row?.nome].filter(Boolean).join(" ") || row?.codiceFiscale || "");
      const noted = new Set(application.notes?.map(({ field }) => field));
      const labels = Object.fromEntries(application.form.fields().map(({ path, label }) => [path.replace("lavoratori.*.", ""), label]).filter(([field]) => noted.has(field)));
      const read = groups.map((group) => ({ ...group, reading: application.explain(group.rule, placeOf(group) || undefined).reading }));
      told.set(application.id, { card: application.card(), head, rulebook: application.rulebook, groups: read, counts, summary, names, source: { ...application.source, table: undefined, plan: undefined }, notes: application.notes, labels });
    });
    return ids.map((id) => told.get(id));
  }

  // ---- drafts: kept only when a person asks ----

  saveDraft = (draft) => this.drafts.save(draft, [...this.#applications.values()].map((application) => ({ domanda: application.toJSON(), source: application.source, origin: application.origin, notes: application.notes })));

  async openDraft(id) {
    const draft = await this.drafts.read(id);
    this.closeAll();
    for (const application of draft.applications) this.#add(application);
    return { id: draft.id, name: draft.name, revision: draft.revision };
  }

  drafted = () => this.drafts.list();

  exportDraft = (id) => this.drafts.export(id);

  importDraft = (draft) => this.drafts.take(draft);

  eraseDraft = (id) => this.drafts.erase(id);

  async eraseAll() {
    await this.drafts.eraseAll();
    await matches.forgetAll();
  }

  // ---- how columns were matched: kept only when a person asks ----

  match = (signature) => matches.recall(signature);

  rememberMatch = (signature, match) => matches.remember(signature, match);

  forgetMatch = (signature) => matches.forget(signature);

  forgetMatches = () => matches.forgetAll();

  matchCount = () => matches.count();
}

const WORDS = { qualifica: ["operaio", "impiegato", "quadro", "apprendista", "dirigente"], tipoContratto: ["indeterminato", "determinato", "apprendistato", "intermittente", "somministrazione", "domicilio"] };

const NONE_RAGGED = { count: 0, rows: [] };

/** Only a text with separators has a number of cells in each row; a spreadsheet leaves out what is empty. */
const raggedIn = (content, rows, plan) => (content.separator ? ragged(rows, plan) : NONE_RAGGED);

/** Where a rule was found first. */
const placeOf = ({ rows, fields, names }) => (rows[0] < 0 ? names[fields[0]] : ["lavoratori", rows[0], names[fields[0]]].filter((part) => part !== "").join("."));

const groupOf = (application, groups) => groups.find((group) => group.includes(application));

const byName = (fields) => new Map(fields.map((field) => [field.name, field]));

/** Fields by path → the object of the contract. */
function nested(flat, lavoratori) {
  const domanda = {};
  for (const [path, value] of Object.entries(flat)) {
    if (value === "" || value === undefined) continue;
    const keys = path.split(".");
    let at = domanda;
    for (const key of keys.slice(0, -1)) at = at[key] ??= {};
    at[keys.at(-1)] = value;
  }
  return { ...domanda, lavoratori };
}

function countWords(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([text, count]) => ({ text, count }));
}
