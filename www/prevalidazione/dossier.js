// The applications that are open: employer by employer, with what each has to mend.
import { make } from "../app/make.js";
import { t } from "../app/words.js";
import { button } from "./dialog.js";

/** @param {{ open(id: number): void, close(id: number): void }} hands */
export function drawDossier(host, cards, current, hands) {
  if (cards.length < 2) return host.replaceChildren();
  const groups = new Map();
  for (const card of cards) {
    const key = card.employer || `${card.name} ${card.id}`;
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  const rows = [...groups.values()].flatMap((group) => group.map((card, at) => line(card, at, group.length)));
  const total = cards.reduce((sum, { counts }) => sum + (counts?.error ?? 0), 0);
  const heads = [t("Datore di lavoro"), t("Unità"), t("Periodo"), t("Giorni"), t("Restano"), t("Lavoratori"), t("Da correggere"), t("Da guardare"), ""];
  const table = make("table", "table table-sm fascicolo", make("thead", "", make("tr", "", ...heads.map((head) => make("th", "", head || make("span", "visually-hidden", t("Chiudi")))))), make("tbody", "", ...rows));
  const summary = make("summary", "", make("strong", "", t("{n|domanda aperta|domande aperte}", { n: cards.length })), ` – ${t("{n|errore|errori} in tutto", { n: total })}`);
  const details = make("details", "", summary, make("div", "tabella-larga", table));
  details.open = host.querySelector("details")?.open ?? true;
  host.replaceChildren(details);

  function line({ id, name, unit, from, to, workers, counts, days }, at, together) {
    const choose = button(at && together > 1 ? `↳ ${name}` : name || t("Senza nome"), () => hands.open(id), "collegamento");
    if (id === current) choose.setAttribute("aria-current", "true");
    const close = button("×", () => hands.close(id), "collegamento");
    close.setAttribute("aria-label", t("Chiudi {nome}", { nome: name }));
    const count = (value, grave) => make("td", value && grave ? "numero tardi" : "numero", value === undefined ? "…" : String(value));
    return make("tr", id === current ? "attuale" : "", make("th", "", choose), make("td", "", unit), make("td", "", [from, to].filter(Boolean).join(" – ")), count(days?.total), count(days?.left), make("td", "numero", String(workers)), count(counts?.error, true), count(counts?.warning), make("td", "", close));
  }
}
