// The end of a check: what was looked at, what was not, and what comes next.
import { make } from "./make.js";
import { t, writeDay } from "./words.js";

const place = document.getElementById("adesso");

/** Shows what comes next after a good check; after another one, nothing: the list of what to mend leads. */
export function outcome({ good, portal, rules, summary, law, pending }) {
  place.hidden = !good;
  if (!good) return place.replaceChildren();
  const filing = pending.find(({ path }) => path === "dataPresentazione");
  const steps = [
    item(t("Scarica la domanda: è il file da conservare, e da riaprire qui."), button("scarica", t("Scarica la domanda"))),
    item(t("Stampa il rapporto, o salvalo in PDF: dice che cosa è stato controllato e con quali fonti."), button("stampa", t("Stampa il rapporto"))),
    item(
      filing
        ? t("Presenta la domanda sul portale entro {weekday} {day}. Da qui non parte niente.", { weekday: filing.weekday, day: writeDay(filing.day) })
        : t("Presenta la domanda sul portale. Da qui non parte niente."),
    ),
  ];
  if (pending.length) steps.push(item(t("Metti i termini nel calendario, con un promemoria tre giorni prima."), button("calendario", t("Termini nel calendario"))));
  const unasked = summary.unasked?.length
    ? make("details", "altro", make("summary", "", t("Non verificato ({n})", { n: summary.unasked.length })), make("ul", "", ...summary.unasked.map(({ message }) => make("li", "", message))))
    : null;
  place.replaceChildren(
    make("h3", "", t("Che cosa fare adesso")),
    make("p", "", t("Il controllo ha guardato {n|regola|regole} di «{title}».", { n: rules, title: portal.title }), " ", law),
    make("ol", "adesso", ...steps),
    ...(unasked ? [unasked] : []),
  );
}

const item = (words, ...actions) => make("li", "", make("span", "", words), ...actions);

function button(action, words) {
  const made = make("button", "btn btn-outline-primary btn-xs", words);
  made.type = "button";
  made.dataset.azione = action;
  return made;
}
