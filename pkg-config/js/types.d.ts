// The types of the package: its calls, written by hand. What they answer stands in answers.d.ts, written from the core.

import type * as core from "./answers.js";
import type {
  Bounds,
  Diagnostic,
  DossierAnswer,
  Explanation,
  FieldState,
  FilingDays,
  RulebookCard,
  RuleInfo,
  Summary,
  Unasked,
} from "./answers.js";
import type { KnownList, KnownPath, RulebookName } from "./paths.js";

export * from "./answers.js";
export type { KnownList, KnownPath, RulebookName } from "./paths.js";

/**
 * A field: one that the model knows (editors complete it), or any other; `lavoratori[3].ore` is `lavoratori.3.ore`. An
 * application may hold fields of the portal's own, so a misspelt path is no error: it is kept, and its state is
 * `"unknown"`. Where a path of the model is meant, let TypeScript say so: `form.set("periodo.dataFine" satisfies KnownPath, …)`.
 */
export type Path = KnownPath | (string & {});

/** A list of rows. */
export type ListPath = KnownList | (string & {});

/** A language of messages and labels. Italian is the default. */
export type Language = "it" | "en";

/** What a field takes: the text as typed, or the JSON value. `null` and blank text are empty. */
export type FieldValue = string | number | boolean | null;

/** What an edit changed, in this field and in others. */
export interface Change extends core.Change {
  /** Another application took the place of this one (`load`, `reset`): told to who subscribed. */
  loaded?: true;
}

/** What an edit of one field changed. */
export interface FieldChange extends Change {
  field: core.EditedField;
}

/** A field that the portal asks. */
export interface FieldInfo extends core.FieldInfo {
  /**
   * Whether it is worth asking now: `false` while another answer makes it pointless (the end of a permanent contract) or
   * its time has not come (the months not over). A field of a row answers for itself: `form.asks("lavoratori.3.dataProroga")`.
   */
  asked: boolean;
}

/** A rulebook in a line. */
export interface RulebookInfo extends Omit<core.RulebookCard, "offline" | "admitted"> {}

export interface Options {
  /** @defaultValue "it" */
  language?: Language;
  /**
   * The day `YYYY-MM-DD` that rules take for today. Nothing here reads a clock: without it, rules that need it do not
   * run, and rules that changed over time are taken in their latest version while the filing day is empty.
   */
  today?: string;
  /**
   * Texts of your own by rule, with its figures (those of `params`) in braces, for both languages or for each:
   * `{ "durata-domanda": "{giorni} giorni, al massimo {massimo}." }`. A rule or a figure that is not there throws; what
   * bears the name of a rulebook, `"toscana-2020/…"`, is for that one alone. While a field is typed its rule has no figures
   * yet: a text that names some waits for the value.
   */
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
 * change.field.state; // "invalid": no day that starts like this is admitted
 * ```
 */
export declare class Form {
  /**
   * @param rulebook the name of a loaded rulebook, or a rulebook object
   * @throws Error when it is not loaded, or has a mistake: the sentence names the key
   */
  constructor(rulebook: Rulebook, options?: Options);

  /** The user types: `text` is read as a prefix. A row index equal to the number of rows adds a row. */
  set(path: Path, text: FieldValue): FieldChange;

  /** A paste: all of it in one step, and one Change. */
  setMany(edits: readonly (readonly [path: Path, text: FieldValue])[]): Change;

  /** The user leaves the field: its text is read as it stands. */
  commit(path: Path): FieldChange;

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

  /** What a field holds, as typed and as it is read, and whether that will do. */
  field(path: Path): FieldState;

  /** What may be entered there now: drives `min` and `max` of a date or number field. */
  bounds(path: Path): Bounds;

  /** The application at one glance: days, terms, hours, what is missing, how it could be split. */
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
): DossierAnswer[];

/** The rulebooks that are loaded. */
export declare function rulebooks(language?: Language): RulebookInfo[];

/** The rules of a rulebook. */
export declare function rules(rulebook: Rulebook, options?: Options): RuleInfo[];
