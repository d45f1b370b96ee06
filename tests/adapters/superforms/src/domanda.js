// What the page and its server share: the fields of this page, and the check of them.
import "convalida/inline/piemonte-2020";
import { standardSchema } from "convalida/standard-schema";

export const defaults = { dataPresentazione: "", periodo: { dataInizio: "", dataFine: "" }, lavoratori: [{ dataAssunzione: "", ore: "" }] };

const fields = ["dataPresentazione", "periodo", "lavoratori.*.dataAssunzione", "lavoratori.*.ore"];

export const typing = standardSchema("piemonte-2020", { mode: "typing", fields });
export const whole = standardSchema("piemonte-2020", { mode: "whole", fields });
