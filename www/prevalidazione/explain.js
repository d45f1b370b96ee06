// "Perché?": the computation in sentences, the sources with all that they say, who enforces the rule, other filing days.
import { make } from "../app/make.js";
import { capital } from "../app/names.js";
import { inSentences } from "../app/sentences.js";
import { citation, enforced, ours } from "../app/sources.js";
import { t } from "../app/words.js";
import { confirmed } from "./dialog.js";

/** Shows what the worker answers about a rule at a place, below what was said there. */
export function explain(place, message, explanation) {
  const { title, steps, sources, note, reading, enforcedBy, filingDays = [] } = inSentences(explanation);
  const body = make("div", "perche", make("p", "", make("strong", "", `${capital(place)}: `), message), ...steps.map(({ text }) => make("p", "", text)), ...sources.map(citation));
  if (reading) body.append(make("p", "minuto", ours()));
  if (note) body.append(make("p", "minuto", note));
  if (filingDays.length) body.append(make("h3", "", t("Secondo il giorno di presentazione")), make("ul", "", ...filingDays.map(({ text }) => make("li", "", text))));
  body.append(make("p", "minuto", `${capital(enforced(enforcedBy))}.`));
  return confirmed(title, body, null);
}
