// The notice at the foot of the window: what was just done, and the way back.
import { make } from "./make.js";
import { t } from "./words.js";

const STAYS = 12_000;
const host = document.getElementById("annulla");
let timer = 0;

export function notice(label, undo) {
  clearTimeout(timer);
  host.hidden = !label;
  if (!label) return;
  const button = undo && make("button", "", t("Annulla"));
  if (button) {
    button.type = "button";
    button.addEventListener("click", () => {
      host.hidden = true;
      undo();
    });
  }
  host.replaceChildren(make("span", "", label), button ?? "");
  timer = setTimeout(() => (host.hidden = !host.contains(document.activeElement)), STAYS);
}
