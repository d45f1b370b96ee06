// Where the names of the columns stand, if they stand anywhere: within the first rows, known by names and by content.
import { namesLike } from "./synonyms.js";
import { CODICE_FISCALE, bare } from "./shapes.js";

const LOOKED_AT = 20;
/** From this likeness on a cell counts as the name of a column. */
const A_NAME = 0.7;

/** The index of the header row; -1 where the rows have none. */
export function headerOf(rows) {
  let best = { at: -1, score: 0 };
  for (let at = 0; at < Math.min(rows.length, LOOKED_AT); at++) {
    const score = scoreOf(rows[at]);
    if (score > best.score) best = { at, score };
  }
  return best.score >= 1.4 ? best.at : -1;
}

/** How many different columns a row names; a row with a codice fiscale in it is a person. */
function scoreOf(cells) {
  const fields = new Map();
  for (const cell of cells) {
    const text = cell.trim();
    if (!text || text.length > 60) continue;
    if (CODICE_FISCALE.test(bare(text))) return 0;
    let [field, score] = ["", 0];
    for (const [name, likeness] of namesLike(text)) if (likeness > score) [field, score] = [name, likeness];
    if (score >= A_NAME) fields.set(field, Math.max(score, fields.get(field) ?? 0));
  }
  return [...fields.values()].reduce((sum, score) => sum + score, 0);
}

/** The first row of data where there is no header: the first in which somebody is named by his codice fiscale. */
export function firstRowOf(rows) {
  const at = rows.findIndex((cells) => cells.some((cell) => CODICE_FISCALE.test(bare(cell))));
  return at < 0 ? 0 : at;
}
