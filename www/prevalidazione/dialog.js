// The one dialog of the page: a question, a preview, a text to paste.
import { make } from "../app/make.js";
import { t } from "../app/words.js";

const dialog = document.getElementById("finestra");

/** A button that does something when it is pressed. */
export function button(label, act, className = "btn btn-outline-primary btn-xs") {
  const control = make("button", className, label);
  control.type = "button";
  if (act) control.addEventListener("click", act);
  return control;
}

/**
 * Opens the dialog; answers what `result` gives where the person goes on, else undefined.
 * @param {string | null} go label of the button that goes on; without one there is only "Chiudi"
 */
function ask(title, body, go, result = () => true) {
  const heading = make("h2", "", title);
  heading.id = "finestra-titolo";
  return new Promise((done) => {
    let answer;
    const close = button(go ? t("Lascia stare") : t("Chiudi"), () => dialog.close());
    const proceed = go && button(go, () => {
      answer = result();
      dialog.close();
    }, "btn btn-primary btn-xs");
    const inside = make("div", "finestra-corpo", body instanceof Node ? body : make("p", "", body));
    inside.tabIndex = 0; // what is longer than the window scrolls by keyboard
    inside.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
      event.preventDefault();
      proceed?.click();
    });
    dialog.replaceChildren(heading, inside, make("div", "pulsanti", proceed || null, close));
    dialog.addEventListener("close", () => {
      dialog.replaceChildren();
      done(answer);
    }, { once: true });
    dialog.showModal();
    (dialog.querySelector("input, textarea") ?? proceed ?? close).focus();
  });
}

export const confirmed = (title, body, go) => ask(title, body, go);

/** @returns {Promise<string | undefined>} */
export function asked(title, label, value) {
  const input = make("input", "form-control");
  input.id = "finestra-campo";
  input.value = value;
  const name = make("label", "", label);
  name.htmlFor = input.id;
  return ask(title, make("div", "form-semplice", name, input), t("Salva"), () => input.value.trim());
}

export function pasted() {
  const area = make("textarea", "form-control");
  area.id = "finestra-campo";
  area.rows = 10;
  area.spellcheck = false;
  const name = make("label", "", t("Le righe copiate dal foglio di calcolo, con o senza i nomi delle colonne"));
  name.htmlFor = area.id;
  return ask(t("Incolla una tabella"), make("div", "form-semplice", name, area), t("Leggi"), () => area.value);
}
