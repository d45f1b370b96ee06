// The notice at the foot of the window: what was just done, and the way back, by button or by Ctrl+Z.
import { make } from "./make.js";
import { t } from "./words.js";

const STAYS = 12_000;
const host = document.getElementById("annulla");
let timer = 0;
/** Where the focus was before it came to the notice. */
let cameFrom = null;
/** Takes the last deed back; none once something was typed, whose own Ctrl+Z is the browser's. */
let back = null;

export function notice(label, undo) {
  clearTimeout(timer);
  host.hidden = !label;
  back = null;
  if (!label) return;
  const button = undo && make("button", "", t("Annulla"));
  if (button) {
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", "Control+Z Meta+Z");
    back = () => {
      back = null;
      host.hidden = true;
      undo();
    };
    button.addEventListener("click", back);
  }
  host.replaceChildren(make("span", "", label), button ?? "", closing());
  document.documentElement.style.setProperty("--avviso-alto", `${host.offsetHeight}px`);
  timer = setTimeout(() => (host.hidden = !host.contains(document.activeElement)), STAYS);
}

/** Takes the notice away before its time; who came to it by keyboard goes back. */
function closing() {
  const button = make("button", "annulla-chiudi", "×");
  button.type = "button";
  button.setAttribute("aria-label", t("Chiudi l'avviso"));
  button.addEventListener("click", () => {
    host.hidden = true;
    cameFrom?.focus();
  });
  return button;
}

host.addEventListener("focusin", ({ relatedTarget }) => {
  if (!host.contains(relatedTarget)) cameFrom = relatedTarget;
});
host.addEventListener("mousedown", (event) => event.preventDefault()); // the mouse leaves the focus where it is

document.addEventListener("input", () => (back = null));
document.addEventListener("keydown", (event) => {
  if (!back || event.defaultPrevented || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  back();
});
