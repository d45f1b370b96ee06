// The monthly reporting: one column for each month of the period, in every worker's row and in the template.
import { make } from "./make.js";
import { translate, writeMonth } from "./words.js";

const table = document.getElementById("consuntivo");
const template = table.querySelector("template");
let shown = "";

/** Brings the columns to the months that the core names; `rescan` is told of the rows that changed. */
export function showMonths(months, rows, language, rescan) {
  const empty = months.length === 0 || rows === 0;
  document.getElementById("consuntivo-vuoto").hidden = !empty;
  document.getElementById("consuntivo-tabella").hidden = empty;
  const key = `${months.join()} ${language}`;
  if (key === shown || empty) return;
  const same = shown.split(" ")[0] === months.join();
  shown = key;
  const head = table.tHead.rows[0];
  for (const old of head.querySelectorAll("[data-mese]")) old.remove();
  for (const month of months) {
    const cell = make("th", "", writeMonth(month));
    cell.scope = "col";
    cell.id = `mese-${month}`;
    cell.dataset.mese = month;
    cell.translate = false;
    head.append(cell);
  }
  const lines = [template.content.querySelector("tr"), ...table.querySelectorAll("[data-convalida-row] > tr")];
  for (const line of lines) {
    if (same) {
      for (const cell of line.querySelectorAll("[data-mese]")) cell.firstElementChild.textContent = writeMonth(cell.dataset.mese);
      continue;
    }
    for (const old of line.querySelectorAll("[data-mese]")) old.remove();
    for (const month of months) line.append(monthCell(month, line.isConnected ? String(++made) : "*"));
    if (line.isConnected) rescan(line);
  }
  translate(head);
}

let made = 0;

/** One cell; in the template `row` is the asterisk that stands for each row. */
function monthCell(month, row) {
  const input = make("input", "form-control form-control-sm");
  input.type = "text";
  input.inputMode = "decimal";
  input.id = `consuntivo-${month}-${row}`;
  input.dataset.convalida = `*.consuntivo.${month}`;
  input.setAttribute("aria-labelledby", `mese-${month}`);
  const label = make("label", "nome-cella", writeMonth(month));
  label.htmlFor = input.id;
  label.translate = false;
  const cell = make("td", "cella", label, input);
  cell.dataset.mese = month;
  return cell;
}
