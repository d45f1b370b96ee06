// How wide a column must be at least, for its name to be read whole in the head.

/** So many lines of a name the head has room for. */
const LINES = 3;
/** What stands behind the name of the column that the rows are in order of. */
const SORTED = "▲";

/**
 * @param {string} font of the head, as CSS writes it
 * @returns {(name: string) => number} px, without the padding around the name
 */
export function headWidths(font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font;
  const widthOf = (text) => context.measureText(text).width;
  return (name) => {
    const words = [...name.split(" ").filter(Boolean), SORTED].map(widthOf);
    return Math.ceil(narrowest(words, widthOf(" "))) + 1;
  };
}

/** The least width at which words take no more lines than there are: that of some words that stand side by side. */
function narrowest(words, blank) {
  const runs = words.flatMap((_, from) => words.slice(from).map((__, more) => words.slice(from, from + more + 1).reduce((sum, width) => sum + blank + width)));
  return runs.sort((a, b) => a - b).find((width) => linesAt(width, words, blank) <= LINES);
}

function linesAt(width, words, blank) {
  let [lines, filled] = [0, Infinity];
  for (const word of words) {
    if (word > width) return Infinity;
    const together = filled + blank + word;
    if (together <= width) filled = together;
    else [lines, filled] = [lines + 1, word];
  }
  return lines;
}
