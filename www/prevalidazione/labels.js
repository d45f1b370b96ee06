// Names of fields that no rulebook asks, and what the reading of a file concluded, in words.
import { t } from "../app/words.js";
import { BOTH_NAMES } from "./import/plan.js";

const WORKER = "lavoratori.*.";

const NAMES = {
  cognome: "cognome",
  nome: "nome",
  qualifica: "qualifica",
  tipoContratto: "tipo di contratto",
  "datoreLavoro.denominazione": "denominazione del datore di lavoro",
  "datoreLavoro.codiceFiscale": "codice fiscale del datore di lavoro",
  "datoreLavoro.partitaIva": "partita IVA del datore di lavoro",
  "datoreLavoro.matricolaInps": "matricola INPS del datore di lavoro",
  "unitaProduttiva.nome": "nome dell'unità produttiva",
  "unitaProduttiva.comune": "comune dell'unità produttiva",
};

const CONCLUSIONS = {
  "anno-a-due-cifre": "anni di due cifre completati",
  "zero-perso": "giorni a cui mancava lo zero davanti",
  "mese-in-lettere": "mesi scritti in lettere",
  "numero-excel": "giorni contati come fa Excel",
  "numero-excel-1904": "giorni contati da Excel dal 1904",
  centesimi: "ore in centesimi",
  "unita-tolta": "unità di misura tolte",
  migliaia: "punti delle migliaia tolti",
  arrotondato: "valori arrotondati a due decimali",
  "nome-diviso": "cognome e nome divisi dopo la prima parola: il codice fiscale non conferma",
  "celle-diverse": "righe con più o meno celle delle altre (i valori possono essere nella colonna sbagliata)",
  "riga-vuota": "righe vuote saltate",
  "riga-di-totale": "righe di totale saltate",
};

/** What an application is called in lists: the employer's name, else that of the file. */
export const calledOf = ({ name, file, unit }) => [name || file || t("Domanda senza nome"), unit].filter(Boolean).join(" – ");

/** The name of a field where the rulebook has none: the data model's own at worst. */
export const nameOf = (field) => t(NAMES[field] ?? field);

/**
 * What was concluded while a file was read, in a line.
 * @param {{ how: string, field?: string, count: number, samples: (string | object)[] }} note
 * @param {(field: string) => string} labelOf the name of a worker's field
 */
export function conclusion({ how, field, count, samples }, labelOf) {
  const some = samples.map(sampleOf).join("; ");
  const told = count <= samples.length ? some : some ? `${count}, ${t("per esempio")} ${some}` : String(count);
  return `${t(CONCLUSIONS[how])}${field ? ` (${labelOf(field)})` : ""}: ${told}`;
}

/** What a conclusion was drawn from: the file's own words, or a row with its cells. */
export function sampleOf(sample) {
  if (typeof sample === "string") return sample;
  return "cells" in sample ? t("riga {row}: {cells|cella|celle} invece di {expected}", sample) : t("riga {row}: {text}", sample);
}

/** The names of the workers' fields, as the columns of tables need them. @param {{ path: string, label: string }[]} fields of a rulebook */
export function workerNames(fields) {
  const own = fields.filter(({ path, label }) => path.startsWith(WORKER) && label).map(({ path, label }) => [path.slice(WORKER.length), label]);
  return { ...Object.fromEntries(Object.keys(NAMES).map((name) => [name, nameOf(name)])), [BOTH_NAMES]: t("cognome e nome insieme"), ...Object.fromEntries(own) };
}
