// The binding layer's own words, in both languages; everything else that is said comes from the core.

const it = {
  from: "dal {min}", until: "fino al {max}", between: "dal {min} al {max}", only: "solo il {min}",
  numberFrom: "da {min}", numberUntil: "fino a {max}", numberBetween: "da {min} a {max}", numberOnly: "solo {min}",
  impossible: "con gli altri dati nessun valore è ammesso",
  why: "Perché?", row: "riga {n}",
  error: "da correggere", warning: "avviso", info: "nota",
  wrong: "Da correggere ({n})", missing: "Da completare ({n})", warnings: "Avvisi ({n})", notes: "Da sapere ({n})",
  summaryTitle: "La domanda non è ancora pronta",
  summaryWarnings: "Da valutare prima dell'invio: non bloccano la domanda",
  summaryGood: "Controllo completato: niente da correggere",
  summaryGoodText: "Le regole che si possono verificare da qui sono rispettate.",
  more: "… e altri {n}.",
  mended: "corretto", others: "Messaggi cambiati in altri campi: {n}.",
  rowRemoved: "Riga {n} tolta.", rowAdded: "Riga {n} aggiunta.", restored: "Ripristinato.",
  fixed: "{label}: fatto.", pasted: "Righe incollate: {n}.",
  quote: "Che cosa dice la fonte", quotes: "Che cosa dicono le fonti", enforced: "Chi controlla", steps: "Il calcolo con questi dati",
  note: "Nota", ourReading: "La nostra lettura", filingDays: "Secondo il giorno di presentazione", catalogue: "La regola nel catalogo (nuova scheda)", reading: "Questa è una nostra lettura: la fonte non lo dice con queste parole.",
  ours: "Regola nostra: nessuna fonte la scrive.", close: "Chiudi",
  portale: "Il portale della Regione: la domanda viene bloccata o rinviata.",
  legge: "La legge nazionale.", inps: "L'INPS.", consiglio: "Nessuno: è un consiglio.",
};

const en = {
  from: "from {min}", until: "up to {max}", between: "from {min} to {max}", only: "only {min}",
  numberFrom: "from {min}", numberUntil: "up to {max}", numberBetween: "from {min} to {max}", numberOnly: "only {min}",
  impossible: "with the other data no value is admissible",
  why: "Why?", row: "row {n}",
  error: "to be corrected", warning: "warning", info: "note",
  wrong: "To be corrected ({n})", missing: "To be completed ({n})", warnings: "Warnings ({n})", notes: "Good to know ({n})",
  summaryTitle: "The application is not ready yet",
  summaryWarnings: "Worth a look before filing: they do not block the application",
  summaryGood: "Check completed: nothing to correct",
  summaryGoodText: "The rules that can be verified from here are met.",
  more: "… and {n} more.",
  mended: "corrected", others: "Messages changed in other fields: {n}.",
  rowRemoved: "Row {n} removed.", rowAdded: "Row {n} added.", restored: "Restored.",
  fixed: "{label}: done.", pasted: "Rows pasted: {n}.",
  quote: "What the source says", quotes: "What the sources say", enforced: "Who enforces it", steps: "The computation with these data",
  note: "Note", ourReading: "Our own reading", filingDays: "By filing day", catalogue: "The rule in the catalogue (new tab)", reading: "This is our own reading: the source does not say it in these words.",
  ours: "Our own rule: no source writes it.", close: "Close",
  portale: "The Region's portal: the application is blocked or sent back.",
  legge: "National law.", inps: "INPS.", consiglio: "Nobody: it is an advice.",
};

const languages = { it, en };

/** Their keys. */
export const TEXTS = Object.keys(it);

/** A function that gives the text of a key in `language`, with `{name}` filled in; `own` replaces single texts. */
export function textsFor(language, own = {}) {
  const table = { ...(languages[language] ?? it), ...own };
  return (key, values = {}) =>
    String(table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
