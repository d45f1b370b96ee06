// The applications that are open: employer by employer, with what each has to mend.
import { make } from "../app/make.js";
import { t, writeCount } from "../app/words.js";
import { button } from "./dialog.js";
import { calledOf } from "./labels.js";

/** So many are listed at once: two thousand employers are found by name, or in order of what they have to mend. */
const LISTED = 100;
/** From so many on there is something to look for. */
const MANY = 12;

/**
 * @param {HTMLElement} host
 * @param {{ open(id: number): void, close(id: number): void }} hands
 * @returns {(cards: object[], current: number) => void} draws them
 */
export function dossier(host, hands) {
  let [cards, current, listed, timer, heads] = [[], 0, LISTED, 0, []];
  const search = make("input", "form-control form-control-sm");
  search.type = "search";
  search.autocomplete = "off";
  search.spellcheck = false;
  const order = make("select", "form-select form-select-sm");
  for (const control of [search, order]) {
    control.addEventListener("input", () => {
      clearTimeout(timer);
      listed = LISTED;
      timer = setTimeout(drawList, 150);
    });
  }
  const summary = make("summary", "");
  const tools = make("div", "attrezzi");
  const list = make("div", "tabella-larga");
  list.tabIndex = 0;
  list.setAttribute("role", "region");
  const said = make("p", "minuto");
  said.setAttribute("role", "status");
  const details = make("details", "", summary, tools, list, said);
  details.open = true;

  return function draw(all, id) {
    [cards, current] = [all, id];
    if (cards.length < 2) return host.replaceChildren();
    const wrong = cards.filter(({ counts }) => counts?.error);
    const total = wrong.reduce((sum, { counts }) => sum + counts.error, 0);
    summary.replaceChildren(make("strong", "", t("{n|domanda aperta|domande aperte}", { n: cards.length })), ` – ${t("{n|errore|errori} in tutto", { n: total })}${wrong.length ? `, ${t("in {n|domanda|domande}", { n: wrong.length })}` : ""}`);
    const chosen = order.value;
    order.replaceChildren(new Option(t("come nei file"), ""), new Option(t("prima chi ha più da correggere"), "error"), new Option(t("per nome"), "name"));
    order.value = chosen;
    tools.hidden = cards.length < MANY;
    tools.replaceChildren(make("label", "", t("Cerca un datore di lavoro"), " ", search), make("label", "", t("In ordine"), " ", order));
    list.setAttribute("aria-label", t("Le domande aperte"));
    if (host.firstChild !== details) host.replaceChildren(details);
    drawList();
  };

  function drawList() {
    const found = inOrder(cards.filter(matches(search.value)), order.value);
    const focused = document.activeElement?.dataset?.domanda;
    const scrolled = list.scrollTop;
    heads = [t("Datore di lavoro"), t("Unità"), t("Periodo"), t("Giorni"), t("Restano"), t("Lavoratori"), t("Da correggere"), t("Da guardare"), ""];
    const seen = new Set();
    const rows = found.slice(0, listed).map((card) => {
      const again = Boolean(card.employer) && seen.has(card.employer);
      seen.add(card.employer);
      return line(card, again && !order.value);
    });
    list.replaceChildren(make("table", "table table-sm fascicolo", make("thead", "", make("tr", "", ...heads.map((head, at) => make("th", at > 2 ? "numero" : "", head || make("span", "visually-hidden", t("Chiudi")))))), make("tbody", "", ...rows)));
    list.scrollTop = scrolled;
    if (focused) list.querySelector(`[data-domanda="${focused}"]`)?.focus({ preventScroll: true });
    const more = found.length > listed ? button(t("Mostrane altre {n}", { n: Math.min(LISTED, found.length - listed) }), () => {
      listed += LISTED;
      drawList();
    }, "collegamento") : "";
    said.replaceChildren(found.length > listed ? `${t("{n} di {tutte}.", { n: writeCount(listed), tutte: writeCount(found.length) })} ` : found.length ? "" : t("Nessun datore di lavoro si chiama così."), more);
    said.hidden = !said.textContent;
  }

  function line({ id, name, file, employer, unit, from, to, workers, counts, days }, again) {
    const title = calledOf({ name, file });
    const choose = button(again ? `↳ ${title}` : title, () => hands.open(id), "collegamento");
    choose.dataset.domanda = id;
    if (employer) choose.title = employer;
    if (id === current) choose.setAttribute("aria-current", "true");
    const close = button("×", () => hands.close(id), "collegamento");
    close.setAttribute("aria-label", t("Chiudi {nome}", { nome: title }));
    const count = (value, grave) => make("td", value && grave ? "numero tardi" : "numero", value === undefined ? "…" : writeCount(value));
    const row = make("tr", id === current ? "attuale" : "", make("th", "", choose), make("td", "", unit), make("td", "", [from, to].filter(Boolean).join(" – ")), count(days?.total), count(days?.left), make("td", "numero", writeCount(workers)), count(counts?.error, true), count(counts?.warning), make("td", "", close));
    [...row.cells].forEach((cell, at) => (cell.dataset.che = heads[at])); // where there is no room for the head
    return row;
  }
}

/** By the employer's name, codes, unit or file. */
function matches(text) {
  const words = text.trim().toLowerCase();
  return ({ name, employer, unit, file }) => !words || [name, employer, unit, file].some((one) => one.toLowerCase().includes(words));
}

function inOrder(cards, by) {
  if (by === "error") return [...cards].sort((a, b) => (b.counts?.error ?? 0) - (a.counts?.error ?? 0));
  if (by === "name") {
    const { compare } = new Intl.Collator("it", { numeric: true });
    return [...cards].sort((a, b) => compare(calledOf(a), calledOf(b)));
  }
  const employers = new Map(); // those of one employer stand together, where its first stands
  for (const card of cards) {
    const key = card.employer || `#${card.id}`;
    if (employers.has(key)) employers.get(key).push(card);
    else employers.set(key, [card]);
  }
  return [...employers.values()].flat();
}
