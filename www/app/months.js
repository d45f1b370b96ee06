// What is given month by month: hours of the workers, a column for each month; headcounts, a field for each month.
import { make } from "./make.js";
import { translate, writeMonth } from "./words.js";

let made = 0;

/** The months of a table whose rows are the workers: `consuntivo` or `sr41`. */
export class MonthTable {
  #name;
  #table;
  #template;
  #shown = "";

  constructor(name) {
    this.#name = name;
    this.#table = document.getElementById(name);
    this.#template = this.#table.querySelector("template");
  }

  /** Brings the columns to these months; `rescan` is told of the rows that changed. */
  show(months, rows, language, rescan) {
    const empty = months.length === 0 || rows === 0;
    document.getElementById(`${this.#name}-vuoto`).hidden = !empty;
    document.getElementById(`${this.#name}-tabella`).hidden = empty;
    const key = `${months.join()} ${language}`;
    if (key === this.#shown || empty) return;
    const same = this.#shown.split(" ")[0] === months.join();
    this.#shown = key;
    const head = this.#table.tHead.rows[0];
    for (const old of head.querySelectorAll("[data-mese]")) old.remove();
    for (const month of months) {
      const cell = make("th", "", writeMonth(month));
      cell.scope = "col";
      cell.id = `${this.#name}-mese-${month}`;
      cell.dataset.mese = month;
      cell.translate = false;
      head.append(cell);
    }
    const lines = [this.#template.content.querySelector("tr"), ...this.#table.querySelectorAll("[data-convalida-row] > tr")];
    for (const line of lines) {
      if (same) {
        for (const cell of line.querySelectorAll("[data-mese]")) cell.firstElementChild.textContent = writeMonth(cell.dataset.mese);
        continue;
      }
      for (const old of line.querySelectorAll("[data-mese]")) old.remove();
      for (const month of months) line.append(this.#cell(month, line.isConnected ? String(++made) : "*"));
      if (line.isConnected) rescan(line);
    }
    translate(head);
  }

  /** One cell; in the template `row` is the asterisk that stands for each row. */
  #cell(month, row) {
    const input = hoursInput(`${this.#name}-${month}-${row}`, `*.${this.#name}.${month}`);
    input.className = "form-control form-control-sm";
    input.setAttribute("aria-labelledby", `${this.#name}-mese-${month}`);
    const label = make("label", "nome-cella", writeMonth(month));
    label.htmlFor = input.id;
    label.translate = false;
    const cell = make("td", "cella", label, input);
    cell.dataset.mese = month;
    return cell;
  }
}

/** The six months before that of the filing day, `YYYY-MM`; none before the day is there. */
export function monthsBefore(day) {
  if (!day) return [];
  const [year, month] = day.split("-").map(Number);
  return [6, 5, 4, 3, 2, 1].map((back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
}

let headcounts = "";

/** A field for the headcount of each month; answers whether there are others than before. */
export function showHeadcounts(months, language) {
  const key = `${months.join()} ${language}`;
  if (key === headcounts) return false;
  headcounts = key;
  document.getElementById("mensile-vuoto").hidden = months.length > 0;
  document.getElementById("mensile").replaceChildren(
    ...months.map((month) => {
      const input = hoursInput(`mensile-${month}`, `organico.mensile.${month}`);
      input.className = "form-control campo-numero";
      const label = make("label", "active", writeMonth(month));
      label.htmlFor = input.id;
      label.translate = false;
      return make("div", "form-group", label, input);
    }),
  );
  return true;
}

function hoursInput(id, path) {
  const input = make("input", "");
  input.type = "text";
  input.inputMode = "decimal";
  input.id = id;
  input.dataset.convalida = path;
  return input;
}
