// The types of the package, written by hand: what docs and editors show. tests/package/ holds them to the code.

import type { KnownList, KnownPath, RulebookName } from "./paths.js";

export type { KnownList, KnownPath, RulebookName } from "./paths.js";

/** A field: one that the model knows (editors complete it), or any other; `lavoratori[3].ore` is `lavoratori.3.ore`. */
export type Path = KnownPath | (string & {});

/** A list of rows. */
export type ListPath = KnownList | (string & {});

/** A language of messages and labels. Italian is the default. */
export type Language = "it" | "en";

/** `error` forbids; `warning` and `info` tell. */
export type Severity = "error" | "warning" | "info";

/**
 * What a text is on the way: `incomplete` can still become acceptable by typing more, `invalid` no longer can.
 * After `commit` and in a whole check a field is never `incomplete`. `unknown`: the model has no such field; its value is
 * kept and not judged.
 */
export type State = "empty" | "incomplete" | "invalid" | "valid" | "unknown";

/** What a field takes: the text as typed, or the JSON value. `null` and blank text are empty. */
export type FieldValue = string | number | boolean | null;

/** Where a rule stands, in the words of its document. */
export interface Source {
  document: string;
  /** Article, paragraph or heading. */
  point?: string;
  /** Day or days of the document, `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`. */
  date?: string;
  /** The literal sentence; absent where the text is not at hand. */
  quote?: string;
  /** Where the text is not at hand: `O` read on an official page, `P` from the press or a handbook, `C` from public code. */
  grade?: "O" | "P" | "C";
}

/** A mend that can be applied with one click: `edits.forEach(({ path, value }) => form.set(path, value))`. */
export interface Fix {
  label: string;
  edits: { path: string; value: string }[];
}

/** What is wrong, or worth knowing, at one field. */
export interface Diagnostic {
  /** Stable name, `rulebook/rule`. */
  rule: string;
  severity: Severity;
  /** The field where it is to be shown: `lavoratori.3.dataAssunzione`. */
  path: string;
  /** Other filled fields that took part. */
  related: string[];
  /** In the form's language. It may quote what the user typed: show it as text, never as markup. */
  message: string;
  /** The figures of the message: dates `YYYY-MM-DD`, numbers as numbers. */
  params: Record<string, string | number | boolean | null>;
  /** Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice. */
  enforcedBy: string;
  sources: Source[];
  fix?: Fix;
}

/** A field after an edit. */
export interface EditedField {
  path: string;
  state: State;
  /** Canonical: dates ISO, codes in capitals. */
  value?: string;
}

/** What an edit changed, in this field and in others. */
export interface Change {
  /** The edited field; absent when rows were inserted or removed. */
  field?: EditedField;
  /** The edited fields of `setMany`. */
  fields?: EditedField[];
  /** Another application took the place of this one (`load`, `reset`): told to who subscribed. */
  loaded?: true;
  /** Diagnostics to show from now on. */
  added: Diagnostic[];
  /** Diagnostics to take away. */
  removed: { rule: string; path: string }[];
  /** The rows that moved: paths here and in `added` are those after the edit. */
  rows?: { list: string; inserted?: number; removed?: number; /** How many, after `setMany`. */ count?: number };
}

/** A field as it stands. */
export interface FieldState {
  path: string;
  /** As typed. */
  text: string;
  state: State;
  /** Canonical, where there is a value: dates ISO, codes in capitals and without separators. */
  value?: string;
}

/** What may be entered in a field now. There may be gaps between the ends: `set` knows them. */
export interface Bounds {
  /** Smallest acceptable value: `YYYY-MM-DD` for dates. Absent where no rule sets one. */
  min?: string | number;
  /** Greatest acceptable value. */
  max?: string | number;
  /** Nothing at all is acceptable, as the other fields stand. */
  impossible?: true;
  /** The rules that set these ends. */
  because: { rule: string }[];
}

/** A day by which, or from which, something is to be done. */
export interface TermInfo {
  /** The rule that says so, where it is one's. */
  rule?: string;
  label: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** Name of the day of the week, in the form's language. */
  weekday: string;
  /** The field that the term is about. */
  path: string;
  /** The day before a later law moved it. */
  ordinary?: string;
  /** `YYYY-MM`, of a term that every month has. */
  month?: string;
  /** From the filing day, where it is given; negative when it is past. */
  daysLeft?: number;
}

/** The application at one glance, from the same values as the verdicts. */
export interface Summary {
  /** Days used and left of the total over all applications. */
  days?: { earlier: number; own: number; total: number; max: number; left: number; lastEnd?: string };
  /** The latest end that all rules admit, `YYYY-MM-DD`. */
  lastEnd?: string;
  /** Where one application is not enough: the periods of several that satisfy every rule. */
  proposal?: { text: string; parts: { dataInizio: string; dataFine: string; days: number }[] };
  terms: TermInfo[];
  /** Hours asked over all workers, and the most that the rules admit. */
  hours: { asked: number; most?: number };
  /** The caps of the intermittent workers, in days. */
  onCall: { row: number; path: string; max?: number; used?: number; left?: number }[];
  /** The headcount as people write it, and whether it calls for an agreement. */
  headcount?: { value: string; agreementNeeded: boolean };
  /** The share that is paid, and the monthly ceiling in euro of each worker whose pay is known. */
  benefit?: { label: string; percent: number; ceilings: { row: number; year: number; monthly: number }[] };
  /** The months of the period, `YYYY-MM`, and how many workers still lack their hours. */
  months: { month: string; missing: number }[];
  /** By which day's law the application is judged: the filing day, else today, else the latest. */
  assumed: { by: "dataPresentazione" | "today" | "latest" | "unreadable"; day?: string; text: string }[];
  /** The rules that did not look because a declaration is empty. */
  unasked: Unasked[];
  /** Paths of required fields that are still empty. */
  missing: string[];
  /** What nobody can decide without the office. */
  offline: string[];
}

/** How a rule came to its verdict on this form. */
export interface Explanation {
  rule: string;
  title: string;
  severity: Severity;
  enforcedBy: string;
  /** Whether the rule is satisfied; `null` where it does not run (yet). */
  holds: boolean | null;
  /** The computation, step by step; with name and value where a step is one of the rule's figures. */
  steps: { text: string; name?: string; value?: string | number | boolean | null }[];
  sources: Source[];
  /** The rule, or a part of it, is our reading of the source. */
  reading: boolean;
  /** Conflicts between sources, what the office does. */
  note?: string;
  /** Where the filing day makes a difference: what the rule says on which days. */
  filingDays?: { from: string; to: string; holds: boolean; text: string }[];
}

/** Consecutive filing days on which the same errors and warnings are due. */
export interface FilingDays {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** The filing day of the application, or today, is among them. */
  current: boolean;
  /** Errors that hang on the filing day. */
  errors: number;
  /** What these days change, against the current ones, in a sentence. */
  text: string;
  appears: FilingRemark[];
  disappears: FilingRemark[];
}

/** What one rule says on some filing days. */
export interface FilingRemark {
  rule: string;
  title: string;
  severity: Severity;
  /** In how many places; `path` and `message` are those of the first. */
  count: number;
  path: string;
  message: string;
}

/** An answer that a field waits for: one of these words, any text or none, or a day not after today. */
export type AwaitedAnswer = { field: string } & ({ oneOf: string[] } | { filled: boolean } | { past: true });

/** A field that the portal asks. */
export interface FieldInfo {
  /** `lavoratori.*.ore`: a `*` stands for each row, `<aaaa-mm>` for each month. */
  path: string;
  kind:
    | "date"
    | "integer"
    | "number"
    | "hours"
    | "yes-no"
    | "word"
    | "text"
    | "codice-fiscale"
    | "partita-iva"
    | "matricola"
    | "iban";
  /** Name of the field, in the form's language. */
  label: string;
  /** A shorter name, for the head of a column, where there is one. */
  short?: string;
  /** One line for whoever does not know what it is about. */
  help?: string;
  /** A whole check asks it, as the application stands now. */
  required: boolean;
  /**
   * Whether it is worth asking now: `false` while another answer makes it pointless (the end of a permanent contract) or
   * its time has not come (the months not over). A field of a row answers for itself: `form.asks("lavoratori.3.dataProroga")`.
   */
  asked: boolean;
  /** The answers that it waits for, all of them; a `*` is the same row. */
  when: AwaitedAnswer[];
  /** The admitted words of a list. */
  words?: { value: string; label: string }[];
}

/** A rule of the catalogue. */
export interface RuleInfo {
  rule: string;
  title: string;
  /** Where it is shown; a `*` stands for each row. */
  paths: string[];
  /** What it said in which filing days; `null` is open. */
  versions: {
    title: string;
    severity: Severity;
    enforcedBy: string;
    from: string | null;
    to: string | null;
    /** With placeholders. */
    message: string;
    /** For people to read without a form: each figure is named in its place, `‹massimo›`. */
    sentence: string;
    reading: boolean;
    note: string | null;
    sources: Source[];
    /** The formulas, as the page of the rulebook has them. */
    limits: { limit: "when" | "unless" | "min" | "max" | "forbidden" | "fires"; formula: string }[];
  }[];
}

/** A rulebook in a line. */
export interface RulebookInfo {
  name: string;
  title: string;
  region: string | null;
  /** First and last filing day it was made for, `YYYY-MM-DD`. */
  from: string | null;
  to: string | null;
  /** The kinds of application it knows; the first is the default. */
  tipi: string[];
  /** The edition. A draft keeps it as `versioneRegolamento`, beside `regolamento`: loading it later says what changed. */
  version: string;
  /** Tells whether two rulebooks are the same, to the letter. */
  hash: string;
}

/** A rulebook with what concerns no rule of it. */
export interface RulebookCard extends RulebookInfo {
  /** What nobody can decide without the office. */
  offline: string[];
  /** What raises no message, though people ask about it. */
  admitted: { text: string; sources: Source[] }[];
}

export interface Options {
  /** @defaultValue "it" */
  language?: Language;
  /**
   * The day `YYYY-MM-DD` that rules take for today. Nothing here reads a clock: without it, rules that need it do not
   * run, and rules that changed over time are taken in their latest version while the filing day is empty.
   */
  today?: string;
  /** Texts of your own by rule, with the placeholders of the rulebook: for both languages, or for each. */
  messages?: Record<string, string | { it: string; en: string }>;
}

/** A rulebook of a portal's own: the parsed JSON that `convalida compila FILE.md` writes. */
export type RulebookSource = Readonly<Record<string, unknown>>;

/** A rulebook of the package, as `convalida/rulebooks/NAME` gives it. */
export interface CompiledRulebook {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** What runs, a character for each byte. */
  readonly compiled: string;
}

/** A rulebook by the name of a loaded one, as an imported one, or a portal's own as an object. */
export type Rulebook = RulebookName | (string & {}) | CompiledRulebook | RulebookSource;

/** An application as a portal or a payroll export holds it, or its JSON text. Fields that no rulebook knows are kept. */
export type Domanda = object | string;

/**
 * One application while it is filled in. It keeps what was typed, re-checks only what an edit touches, and answers with
 * what changed.
 *
 * @example
 * ```ts
 * await init();
 * const form = new Form("piemonte-2020", { language: "it" });
 * const change = form.set("periodo.dataInizio", "22/02/20");
 * change.field?.state; // "invalid": no day that starts like this is admitted
 * ```
 */
export declare class Form {
  /**
   * @param rulebook the name of a loaded rulebook, or a rulebook object
   * @throws Error when it is not loaded, or has a mistake: the sentence names the key
   */
  constructor(rulebook: Rulebook, options?: Options);

  /** The user types: `text` is read as a prefix. A row index equal to the number of rows adds a row. */
  set(path: Path, text: FieldValue): Change;

  /** A paste: all of it in one step, and one Change. */
  setMany(edits: readonly (readonly [path: Path, text: FieldValue])[]): Change;

  /** The user leaves the field: its text is read as it stands. */
  commit(path: Path): Change;

  /** Takes over a whole application, every field as left. */
  load(domanda: Domanda): void;

  /** Empty again, as a new form. */
  reset(): void;

  /** Another form with the same application, half-typed fields included. */
  clone(): Form;

  /** Hears every Change, whoever caused it; answers how to stop. */
  subscribe(listener: (change: Change) => void): () => void;

  /** What was loaded and typed, unknown fields included. `JSON.stringify(form)` works. */
  toJSON(): Record<string, unknown>;

  /** Adds an empty row, at the end without `index`. */
  insert(list: ListPath, index?: number): Change;

  /** Removes a row. */
  remove(list: ListPath, index: number): Change;

  /** The diagnostics of the form as it stands, on the way; of one field, with `path`. */
  diagnostics(path?: Path): Diagnostic[];

  /**
   * The whole check: everything required, every field as left. `fields` (paths, or what they begin with) judges a page of
   * a wizard: what is required and wrong there, also because of what stands elsewhere. A name that no application has throws.
   */
  validate(options?: { fields?: readonly Path[] }): Diagnostic[];

  field(path: Path): FieldState;

  /** What may be entered there now: drives `min` and `max` of a date or number field. */
  bounds(path: Path): Bounds;

  summary(): Summary;

  /** The rules that did not look because a declaration is empty. */
  unasked(): Unasked[];

  /** How a rule came to its verdict, also when it is satisfied; at one field, with `path`. */
  explain(rule: string, path?: Path): Explanation;

  /** The fields that the rules of this kind of application (`tipo`) read or require, in form order. */
  fields(): FieldInfo[];

  /** Whether a field is worth asking now, in its row; `field`, where it is known, spares looking it up. */
  asks(path: string, field?: FieldInfo): boolean;

  /** Filing day by filing day, what would be said of the application. */
  filingDays(): FilingDays[];

  /** The rulebook of this form. */
  rulebook(): RulebookCard;

  /** The rules of this form's rulebook. */
  rules(): RuleInfo[];

  /** Gives its memory back at once. Without it, a form that is dropped is collected in time. */
  free(): void;
}

// `using form = new Form(…)`, where the language knows it.
export interface Form extends Disposing {}
type Disposing = SymbolConstructor extends { readonly dispose: infer Key extends symbol }
  ? { [key in Key]: () => void }
  : {};

/** The whole check in one call. */
export declare function check(
  rulebook: Rulebook,
  domanda: Domanda,
  options?: Options,
): Diagnostic[];

/** A rule that did not look because a declaration is empty. It is no diagnostic. */
export interface Unasked {
  /** `rulebook/slug`. */
  rule: string;
  /** The empty fields that it waits for. */
  fields: string[];
  /** What it would have looked at. */
  message: string;
}

/** The rules that did not look because a declaration is empty, in one call. */
export declare function unasked(rulebook: Rulebook, domanda: Domanda, options?: Options): Unasked[];

/**
 * A whole check of several applications together, one answer for each, in their order. Those of one employer under one
 * rulebook are judged as earlier applications of one another, and nobody may stand in two of them for the same days.
 * With `null` each names its own rulebook in `regolamento`.
 */
export declare function checkDossier(
  rulebook: Rulebook | null,
  domande: readonly Domanda[],
  options?: Options,
): { diagnostics: Diagnostic[]; unasked: Unasked[] }[];

/** The rulebooks that are loaded. */
export declare function rulebooks(language?: Language): RulebookInfo[];

/** The rules of a rulebook. */
export declare function rules(rulebook: Rulebook, options?: Options): RuleInfo[];
