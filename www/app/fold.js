// What opens in the side panel, which is drawn anew after each key: it stays as the person left it.
import { make } from "./make.js";
import { t } from "./words.js";

/** From so many lines on a list goes on in something to open, by so many lines at once. */
const LONGEST = 8;
const AT_ONCE = 100;
/** The names of what is open. */
const opened = new Set();

/** Something to open under a name; `inside` gives what stands in it, made when it is first seen. */
export function fold(name, words, inside) {
  const details = make("details", "", make("summary", "", words));
  const fill = () => details.childElementCount > 1 || details.append(...inside());
  if (opened.has(name)) fill();
  details.open = opened.has(name);
  details.addEventListener("toggle", () => {
    if (details.open) fill();
    if (details.open) opened.add(name);
    else opened.delete(name);
  });
  return details;
}

/** The lines of a list, `line` of each; what is beyond the longest list stands below, to open. */
export function listed(name, all, line, { className = "", longest = LONGEST } = {}) {
  const list = make("ul", className, ...all.slice(0, longest).map(line));
  const more = all.slice(longest);
  const rest = `${name} …`;
  return more.length ? [list, fold(rest, t("… e altri {n}", { n: more.length }), () => listed(rest, more, line, { className, longest: AT_ONCE }))] : [list];
}
