// A rulebook in a file that can not be used: why, one mistake after the other, with the place marked.
import { make } from "./make.js";
import { t } from "./words.js";

/** So many are told: who mends them looks again. */
const TOLD = 3;

/** What is said of a page brought where its JSON is wanted; "" for another file. */
export const pageFirst = (name) => (/\.md$/i.test(name) ? t("«{name}» è la pagina di un regolamento: prima «convalida compila {name}», poi si carica il JSON che ne esce.", { name }) : "");

/** The compiler's mistakes as elements; a line of the rulebook stands as it is written, with its marks below. */
export function mistakes(problem) {
  const all = (problem.cause?.message ?? problem.message).split(/\n(?! )/);
  const items = all.slice(0, TOLD).map((mistake) => {
    const [says, ...marked] = mistake.split("\n");
    return make("li", "", says, marked.length ? lines(marked) : null);
  });
  return make("div", "errori-regolamento", make("ul", "", ...items), all.length > TOLD ? make("p", "", t("… e {n|altro errore|altri errori}.", { n: all.length - TOLD })) : null);
}

function lines(marked) {
  const shown = make("pre", "", marked.map((line) => line.replace(/^ {2}/, "")).join("\n"));
  shown.tabIndex = 0; // what is longer than the page scrolls by keyboard
  return shown;
}
