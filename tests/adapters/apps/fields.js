// The fields that each of the little pages shows: label, name as the library writes it, address of convalida.
import { Form } from "convalida/inline/piemonte-2020";

export const FIELDS = [
  ["Presentata il", "dataPresentazione"],
  ["Inizio", "periodo.dataInizio"],
  ["Fine", "periodo.dataFine"],
  ["Assunto il", "lavoratori[0].dataAssunzione"],
  ["Ore", "lavoratori[0].ore"],
];

/** As many workers as the address asks: `#200`. */
const ROWS = Number(location.hash.slice(1)) || 1;

export const empty = () => ({ dataPresentazione: "", periodo: { dataInizio: "", dataFine: "" }, lavoratori: Array.from({ length: ROWS }, () => ({ dataAssunzione: "", ore: "" })) });

export const BOOK = "piemonte-2020";

// What is asked of the core: how often each call, for the test that counts them.
window.calls = {};
for (const name of ["load", "set", "setMany", "commit", "insert", "remove", "validate", "diagnostics"]) {
  const own = Form.prototype[name];
  Form.prototype[name] = function (...given) {
    window.calls[name] = (window.calls[name] ?? 0) + 1;
    return own.apply(this, given);
  };
}
