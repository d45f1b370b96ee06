// How the columns of exports are called: for each of our fields the names, with where a name was met.
//
// A: seen in a primary document (none so far); B: seen in a derived source (UniEmens descriptions, Cassa Edile files,
// scripts that read such files); C: plausible, not seen. No layout of a payroll program is claimed: what is not
// recognised is matched by hand.

const EXPORT_NAMES = {
  codiceFiscale: { B: ["cflavoratore", "codice fiscale del lavoratore addetto", "codice fiscale lavoratore", "codice fiscale"], C: ["cf", "cod fisc", "codfis", "codice fiscale dipendente", "tax code", "fiscal code"] },
  cognome: { B: ["cognome"], C: ["cognome dipendente", "surname", "last name"] },
  nome: { B: ["nome", "primo nome"], C: ["nome dipendente", "first name", "name"] },
  "cognome+nome": { C: ["nominativo", "cognome e nome", "cognome nome", "dipendente", "lavoratore", "nome e cognome", "employee"] },
  dataAssunzione: { B: ["data assunzione"], C: ["assunto il", "data di assunzione", "dt assunz", "data inizio rapporto", "assunzione", "hire date", "hired on"] },
  dataAssunzioneOriginaria: { C: ["data assunzione originaria", "data anzianita", "anzianita dal", "data assunzione convenzionale"] },
  dataCessazione: { C: ["data cessazione", "cessato il", "cessazione", "data licenziamento", "data dimissioni", "end date"] },
  dataFineContratto: { C: ["fine contratto", "data fine contratto", "scadenza contratto", "data scadenza", "scadenza", "termine contratto"] },
  dataProroga: { C: ["data proroga", "prorogato al", "proroga"] },
  dataTrasformazione: { C: ["data trasformazione", "trasformato il", "trasformazione"] },
  dataInizio: { C: ["inizio cig", "data inizio cig", "inizio sospensione", "data inizio sospensione", "dal"] },
  dataFine: { C: ["fine cig", "data fine cig", "fine sospensione", "data fine sospensione", "al"] },
  tipoContratto: { C: ["tipo contratto", "contratto", "tipo rapporto", "tipologia contratto", "tipologia rapporto", "forma contrattuale", "tempo determinato indeterminato", "contract type"] },
  qualifica: { B: ["qualifica", "qualifica1"], C: ["qual", "inquadramento", "categoria", "grade"] },
  orarioSettimanale: { B: ["orario contrattuale", "orariocontrattuale"], C: ["orario settimanale", "ore settimanali", "ore sett", "h sett", "ore contrattuali", "ore contratto", "weekly hours"] },
  oreGiornaliere: { B: ["orario medio giornaliero", "orariogiornmediocontrattuale"], C: ["ore giornaliere", "ore giorno", "ore al giorno", "daily hours"] },
  giorniSettimana: { C: ["giorni settimana", "giorni settimanali", "giorni a settimana", "giorni lavorativi settimana", "gg sett"] },
  giorni: { C: ["giorni", "giorni cig", "gg cig", "giornate cig", "giorni sospensione", "giorni di sospensione", "giorni richiesti", "days"] },
  ore: { C: ["ore", "ore cig", "ore cigd", "ore sospensione", "ore richieste", "ore integrabili", "ore di cig", "ore cassa", "hours"] },
  iban: { B: ["iban"], C: ["codice iban", "coordinate bancarie", "conto corrente"] },
  retribuzioneMensile: { C: ["retribuzione mensile", "retribuzione", "paga mensile", "lordo mensile", "retr mensile"] },
  origine: { C: ["origine", "origine rapporto"] },
  did: { C: ["did"] },
  giornateUltimi12Mesi: { C: ["giornate ultimi 12 mesi", "giornate lavorate ultimi 12 mesi"] },
  giornatePrecedenti: { C: ["giornate precedenti", "giornate gia chieste"] },
  chiamataAttiva: { C: ["chiamata attiva", "risposta a chiamata"] },
  "datoreLavoro.denominazione": { B: ["ragsocazienda"], C: ["ragione sociale", "azienda", "ditta", "denominazione", "datore di lavoro", "societa", "employer"] },
  "datoreLavoro.codiceFiscale": { B: ["cfazienda"], C: ["codice fiscale azienda", "codice fiscale ditta", "codice fiscale datore di lavoro", "cf azienda", "cf ditta"] },
  "datoreLavoro.partitaIva": { C: ["partita iva", "p iva", "piva"] },
  "datoreLavoro.matricolaInps": { B: ["matricola"], C: ["matricola inps", "matricola azienda", "posizione inps"] },
  "unitaProduttiva.nome": { B: ["unitaproduttiva"], C: ["unita produttiva", "unita", "sede", "filiale", "stabilimento", "cantiere"] },
  "unitaProduttiva.comune": { C: ["comune", "comune unita", "comune sede"] },
};

/** Not ours, though their names look like it: a personal number, a collective code, the day of a month alone. */
const TRAPS = ["codice dipendente", "matricola dipendente", "codice contratto impiego", "codice contratto", "ccnl", "numero", "progressivo"];

/** Names that mean one of two things: the first is proposed, and never as sure by its name. */
const EITHER = new Map([["data fine rapporto", ["dataCessazione", "dataFineContratto"]], ["fine rapporto", ["dataCessazione", "dataFineContratto"]]]);
const DOUBT = 0.6;

const WORDS = new Map(Object.entries({ cod: "codice", codice: "codice", fisc: "fiscale", fis: "fiscale", dt: "data", d: "data", gg: "giorni", gior: "giorni", h: "ore", hh: "ore", n: "numero", nr: "numero", num: "numero", sett: "settimana", settimanali: "settimana", settimanale: "settimana", assunz: "assunzione", ass: "assunzione", cess: "cessazione", scad: "scadenza", contr: "contratto", contrattuale: "contratto", contrattuali: "contratto", contrat: "contratto", lav: "lavoratore", dip: "dipendente", rag: "ragione", soc: "sociale", ind: "indeterminato", tip: "tipo", tipologia: "tipo" }));
const SILENT = new Set(["di", "del", "della", "dei", "il", "la", "a", "al", "e", "in", "per", "the", "of"]);

/** Lower case, no accents, one blank between words: `Cod.Fisc.` and `codiceFiscale` become words. */
export function plainName(text) {
  return String(text)
    .replace(/([a-zà-ú])([A-Z])/g, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

const wordsOf = (plain) => plain.split(" ").filter((word, at, all) => word && (all.length === 1 || !SILENT.has(word))).map((word) => WORDS.get(word) ?? word);

const WEIGHT = { A: 1, B: 1, C: 0.95 };
const known = Object.entries(EXPORT_NAMES).flatMap(([field, grades]) =>
  [...Object.entries(grades), ["A", [plainName(field)]]].flatMap(([grade, names]) => names.map((name) => ({ field, weight: WEIGHT[grade], plain: name, words: wordsOf(name) }))),
);
const traps = new Set(TRAPS.map((name) => wordsOf(name).join(" ")));
const remembered = new Map();

/** For a header, each field with how well its name fits: 0 to 1. */
export function namesLike(header) {
  const plain = plainName(header);
  if (!remembered.has(plain)) {
    if (remembered.size > 5000) remembered.clear();
    remembered.set(plain, compared(plain));
  }
  return remembered.get(plain);
}

function compared(plain) {
  const scores = new Map();
  const words = wordsOf(plain);
  if (!words.length || traps.has(words.join(" "))) return scores;
  if (EITHER.has(plain)) return new Map(EITHER.get(plain).map((field, at) => [field, DOUBT - at / 100]));
  for (const { field, weight, plain: name, words: others } of known) {
    const score = weight * (name === plain || name.replaceAll(" ", "") === plain.replaceAll(" ", "") ? 1 : likeness(words, others));
    if (score > (scores.get(field) ?? 0.45)) scores.set(field, score);
  }
  return scores;
}

/** The words that two names share; a word may have one slip. */
function likeness(words, others) {
  const left = [...others];
  let shared = 0;
  for (const word of words) {
    const at = left.findIndex((other) => other === word || slipped(word, other));
    if (at < 0) continue;
    shared += left[at] === word ? 1 : 0.8;
    left.splice(at, 1);
  }
  return (0.98 * 2 * shared) / (words.length + others.length);
}

/** One letter too many, too few, other or changed with its neighbour; in words long enough to tell. */
function slipped(a, b) {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  if (a.slice(at + 1) === b.slice(at + 1) || a.slice(at + 1) === b.slice(at) || a.slice(at) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
