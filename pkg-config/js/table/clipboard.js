// Blocks of cells as spreadsheets put them on the clipboard: tabs, line ends, quotes around cells that hold either.

/** @returns {string[][]} */
export function readBlock(text) {
  const rows = [];
  let row = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n");
  while (at <= source.length) {
    let cell;
    const closing = source[at] === '"' ? closingQuote(source, at) : -1;
    if (closing > 0) {
      cell = source.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    } else {
      let end = at;
      while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end++;
      cell = source.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (source[at] !== "\t") {
      rows.push(row);
      row = [];
    }
    at++;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

/** Where the quotes that open at a place close a whole cell; -1 where they are part of the text. */
function closingQuote(source, open) {
  let at = open + 1;
  for (;;) {
    at = source.indexOf('"', at);
    if (at < 0) return -1;
    if (source[at + 1] !== '"') return at + 1 === source.length || source[at + 1] === "\t" || source[at + 1] === "\n" ? at : -1;
    at += 2;
  }
}

export const writeBlock = (rows) => rows.map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
