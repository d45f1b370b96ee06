// "If filed on another day": what each stretch of filing days would change; asked of the core only while it is open.
import { make } from "./make.js";
import { t } from "./words.js";

const PAUSE = 400;
const MARKS = { error: "tardi", warning: "minuto" };

/** `ask` gives the core's stretches, or null where there is nothing to ask; answers what to call after each change. */
export function filingDays(ask) {
  const details = document.getElementById("altro-giorno");
  const body = document.getElementById("altro-giorno-corpo");
  let timer = 0;

  const draw = () => {
    const stretches = ask() ?? [];
    body.replaceChildren(
      stretches.length > 1
        ? make("ol", "giorni", ...stretches.map(line))
        : make("p", "minuto", t("Con questi dati il giorno di presentazione non cambia niente.")),
    );
  };
  details.addEventListener("toggle", () => details.open && draw());

  return (possible) => {
    details.hidden = !possible;
    clearTimeout(timer);
    if (details.open) timer = setTimeout(draw, PAUSE);
  };
}

/** One stretch: the core's sentence, and the messages that would come. */
function line({ current, text, appears, disappears }) {
  const item = make("li", current ? "attuale" : "", make("p", !current && !appears.length && disappears.length ? "bene" : "", text));
  if (current) item.setAttribute("aria-current", "date");
  if (appears.length) item.append(make("ul", "", ...appears.map(({ severity, message }) => make("li", MARKS[severity] ?? "", message))));
  return item;
}
