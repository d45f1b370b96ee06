// Matching the columns of a file with our fields: proposed, shown with three samples, changed by hand.
import { make } from "../app/make.js";
import { t, writeCount } from "../app/words.js";
import { BOTH_NAMES, ENCODINGS, HEAD_FIELDS, LIKELY, SEPARATORS, SURE } from "./import/index.js";
import { button } from "./dialog.js";
import { nameOf, sampleOf } from "./labels.js";
import { settle } from "./settle.js";

/**
 * What was chosen for a header, for the other files of the same program: while the page is open, and beyond that where
 * a person asks.
 */
const remembered = new Map();

/** The last choice of rulebook and dates: forty firms have them in common. */
let common = { rulebook: "", dataPresentazione: "", dataInizio: "", dataFine: "" };

const SEPARATOR_NAMES = { ";": "punto e virgola", ",": "virgola", "\t": "tabulazione", "|": "barra" };

/**
 * Shows a source and waits until it is matched.
 * @returns {Promise<{ id: number, rulebook: string, head: object, sheet: number, plan: object } | null>} null: given up
 */
export async function matching(host, engine, source, books, complain) {
  const answer = await new Promise((done) => {
    inHand = new Matching(host, engine, source, books, complain, done);
    inHand.start().catch(complain);
  });
  inHand = null;
  return answer;
}

let inHand = null;

/** The same in another language. @param {object[]} books in that language */
export function matchingAnew(books) {
  if (!inHand) return;
  inHand.books = books;
  inHand.again(() => {});
}

class Matching {
  constructor(host, engine, source, books, complain, done) {
    Object.assign(this, { host, engine, source, books, complain, done });
    this.given = { sheet: largest(source.sheets ?? []) };
    /** What words of the file are taken for, by a person now or earlier: field → word → ours. */
    this.taken = {};
    /** The last change, on its way; how many there were. */
    this.changing = Promise.resolve();
    this.changes = 0;
    if (!books.some(({ name }) => name === common.rulebook)) common.rulebook = (books.find(({ name }) => name === "piemonte-2020") ?? books[0]).name;
  }

  async start() {
    if (this.source.kind === "table") {
      await this.propose();
      const { signature } = this.planned.plan;
      const stored = signature ? await this.engine.match(signature).catch(() => undefined) : undefined;
      this.keep = Boolean(stored);
      const known = remembered.get(signature) ?? stored;
      if (known && signature) {
        this.given.fieldAt = known.fieldAt;
        this.taken = structuredClone(known.words ?? {});
        await this.propose();
        this.known = true;
      }
    }
    this.draw();
  }

  async propose() {
    if (this.source.kind !== "table") return;
    this.planned = await this.engine.plan(this.source.id, common.rulebook, this.given);
    this.translate();
  }

  /** The words that are known already; those that are new in this file keep what is proposed. */
  translate() {
    for (const [field, words] of Object.entries(this.planned.plan.words)) for (const word of words) word.word = Object.hasOwn(this.taken[field] ?? {}, word.text) ? this.taken[field][word.text] : word.word;
  }

  /** One change after the other; what was overtaken by the next is not drawn. */
  again(change) {
    const mine = ++this.changes;
    this.changing = this.changing.then(async () => {
      await change();
      await this.propose();
      if (mine === this.changes) this.draw();
    }).catch((problem) => {
      this.complain(problem);
      if (mine === this.changes) this.draw(); // what was made before it
    });
  }

  /** A column is another field now: no other one is it. */
  assign(at, field) {
    this.again(() => {
      this.given.fieldAt = this.planned.plan.columns.map((column, other) => (other === at ? field : column.field === field ? "" : column.field));
    });
  }

  /** Reads the same bytes with another encoding or separator. */
  reread(how) {
    this.again(async () => {
      this.source = await this.engine.readAgain(this.source.id, { encoding: this.source.encoding, separator: this.source.separator, ...how });
      this.given = { sheet: 0 };
    });
  }

  draw() {
    const { source } = this;
    const title = make("h2", "", t("Che cosa contiene {file}", { file: source.name }));
    title.id = "abbinamento-titolo";
    const parts = [title, this.facts(), this.frame()];
    if (source.kind === "table") parts.push(...this.table());
    else parts.push(make("p", "", t("{n|datore di lavoro|datori di lavoro} e {m|lavoratore|lavoratori} nel file. La lettura di UniEmens segue le descrizioni pubbliche: non è stata provata su un file reale.", { n: source.ready, m: source.workers })));
    if (source.unread?.length) parts.push(make("p", "", `${t("Non letto:")} ${source.unread.map(({ text, count }) => `${text} (${t("{n|volta|volte}", { n: count })})`).join(", ")}`));
    if (this.planned?.plan.signature) parts.push(check("ricorda", t("Ricorda su questo computer come sono abbinate le colonne di questa intestazione"), this.keep, (value) => (this.keep = value)));
    const open = button(t("Apri"), null, "btn btn-primary btn-xs");
    open.type = "submit"; // Enter in a field opens, too
    open.dataset.apri = "";
    parts.push(make("div", "pulsanti", open, button(t("Lascia stare"), () => this.done(null))));
    const form = make("form", "", ...parts);
    if (this.form) return settle(this.form, form);
    this.form = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish().catch(this.complain);
    });
    this.host.replaceChildren(form);
  }

  facts() {
    const { source, planned, known } = this;
    const facts = [];
    if (planned) facts.push(planned.plan.header < 0 ? t("Nessuna riga con i nomi delle colonne: riconosciute dal contenuto.") : t("I nomi delle colonne stanno nella riga {riga}.", { riga: planned.plan.header + 1 }), t("{n|riga|righe} sotto.", { n: planned.rows }));
    if (source.broken?.length) facts.push(t("Virgolette che non si chiudono alla riga: {righe}.", { righe: source.broken.map((row) => row + 1).join(", ") }));
    if (planned?.ragged.count) facts.push(t("{n|riga ha|righe hanno} più o meno celle delle altre: {righe}.", { n: planned.ragged.count, righe: `${planned.ragged.rows.map(sampleOf).join("; ")}${planned.ragged.count > planned.ragged.rows.length ? " …" : ""}` }));
    if (source.formulas) facts.push(t("{n|formula non calcolata: si vede com'è scritta.|formule non calcolate: si vedono come sono scritte.}", { n: source.formulas }));
    if (known) facts.push(t("Abbinate come l'ultimo file con la stessa intestazione."));
    return make("p", "minuto", facts.join(" "));
  }

  /** What all rows have in common, and how the file is read. */
  frame() {
    const { source, planned } = this;
    const fields = [
      select("regole", t("Portale e regole"), this.books.map(({ name, title }) => [name, title]), common.rulebook, (value) => this.again(() => (common.rulebook = value))),
      text("presentazione", t("Data di presentazione"), common.dataPresentazione, (value) => (common.dataPresentazione = value)),
      text("inizio", t("Inizio del periodo"), common.dataInizio, (value) => (common.dataInizio = value)),
      text("fine", t("Fine del periodo"), common.dataFine, (value) => (common.dataFine = value)),
    ];
    const reading = [];
    if (source.sheets?.length > 1) reading.push(select("foglio", t("Foglio"), source.sheets.map(({ name, rows }, at) => [String(at), `${name} (${rows})`]), String(this.given.sheet), (value) => this.again(() => (this.given = { sheet: Number(value) }))));
    if (planned) reading.push(select("intestazione", t("Nomi delle colonne"), [["-1", t("nessuna riga")], ...Array.from({ length: Math.min(20, planned.preview.length + 15) }, (_, at) => [String(at), t("riga {n}", { n: at + 1 })])], String(planned.plan.header), (value) => this.again(() => (this.given = { sheet: this.given.sheet, header: Number(value), date1904: this.given.date1904 }))));
    if (source.separator) reading.push(select("separatore", t("Separatore"), SEPARATORS.map((mark) => [mark, t(SEPARATOR_NAMES[mark])]), source.separator, (value) => this.reread({ separator: value })));
    if (source.encoding) reading.push(select("caratteri", t("Caratteri"), ENCODINGS.map((name) => [name, name]), source.encoding, (value) => this.reread({ encoding: value })));
    if (planned) reading.push(check("date-1904", t("Date contate dal 1904 (Excel per Mac di un tempo)"), planned.plan.date1904, (value) => this.again(() => (this.given.date1904 = value))));
    const how = make("details", "come-letto", make("summary", "", t("Come è letto il file")), make("div", "griglia-semplice", ...reading));
    const dates = make("p", "minuto", t("Le date valgono per tutte le righe. Chi non le ha ancora le scrive dopo, in «Dati della domanda»."));
    return make("div", "", make("div", "griglia-semplice", ...fields), dates, reading.length ? how : null);
  }

  table() {
    const { plan, fields } = this.planned;
    const options = [["", t("– non abbinata –")], [BOTH_NAMES, t("cognome e nome insieme")], ...fields.map(({ name, label }) => [name, label || nameOf(name)]), ...HEAD_FIELDS.map((name) => [name, nameOf(name)])];
    const rows = plan.columns.map((column) => {
      const choice = make("select", "form-select form-select-sm");
      choice.append(...options.map(([value, label]) => new Option(label, value)));
      choice.value = column.field;
      choice.setAttribute("aria-label", t("La colonna {nome} è", { nome: column.name || column.index + 1 }));
      choice.id = `colonna-${column.index}`;
      choice.addEventListener("change", ({ target }) => this.assign(column.index, target.value));
      const sure = column.field ? (column.score >= SURE ? ["sicuro", t("sicuro")] : column.score >= LIKELY ? ["probabile", t("probabile")] : ["incerto", t("da confermare")]) : ["", ""];
      return make("tr", column.field ? "" : "non-abbinata", make("th", "", column.name || t("colonna {n}", { n: column.index + 1 })), make("td", "campioni", column.samples.join(" · ") || t("vuota")), make("td", "", choice), make("td", "", sure[1] && make("span", `certezza ${sure[0]}`, sure[1])));
    });
    const head = make("thead", "", make("tr", "", ...[t("Colonna del file"), t("Primi valori"), t("Campo della domanda"), t("Quanto è sicuro")].map((name) => make("th", "", name))));
    const parts = [make("h3", "", t("Le colonne")), make("div", "tabella-larga", make("table", "table table-sm abbinamenti colonne-file", head, make("tbody", "", ...rows)))];
    const unmapped = plan.columns.filter(({ field, filled }) => !field && filled).map(({ name, index }) => name || String(index + 1));
    if (unmapped.length) parts.push(make("p", "minuto", t("Non abbinate, non controllate, conservate nella tabella corretta: {nomi}.", { nomi: unmapped.join(", ") })));
    const missing = fields.filter(({ name, required }) => required && !plan.columns.some(({ field }) => field === name)).map(({ label }) => label);
    if (missing.length) parts.push(make("p", "alert alert-warning", t("Il portale li chiede e nel file non ci sono: {nomi}.", { nomi: missing.join(", ") })));
    for (const field of plan.hundredths) parts.push(make("p", "minuto", t("{campo}: letto in centesimi (4000 = 40 ore).", { campo: this.labelOf(field) })));
    return [...parts, ...this.words()];
  }

  labelOf = (name) => this.planned.fields.find((field) => field.name === name)?.label || nameOf(name);

  /** The words of the file and what they are taken for. */
  words() {
    return Object.entries(this.planned.plan.words).filter(([, words]) => words.length).map(([name, words]) => {
      const field = this.planned.fields.find((one) => one.name === name);
      const choices = field.kind === "yes-no" ? [["sì", t("sì")], ["no", t("no")]] : field.words.map(({ value, label }) => [value, label]);
      const rows = words.map((word) => {
        const choice = make("select", "form-select form-select-sm");
        choice.append(new Option(t("– resta com'è –"), ""), ...choices.map(([value, label]) => new Option(label, value)));
        choice.value = word.word;
        choice.id = `parola-${name}-${Array.from(word.text, (sign) => sign.codePointAt(0).toString(36)).join("-")}`;
        choice.setAttribute("aria-label", t("«{parola}» vuol dire", { parola: word.text }));
        choice.addEventListener("change", ({ target }) => {
          (this.taken[name] ??= {})[word.text] = target.value;
          this.translate();
          this.draw();
        });
        return make("tr", word.word ? "" : "non-abbinata", make("th", "", word.text), make("td", "numero", writeCount(word.count)), make("td", "", choice));
      });
      const open = make("details", "parole", make("summary", "", t("Le parole di «{campo}»: {n|parola|parole}", { campo: this.labelOf(name), n: words.length })), make("table", "table table-sm abbinamenti parole-file", make("tbody", "", ...rows)));
      open.id = `parole-${name}`;
      open.open = words.some(({ word }) => !word);
      return open;
    });
  }

  async finish() {
    await this.changing;
    const { rulebook, ...dates } = common;
    const head = { dataPresentazione: dates.dataPresentazione, "periodo.dataInizio": dates.dataInizio, "periodo.dataFine": dates.dataFine };
    const plan = this.planned?.plan;
    if (plan?.signature) await this.remember(plan);
    this.done({ id: this.source.id, rulebook, head, sheet: this.given.sheet, plan });
  }

  async remember({ signature, columns, words }) {
    const chosen = Object.entries(words).map(([field, list]) => [field, Object.fromEntries(list.map(({ text: written, word }) => [written, word]))]);
    const match = { fieldAt: columns.map(({ field }) => field), words: Object.fromEntries(chosen) };
    remembered.set(signature, match);
    // a browser that keeps nothing does not stop the work
    await (this.keep ? this.engine.rememberMatch(signature, match) : this.engine.forgetMatch(signature)).catch(() => {});
  }
}

/** The sheet with most rows is the one with the people. */
function largest(sheets) {
  let best = 0;
  sheets.forEach(({ rows }, at) => rows > sheets[best].rows && (best = at));
  return best;
}

/** Nothing of what was remembered is left in this window. */
export const forgetMatches = () => remembered.clear();

/** The same control each time that it is drawn. */
function labelled(id, label, control) {
  control.id = `abbina-${id}`;
  const name = make("label", "", label);
  name.htmlFor = control.id;
  return make("div", "form-semplice", name, control);
}

function select(id, label, options, value, change) {
  const control = make("select", "form-select form-select-sm");
  control.append(...options.map(([key, text]) => new Option(text, key)));
  control.value = value;
  control.addEventListener("change", ({ target }) => change(target.value));
  return labelled(id, label, control);
}

function text(id, label, value, change) {
  const control = make("input", "form-control form-control-sm");
  control.value = value;
  control.placeholder = t("gg/mm/aaaa");
  control.addEventListener("input", ({ target }) => change(target.value.trim()));
  return labelled(id, label, control);
}

function check(id, label, value, change) {
  const control = make("input", "");
  control.id = `abbina-${id}`;
  control.type = "checkbox";
  control.checked = value;
  control.addEventListener("change", ({ target }) => change(target.checked));
  return make("label", "spunta", control, ` ${label}`);
}
