// The notice at the foot of the window: what was just done, and the way back, by button or by Ctrl+Z.
import { make } from "./make.js";
import { t } from "./words.js";

const STAYS = 12_000;
const host = document.getElementById("annulla");
let timer = 0;
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
  host.replaceChildren(make("span", "", label), button ?? "");
  timer = setTimeout(() => (host.hidden = !host.contains(document.activeElement)), STAYS);
}

document.addEventListener("input", () => (back = null));
document.addEventListener("keydown", (event) => {
  if (!back || event.defaultPrevented || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  back();
});
