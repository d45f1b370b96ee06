// The words of exports → the words of the model: a table that the page shows, and a person changes.
import { plainName } from "./synonyms.js";

const TABLE = {
  tipoContratto: {
    indeterminato: ["indeterminato", "tempo indeterminato", "a tempo indeterminato", "ti", "t i", "t ind", "t indet", "tempo ind", "tempo indet", "ind", "indet", "full time indeterminato", "permanent"],
    determinato: ["determinato", "tempo determinato", "a tempo determinato", "td", "t d", "t det", "tempo det", "det", "a termine", "contratto a termine", "fixed term"],
    apprendistato: ["apprendistato", "apprendista", "app", "appr", "apprendistato professionalizzante"],
    intermittente: ["intermittente", "a chiamata", "chiamata", "job on call", "lavoro intermittente", "int"],
    somministrazione: ["somministrazione", "somministrato", "interinale", "interin", "som", "somm", "sommin"],
    domicilio: ["domicilio", "a domicilio", "lavoro a domicilio"],
  },
  qualifica: {
    operaio: ["operaio", "operaia", "op", "o", "oper", "1", "operai", "worker"],
    impiegato: ["impiegato", "impiegata", "imp", "i", "2", "impiegati", "clerk"],
    quadro: ["quadro", "q", "quadri"],
    apprendista: ["apprendista", "app", "appr", "5", "a"],
    dirigente: ["dirigente", "dir", "dirigenti"],
  },
  origine: {
    nuova: ["nuova", "nuova assunzione"],
    trasferimento: ["trasferimento", "trasferimento d azienda", "cessione di ramo", "art 2112"],
    "cambio-appalto": ["cambio appalto", "appalto"],
    rinnovo: ["rinnovo"],
  },
};

const YES = new Set(["si", "s", "yes", "y", "vero", "true", "1", "x", "on"]);
const NO = new Set(["no", "n", "falso", "false", "0", "off"]);

const lookup = Object.fromEntries(Object.entries(TABLE).map(([field, words]) => [field, new Map(Object.entries(words).flatMap(([word, texts]) => texts.map((text) => [text, word])))]));

/** The word of the model for a text, in a field; undefined where nobody has said it. */
export function wordFor(field, kind, text) {
  const plain = plainName(text);
  if (kind === "yes-no") return YES.has(plain) ? "sì" : NO.has(plain) ? "no" : undefined;
  return lookup[field]?.get(plain);
}

/** Which of the two kinds of word a text is, where only one claims it. Digits and single letters tell nothing. */
export function kindOfWord(text) {
  const plain = plainName(text);
  if (plain.length < 2) return undefined;
  if (lookup.tipoContratto.has(plain)) return "tipoContratto";
  return lookup.qualifica.has(plain) ? "qualifica" : undefined;
}
