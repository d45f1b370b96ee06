// Help that fits on a page.
import { make } from "../app/make.js";
import { t } from "../app/words.js";
import { confirmed } from "./dialog.js";

const STEPS = [
  ["Apri", "Trascina i file delle aziende, uno o molti: CSV, XLSX, JSON, UniEmens. Le colonne si riconoscono dal nome e dal contenuto; ciò che non è sicuro lo confermi tu, e per gli altri file dello stesso programma è ricordato finché la pagina è aperta."],
  ["Guarda gli esiti", "Sono raccolti per regola: quanti lavoratori, perché, come si rimedia. «Correggi» mostra prima che cosa cambierebbe."],
  ["Correggi nella tabella", "Si scrive come in un foglio di calcolo; il messaggio compare alla cella. F8 porta al prossimo errore."],
  ["Esporta", "La tabella corretta ha le stesse colonne più «Esito» e «Motivo». Il rapporto si stampa o si salva in PDF."],
];

const KEYS = [
  ["Frecce, Pag↑ Pag↓, Home, Fine", "muoversi; con Maiusc si sceglie un blocco"],
  ["Invio o F2, una lettera, Esc", "modificare, riscrivere, lasciare com'era"],
  ["Tab, Maiusc+Tab", "cella dopo, cella prima"],
  ["Esc e poi Tab", "ai pulsanti del messaggio (Correggi, Perché?), poi fuori dalla tabella"],
  ["F8, Maiusc+F8", "errore dopo, errore prima"],
  ["Alt+Invio", "applicare la correzione proposta"],
  ["Ctrl+C, Ctrl+X, Ctrl+V, Canc", "copiare, tagliare, incollare, vuotare un blocco"],
  ["Ctrl+Z, Ctrl+Y", "annullare, ripetere: tutto"],
  ["Ctrl+più, Ctrl+meno", "aggiungere righe sotto, togliere righe"],
];

export function help() {
  const steps = make("ol", "", ...STEPS.map(([title, text]) => make("li", "", make("strong", "", `${t(title)}. `), t(text))));
  const keys = make("dl", "tasti");
  for (const [key, text] of KEYS) keys.append(make("div", "", make("dt", "", t(key)), make("dd", "", t(text))));
  const kept = make("p", "", t("Niente lascia questo computer e niente è conservato, finché non salvi una bozza: allora resta in questo browser, e si cancella da qui."));
  return confirmed(t("Aiuto"), make("div", "", steps, make("h3", "", t("Tasti della tabella")), keys, kept), null);
}
