// A table of ten thousand rows: data, not nodes. Only what shows exists; keys, blocks and screen readers work as in a
// spreadsheet. Knows nothing of applications or rules: cells are texts with messages, and every edit is the host's.
//
// const table = new Table(element, { columns, source, label, words, …what the host does });
// See the types below for each; table.css gives it its looks.
export { History } from "./history.js";
export { Table } from "./table.js";
export { readBlock, writeBlock } from "./clipboard.js";

/**
 * @typedef {object} Column
 * @property {string} key what the source calls it
 * @property {string} label
 * @property {number} width in rem; more where its name needs it
 * @property {"" | "code" | "number"} [look]
 * @property {string} [inputMode] keyboard of a phone: "numeric", "decimal"
 * @property {{ value: string, label: string }[]} [options] words to choose from; others may be typed
 *
 * @typedef {{ severity: "error" | "warning" | "info", message: string }} Message
 *
 * @typedef {object} Source where the rows are; asked for what shows, and never for all of it
 * @property {number} length
 * @property {(row: number, key: string) => string} text
 * @property {(row: number, key: string) => Message[]} messages of a cell, the gravest first
 * @property {(row: number) => { severity: string, label: string } | null} mark the gravest of a row
 *
 * @typedef {object} Hands what the host does; `row` is always a row of the source, whatever the order it shows in
 * @property {(row: number, key: string, text: string) => void} onInput at every key
 * @property {(row: number, key: string, text: string, before: string) => void} onLeave when the cell is left
 * @property {(block: { rows: number[], keys: string[], texts: string[][], added: number, outside: number }) => void} onBlock
 *   a paste, a cut, a clearing: `added` rows go to the end, `outside` columns found no place
 * @property {(at: number, count: number) => void} onInsert
 * @property {(rows: number[]) => void} onRemove
 * @property {() => void} onUndo
 * @property {() => void} onRedo
 * @property {(key: string) => void} onSort
 * @property {(step: 1 | -1) => void} onNextError
 * @property {(text: string) => boolean} [onPasteTable] a paste with a header of its own; true: taken
 * @property {(bubble: HTMLElement, row: number, key: string, messages: Message[]) => void} [onMessages] adds to what a
 *   cell says: buttons, a source
 */
