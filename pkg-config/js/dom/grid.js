// A table of rows under the keyboard as in a spreadsheet: arrows, Enter, and a paste that fills rows and columns.
import { kindOf } from "../copy.js";
import { wrong } from "../errors.js";
import { pathOf, scopeOf } from "./scope.js";

const shown = (element) => element.getClientRects().length > 0 && !element.disabled;

/** The line of a row that a paste fills and arrows walk: the marked one, or all of it. */
function lineOf(row, grid) {
  const element = row.elements.find((candidate) => grid.contains(candidate));
  return element?.querySelector("[data-convalida-cells]") ?? element;
}

const cellsOf = (row, grid) => [...(lineOf(row, grid)?.querySelectorAll("[data-convalida]") ?? [])].filter(shown);

/** The grid, the row and its cells that an element stands in, or null where it stands beside them. */
function standing(element, root) {
  const grid = element.closest("[data-convalida-grid]");
  let row = scopeOf(element, root);
  while (row.list && !row.list.views.some((view) => view.container === grid)) row = row.list.parent;
  if (!row.list || !lineOf(row, grid)?.contains(element)) return null;
  return { grid, row, cells: cellsOf(row, grid) };
}

const sameField = (cells, element) => cells.find((cell) => cell.dataset.convalida === element.dataset.convalida);

function enter(element) {
  element.focus();
  if (element.select && element.tagName !== "SELECT") element.select();
}

/** Moves to the same field `step` rows away; `add` makes a row where there is none. */
function moveRow(element, { grid, row }, step, add) {
  const next = row.list.rows[row.index + step];
  if (!next && !(add && step > 0)) return false;
  const cells = cellsOf(next ?? add(row.list), grid);
  const found = next ? (sameField(cells, element) ?? cells[0]) : cells[0];
  if (found) enter(found);
  return true;
}

function moveCell(element, { cells }, step) {
  const target = cells[cells.indexOf(element) + step];
  if (target) enter(target);
  return Boolean(target);
}

/** Whether the caret stands where an arrow would leave the text. */
function atEdge(element, side) {
  if (element.tagName === "SELECT" || element.type === "checkbox") return true;
  const { selectionStart: start, selectionEnd: end, value } = element;
  if (start === 0 && end === value.length) return true;
  return start === end && (side < 0 ? start === 0 : end === value.length);
}

/** Handles a key in a grid; answers whether it was used. */
export function gridKey(event, root, add) {
  const element = event.target;
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return false;
  const place = standing(element, root);
  if (!place) return false;
  const select = element.tagName === "SELECT";
  switch (event.key) {
    case "Enter":
      return moveRow(element, place, event.shiftKey ? -1 : 1, add);
    case "ArrowDown":
      return !select && moveRow(element, place, 1);
    case "ArrowUp":
      return !select && moveRow(element, place, -1);
    case "ArrowLeft":
      return !event.shiftKey && atEdge(element, -1) && moveCell(element, place, -1);
    case "ArrowRight":
      return !event.shiftKey && atEdge(element, 1) && moveCell(element, place, 1);
    default:
      return false;
  }
}

/** The cells of a text copied from a spreadsheet, or null where it is plain text for one field. */
export function parseTable(text) {
  if (typeof text !== "string") throw wrong(`parseTable takes a text, not ${kindOf(text)}`);
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!/[\t\n]/.test(clean)) return null;
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < clean.length; at++) {
    const sign = clean[at];
    if (quoted && sign === '"' && clean[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"' && (quoted || cell === "")) {
      quoted = !quoted;
    } else if (!quoted && (sign === "\t" || sign === "\n")) {
      rows.at(-1).push(cell.trim());
      cell = "";
      if (sign === "\n") rows.push([]);
    } else {
      cell += sign;
    }
  }
  rows.at(-1).push(cell.trim());
  return rows;
}

/** Fills rows and columns from the field that has the focus; answers what was there before, for undo. */
export function fillTable(element, table, root, { add, write }) {
  const place = standing(element, root);
  if (!place) return null;
  const { list, index } = place.row;
  const names = place.cells.slice(place.cells.indexOf(element)).map((cell) => cell.dataset.convalida);
  const before = { list, first: list.rows.length, added: 0, texts: [] };
  table.forEach((cells, down) => {
    const fresh = !list.rows[index + down];
    if (fresh) {
      add(list);
      before.added++;
    }
    const row = list.rows[index + down];
    cells.slice(0, names.length).forEach((text, right) => {
      const path = pathOf(row.elements[0], root, names[right]);
      const old = write(path, text);
      if (!fresh) before.texts.push([path, old]);
    });
  });
  return before;
}
