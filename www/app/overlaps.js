// Earlier applications that share days with this one, or with each other: told as such, whatever the rules make of it.
import { t } from "./words.js";

/** `periods` are this one and the earlier ones, `{ from, to }` as YYYY-MM-DD or null; answers sentences. */
export function overlaps([own, ...earlier]) {
  const whole = ({ from, to }) => from && to && from <= to;
  const meet = (one, other) => whole(one) && whole(other) && one.from <= other.to && other.from <= one.to;
  const said = earlier.flatMap((one, at) => (meet(own, one) ? [t("La domanda precedente {n} e questa hanno giorni in comune.", { n: at + 1 })] : []));
  earlier.forEach((one, at) => {
    const second = earlier.findIndex((other, next) => next > at && meet(one, other));
    if (second >= 0) said.push(t("Le domande precedenti {n} e {m} hanno giorni in comune.", { n: at + 1, m: second + 1 }));
  });
  return said;
}
