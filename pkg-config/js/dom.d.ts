import type { Change, Diagnostic, Domanda, Explanation, FieldState, FieldValue, Form, Language, Options, Path, Rulebook, RulebookCard } from "./types.js";

/** What the binding asks of a form: a `Form` of convalida, or anything that answers in the same way. */
export interface BoundForm {
  set(path: string, text: string): Change;
  setMany(edits: [path: string, text: string][]): Change;
  commit(path: string): Change;
  load(domanda: Domanda): unknown;
  toJSON(): Domanda;
  insert(list: string, index?: number): Change;
  remove(list: string, index: number): Change;
  field(path: string): Pick<FieldState, "text"> | FieldState;
  diagnostics(path?: string): Diagnostic[];
  validate(options?: { fields?: readonly string[] }): Diagnostic[];
  reset(): void;
  rulebook(): Pick<RulebookCard, "name" | "version">;
  subscribe?(listener: (change: Change) => void): () => void;
  free(): void;
  bounds?: Form["bounds"];
  explain?: Form["explain"];
  fields?: Form["fields"];
}

/** The whole check, sorted as the summary shows it. */
export interface Groups {
  /** errors in what was entered */
  wrong: Diagnostic[];
  /** errors that only the whole check says: what is not there yet */
  missing: Diagnostic[];
  warnings: Diagnostic[];
  notes: Diagnostic[];
}

/** The binding's own words, by key; in braces what is filled in: `{ row: "rigo {n}" }`. */
export type BindTexts = Partial<
  Record<
    | "from" | "until" | "between" | "only" | "numberFrom" | "numberUntil" | "numberBetween" | "numberOnly"
    | "impossible" | "why" | "row" | "error" | "warning" | "info" | "wrong" | "missing" | "warnings" | "notes"
    | "summaryTitle" | "summaryWarnings" | "summaryGood" | "summaryGoodText" | "more" | "mended" | "others"
    | "rowRemoved" | "rowAdded" | "restored" | "fixed" | "pasted" | "quote" | "quotes" | "enforced" | "steps" | "note"
    | "ourReading" | "filingDays" | "catalogue" | "reading" | "ours" | "close" | "portale" | "legge" | "inps"
    | "consiglio",
    string
  >
>;

export interface BindOptions {
  /** the form to work with; or `rulebook`, and the binding makes it, and frees it when it is destroyed */
  form?: BoundForm;
  rulebook?: Rulebook;
  /** the class to make the form with, where it is not the package's own */
  Form?: typeof Form;
  /**
   * the page's names of its fields: by name, an asterisk for the number of a row
   * (`{ "righe[*].assunto": "lavoratori.*.dataAssunzione" }`), or a function that answers nothing where a control is none
   * of ours. Beside a map, or without any, names that the model knows are understood: `a.b[0].c`, `a.b.0.c`. A map,
   * `values` or a mark of the page that leads to no field of the model throws, as in `fields`
   */
  names?: Record<string, Path> | ((name: string, control: HTMLElement) => Path | null | undefined);
  /** the page's own codes, by field: `{ bollo: { M: "marca", V: "virtuale" } }` */
  values?: Record<string, Record<string, FieldValue>>;
  /** paths, or what they begin with: the whole check speaks of these alone */
  fields?: readonly Path[];
  /** the form is a page of a wizard: the whole check speaks of the fields that it has, or of those that a function names */
  page?: boolean | (() => readonly Path[]);
  today?: string;
  /** language of the binding's own words, and of a form that it makes; Italian by default */
  language?: Language;
  /** sentences of the page's own by rule, of a form that the binding makes */
  messages?: Options["messages"];
  /** own words instead of the binding's, by key */
  texts?: BindTexts;
  /** where the error summary goes; else `[data-convalida-summary]`, else the top of the form */
  summary?: HTMLElement;
  /** where the live region goes; else the form */
  live?: HTMLElement;
  /** pause in milliseconds before the live region speaks; 1000 by default */
  delay?: number;
  /** true: the form is never submitted; else it is when the whole check finds no error */
  keepPage?: boolean;
  /** false: no "Perché?" at the messages */
  explain?: boolean;
  /** where a rule stands in a catalogue: "Perché?" leads there */
  ruleLink?(rule: string): string | null;
  onChange?(change: Change): void;
  onCommit?(path: string): void;
  onValidate?(groups: Groups): void;
  /** a row was made: its elements, one for each container that shows the list */
  onRow?(elements: Element[]): void;
  /** how the rows of a list show, where the page does it in its own way: a long list as a table whose rows are data */
  aside?(list: string, rows: unknown[]): RowsAside | null;
  /** a field is about to get the focus: open what hides it */
  onReveal?(target: Element): void;
  /** something was done that `undo` takes back; null when it was taken back */
  onUndoable?(done: { label: string; undo(): void } | null): void;
  /** "Perché?" was pressed; replaces the panel that opens below the message */
  onWhy?(button: HTMLButtonElement, message: HTMLElement, explanation: Explanation): void;
}

/** One row of a list on the page. */
export interface Row {
  readonly index: number;
  readonly elements: Element[];
  /** the path of a field of this row, as it stands now */
  path(name: string): string;
}

/** Shows the rows of a list in a way of the page's own; the binding makes no elements for them. */
export interface RowsAside {
  readonly length: number;
  /** the rows, or all that is said of them, are others */
  show(diagnostics: Diagnostic[]): void;
  /** one edit: what is said and said no longer, and rows that moved */
  follow(change: Change): void;
  /** what is said of one field now, after a whole check */
  settle(path: string, diagnostics: Diagnostic[]): void;
  /** all that is said of the rows */
  diagnostics(): Diagnostic[];
  nameOf(path: string): string;
  goTo(path: string): void;
}

export interface Binding {
  readonly form: BoundForm;
  /** shows an application, every field as left */
  load(domanda: Domanda): void;
  /** goes on with another form (another rulebook, another language); what was typed stays */
  use(form: BoundForm, options?: { language?: Language; texts?: BindTexts }): void;
  /** writes a value as if a person had typed it and left the field */
  set(path: string, text: string): void;
  /** writes a text as it is being typed: the field is not left yet */
  type(path: string, text: string): void;
  /** what a field holds, as text */
  text(path: string): string;
  /** shows the same application with other values; what a whole check said is kept up to date */
  rewrite(domanda: Domanda): void;
  /** shows all rows anew, where `aside` wants them now */
  reshow(): void;
  /** opens or closes, inside `place`, the explanation of a rule at a path */
  explain(button: HTMLElement, place: HTMLElement, rule: string, path: string): void;
  /** reads a control again that a script has filled (a date picker); without one, all that the page holds */
  sync(element?: Element): void;
  /** what to keep of an application that is not finished: `load` takes it up again */
  draft(): Record<string, unknown>;
  add(list: string, index?: number): Row | null;
  remove(list: string, index: number): void;
  /** takes the last removal, fix or paste back */
  undo(): boolean;
  /** something the page itself did: it is said, and `undo` runs `back` */
  undoable(label: string, back: () => void): void;
  /** the whole check; fills the summary and gives it the focus */
  validate(): Groups;
  diagnostics(): Diagnostic[];
  /** takes the person to a field */
  goTo(path: string): void;
  /** what a path is called on this page */
  nameOf(path: string): string;
  /** reads the page's marks again after the page added or took away fields; of one row, or of the form */
  rescan(element?: Element): void;
  /** leaves the page as it was */
  destroy(): void;
}

/**
 * Binds a plain HTML form. A form that somebody else wrote needs no marks: its controls are known by their names
 * (`names`), what they hold is read at the start and never overwritten but by a fix that the user asks for, and rows that
 * the page's own script adds, takes away or numbers anew are followed. The form tells `convalida:change` (each Change) and
 * `convalida:invalid` (what a whole check found). A button with `formnovalidate` sends without a check.
 *
 * Marks, for pages of one's own:
 * - a field: `data-convalida="periodo.dataFine"` on an input, select, textarea, checkbox or on each radio of a group;
 * - rows: a container `data-convalida-list="lavoratori"` with a `<template>` of one row, in which names are relative
 *   (`data-convalida="*.ore"`), an asterisk in an id stands for the row, and may stand `data-convalida-number` (its
 *   number), `data-convalida-mark` (how grave), `data-convalida-messages="*"` (its messages) and
 *   `data-convalida-remove` (a button); `data-convalida-add="lavoratori"` is a button that adds one;
 * - `data-convalida-grid` on the container: arrows, Enter and paste as in a spreadsheet, in the line of the row that
 *   is marked `data-convalida-cells`;
 * - `data-convalida-text="*.cognome"`: shows what was typed in that field.
 */
export declare function bind(form: HTMLFormElement, options: BindOptions & ({ rulebook: Rulebook } | { form: BoundForm })): Binding;

/** The cells of a text copied from a spreadsheet; null where it is plain text for one field. */
export declare function parseTable(text: string): string[][] | null;
