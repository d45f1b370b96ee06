// The fields that each of the little pages shows: label, name as the library writes it, address of convalida.
export const FIELDS = [
  ["Presentata il", "dataPresentazione"],
  ["Inizio", "periodo.dataInizio"],
  ["Fine", "periodo.dataFine"],
  ["Assunto il", "lavoratori[0].dataAssunzione"],
  ["Ore", "lavoratori[0].ore"],
];

export const empty = () => ({ dataPresentazione: "", periodo: { dataInizio: "", dataFine: "" }, lavoratori: [{ dataAssunzione: "", ore: "" }] });

export const BOOK = "piemonte-2020";
