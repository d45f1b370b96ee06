// The bar of days: earlier applications, this one, what is left, what is too much; in words as well.
import { make, makeSvg } from "./make.js";
import { t } from "./words.js";

export function daysBar({ earlier, own, max }) {
  const total = earlier + own;
  const left = Math.max(0, max - total);
  const over = Math.max(0, total - max);
  const scale = Math.max(max, total, 1);
  const parts = [
    ["precedenti", earlier, t("domande precedenti: {n}", { n: earlier })],
    ["questa", own - Math.min(over, own), t("questa: {n}", { n: own })],
    ["oltre", Math.min(over, own), t("oltre il massimo: {n}", { n: over })],
    ["resto", left, t("restano: {n}", { n: left })],
  ].filter(([kind, days]) => days > 0 || kind === "questa" || kind === "resto");
  const words = t("{total} giorni su {max}", { total, max });
  const bar = makeSvg("svg", { class: "barra", viewBox: `0 0 ${scale} 10`, preserveAspectRatio: "none", role: "img", "aria-label": `${words}: ${parts.map((part) => part[2]).join(", ")}` });
  let at = 0;
  for (const [kind, days] of parts) {
    if (days > 0) bar.append(makeSvg("rect", { class: kind, x: at, y: 0.5, width: days, height: 9, "vector-effect": "non-scaling-stroke" }));
    at += days;
  }
  const legend = make("p", "legenda");
  legend.setAttribute("aria-hidden", "true");
  for (const [kind, , label] of parts) legend.append(make("span", kind, label));
  return [make("p", "", make("span", "cifra", words)), bar, legend];
}
