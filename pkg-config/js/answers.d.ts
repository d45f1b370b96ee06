// The types of all answers, written from those of src/reply by its unit test (cargo test --lib types).

/** `error` forbids; `warning` and `info` tell. */
export type Severity = "error" | "warning" | "info";

/**
 * What a text is on the way: `incomplete` can still become acceptable by typing more, `invalid` no longer can.
 * After `commit` and in a whole check a field is never `incomplete`. `unknown`: the model has no such field; its value
 * is kept and not judged.
 */
export type State = "empty" | "incomplete" | "invalid" | "valid" | "unknown";

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

/** A mend that one click applies: each of its edits is a `set(path, value)`. */
export interface Fix {
  label: string;
  edits: Array<{
    path: string;
    value: string;
  }>;
}

/** What is wrong, or worth knowing, at one field. */
export interface Diagnostic {
  /** Stable name, `rulebook/slug`. */
  rule: string;
  severity: Severity;
  /** The field where it is to be shown: `lavoratori.3.dataAssunzione`. */
  path: string;
  /** Other filled fields that took part. */
  related: Array<string>;
  /** In the form's language. It may quote what the user typed: show it as text, never as markup. */
  message: string;
  /** The figures of the message: dates `YYYY-MM-DD`, numbers as numbers. */
  params: Record<string, string | number | boolean | null>;
  /** Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice. */
  enforcedBy: string;
  sources: Array<Source>;
  fix?: Fix;
}

/** A rule that did not look because a declaration is empty. It is no diagnostic. */
export interface Unasked {
  /** `rulebook/slug`. */
  rule: string;
  /** The empty fields that it waits for. */
  fields: Array<string>;
  /** What it would have looked at. */
  message: string;
}

/** What is said of one application of a dossier. */
export interface DossierAnswer {
  diagnostics: Array<Diagnostic>;
  unasked: Array<Unasked>;
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
  /** The edited fields of several edits in one, `setMany`. */
  fields?: Array<EditedField>;
  /** Diagnostics to show from now on. */
  added: Array<Diagnostic>;
  /** Diagnostics to take away. */
  removed: Array<{
    rule: string;
    path: string;
  }>;
  /** The rows that moved: paths here and in `added` are those after the edit. */
  rows?: {
    list: string;
    inserted?: number;
    removed?: number;
    /** How many, of several edits in one. */
    count?: number;
  };
}

/** A field as it stands. */
export interface FieldState {
  path: string;
  state: State;
  /** As typed. */
  text: string;
  /** Canonical, where there is a value: dates ISO, codes in capitals and without separators. */
  value?: string;
}

/** What may be entered in a field now. There may be gaps between the ends: `set` knows them. */
export interface Bounds {
  /** Nothing at all is acceptable, as the other fields stand: then there are no ends. */
  impossible?: true;
  /** Smallest acceptable value: dates `YYYY-MM-DD`, numbers as numbers. Absent where no rule sets one. */
  min?: string | number;
  /** Greatest acceptable value. */
  max?: string | number;
  /** The rules that set these ends. */
  because: Array<{
    rule: string;
  }>;
}

/** A day by which, or from which, something is to be done. */
export interface TermInfo {
  label: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** Name of the day of the week, in the form's language. */
  weekday: string;
  /** The field that the term is about. */
  path: string;
  /** From the filing day, where it is given; negative when it is past. */
  daysLeft?: number;
  /** The day before a later law moved it. */
  ordinary?: string;
  /** The rule that says so, where it is one's. */
  rule?: string;
  /** `YYYY-MM`, of a term that every month has. */
  month?: string;
}

/** The application at one glance, from the same values as the verdicts. */
export interface Summary {
  /** Days used and left of the total over all applications. */
  days?: {
    earlier: number;
    own: number;
    total: number;
    max: number;
    left: number;
    /** The last end that the rule on the total admits. */
    lastEnd?: string;
  };
  /** The latest end that all rules admit, `YYYY-MM-DD`. */
  lastEnd?: string;
  terms: Array<TermInfo>;
  /** Hours asked over all workers. */
  hours: {
    asked: number;
    /** The most that the rules admit; absent where they set some worker no limit. */
    most?: number;
  };
  /** The caps of the intermittent workers, in days. */
  onCall: Array<{
    row: number;
    path: string;
    max: number;
    used: number;
    left: number;
  }>;
  /** The headcount, and whether it calls for an agreement. */
  headcount?: {
    /** As people write it. */
    value: string;
    agreementNeeded: boolean;
  };
  /** What is paid, and the monthly ceiling of each worker whose pay is known. */
  benefit?: {
    label: string;
    /** The share of the pay, where the rulebook names one. */
    percent?: number;
    ceilings: Array<{
      row: number;
      year: number;
      /** In euro. */
      monthly: number;
    }>;
  };
  /**
   * The months of the period, and how many workers still lack their hours; none where the rulebook asks for no monthly
   * values.
   */
  months: Array<{
    /** `YYYY-MM` */
    month: string;
    missing: number;
  }>;
  /** By which day's law the application is judged: the filing day, else today, else the latest. */
  assumed: Array<{
    by: "dataPresentazione" | "today" | "latest" | "unreadable";
    text: string;
    day?: string;
  }>;
  /** The rules that did not look because a declaration is empty. */
  unasked: Array<Unasked>;
  /** Paths of required fields that are still empty. */
  missing: Array<string>;
  /** Where one application is not enough: the periods of several that satisfy every rule. */
  proposal?: {
    text: string;
    parts: Array<{
      dataInizio: string;
      dataFine: string;
      days: number;
    }>;
  };
  /** What nobody can decide without the office. */
  offline: Array<string>;
}

/** How a rule came to its verdict on an application. */
export interface Explanation {
  /** `rulebook/slug` */
  rule: string;
  title: string;
  severity: Severity;
  /** Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice. */
  enforcedBy: string;
  /** Whether the rule is satisfied; `null` where it does not look (yet). */
  holds: boolean | null;
  /** The computation, step by step. */
  steps: Array<{
    text: string;
    kind: "field" | "when" | "unless" | "definition" | "min" | "max" | "forbidden" | "fires" | "figure";
    /** What a field or a figure is called. */
    label?: string;
    /** A formula with the values of this form. */
    formula?: string;
    /** What stands there, or the formula comes to, as people write it; absent where that is not known. */
    shown?: string;
    /** Where the step is one of the rule's figures: its name. */
    name?: string;
    /** Its value, for programs. */
    value?: string | number | boolean | null;
  }>;
  sources: Array<Source>;
  /** The rule, or a part of it, is our reading of its sources. */
  reading: boolean;
  /** Conflicts between sources, what the office does. */
  note?: string;
  /** Where the filing day makes a difference: what the rule says on which days. */
  filingDays?: Array<{
    from: string;
    to: string;
    holds: boolean;
    text: string;
  }>;
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
  appears: Array<FilingRemark>;
  disappears: Array<FilingRemark>;
}

/** An answer that a field waits for: one of these words, any text or none, or a day not after today. */
export type AwaitedAnswer = {
  field: string;
  oneOf: Array<string>;
} | {
  field: string;
  filled: boolean;
} | {
  field: string;
  past: true;
};

/** A field that the portal asks. */
export interface FieldInfo {
  /** `lavoratori.*.ore`: a `*` stands for each row, `<aaaa-mm>` for each month. */
  path: string;
  kind: "date" | "integer" | "number" | "hours" | "yes-no" | "word" | "text" | "codice-fiscale" | "partita-iva" | "matricola" | "iban";
  /** Name of the field, in the form's language. */
  label: string;
  /** A whole check asks it, as the application stands now; of rows, in an empty one. */
  required: boolean;
  /** A shorter name, for the head of a column, where there is one. */
  short?: string;
  /** One line for whoever does not know what it is about. */
  help?: string;
  /** The answers that it waits for, all of them; a `*` is the same row. */
  when: Array<AwaitedAnswer>;
  /** The admitted words of a list. */
  words?: Array<{
    value: string;
    label: string;
  }>;
}

/** A rule of the catalogue. */
export interface RuleInfo {
  /** `rulebook/slug` */
  rule: string;
  title: string;
  /** Where it is shown; a `*` stands for each row. Nowhere in particular for what reads texts. */
  paths: Array<string>;
  /** What it said in which filing days. */
  versions: Array<{
    title: string;
    severity: Severity;
    /** Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice. */
    enforcedBy: string;
    /** First filing day, `YYYY-MM-DD`; `null` is open. */
    from: string | null;
    /** Last filing day. */
    to: string | null;
    /** With placeholders. */
    message: string;
    /** For people to read without an application: each figure is named in its place, `‹massimo›`. */
    sentence: string;
    /** It is our reading of its sources. */
    reading: boolean;
    /** Conflicts between sources, what the office does. */
    note: string | null;
    sources: Array<Source>;
    /** The formulas, as the page of the rulebook has them. */
    limits: Array<{
      limit: "when" | "unless" | "min" | "max" | "forbidden" | "fires";
      formula: string;
    }>;
  }>;
}

/** A rulebook with what concerns no rule of it. */
export interface RulebookCard {
  name: string;
  title: string;
  region: string | null;
  /** First filing day it was made for, `YYYY-MM-DD`; `null` is open. */
  from: string | null;
  /** Last filing day it was made for. */
  to: string | null;
  /** The kinds of application it knows; the first is the default. */
  tipi: Array<string>;
  /** The edition. A draft keeps it as `versioneRegolamento`, beside `regolamento`: loading it later says what changed. */
  version: string;
  /** Tells whether two rulebooks are the same, to the letter. */
  hash: string;
  /** What nobody can decide without the office. */
  offline: Array<string>;
  /** What raises no message, though people ask about it. */
  admitted: Array<{
    text: string;
    sources: Array<Source>;
  }>;
}
