// Reading and writing HTML controls as the text that a person typed.

const YES = /^(s[iì]'?|si\u0300|s|true|1|x)$/iu;
const NO = /^(no|n|false|0)$/i;

const isChoice = (element) => element.type === "radio" || element.type === "checkbox";

/** Controls that are complete with one gesture: they are left as soon as they change. */
export const isInstant = (element) => isChoice(element) || element.tagName === "SELECT";

/** A JSON value as a person would have typed it. */
export function asText(value) {
  if (value === null || value === undefined || typeof value === "object") return "";
  if (value === true) return "sì";
  if (value === false) return "no";
  return typeof value === "number" ? String(value).replace(".", ",") : String(value);
}

/** The page's own codes by control: `{ M: "marca", V: "virtuale" }`. */
const codes = new WeakMap();

export const setCodes = (element, table) => codes.set(element, table);

/** The text of a field; `elements` are its control, or all the radios of its group. */
export function readText(elements) {
  const table = codes.get(elements[0]);
  const text = rawText(elements);
  return table && Object.hasOwn(table, text) ? String(table[text]) : text;
}

function rawText(elements) {
  const [first] = elements;
  if (first.type === "radio") return elements.find((radio) => radio.checked)?.value ?? "";
  if (first.type === "checkbox") return first.checked ? "sì" : "no";
  return first.value;
}

/** Shows `text` in a field without telling anybody. */
export function writeText(elements, meant) {
  const [first] = elements;
  const table = Object.entries(codes.get(first) ?? {});
  const text = table.find(([, word]) => sameWord(String(word), meant))?.[0] ?? meant;
  if (first.type === "radio") {
    for (const radio of elements) radio.checked = sameWord(radio.value, text);
  } else if (first.type === "checkbox") {
    first.checked = YES.test(text.trim());
  } else if (first.tagName === "SELECT") {
    choose(first, text);
  } else if (first.type === "date") {
    first.value = text.replace(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (_, d, m, y) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
  } else if (first.value !== text) {
    first.value = text;
  }
}

/** Selects the option that means `text`; a word that the list does not hold becomes visible as an option of its own. */
function choose(select, text) {
  for (const extra of select.querySelectorAll("option[data-convalida-extra]")) extra.remove();
  const word = text.trim();
  const options = [...select.options];
  const found =
    options.find((option) => sameWord(option.value, word)) ?? options.find((option) => sameWord(option.label, word));
  if (found) {
    select.value = found.value;
    return;
  }
  const extra = select.ownerDocument.createElement("option");
  extra.value = text;
  extra.textContent = text;
  extra.setAttribute("data-convalida-extra", "");
  select.append(extra);
  select.value = text;
}

function sameWord(one, other) {
  const a = one.trim().toLowerCase();
  const b = other.trim().toLowerCase();
  return a === b || (YES.test(a) && YES.test(b)) || (NO.test(a) && NO.test(b));
}

/** The visible name of a field: its label, or what labels it; of one that the page gives none, what `otherwise` says. */
export function labelOf(element, otherwise) {
  const group = element.type === "radio" ? element.closest("fieldset")?.querySelector("legend") : null;
  const referenced = (element.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => id && element.ownerDocument.getElementById(id))
    .find(Boolean);
  const source = group ?? referenced ?? element.labels?.[0] ?? headerOf(element);
  const text = source ? ownText(source) : element.getAttribute("aria-label") || element.title;
  return text.replace(/[*\s]+/g, " ").replace(/ ?: ?$/, "").trim() || otherwise();
}

/** What names a cell of a table: the heading of its column, the cell before it in its row, or the first row's. */
function headerOf(element) {
  const cell = element.closest("td");
  const table = cell?.closest("table");
  if (!table) return null;
  const first = table.tHead?.rows[0] ?? table.rows[0];
  const above = first.contains(cell) ? null : first.cells[cell.cellIndex];
  const isHead = first.parentElement === table.tHead || [...first.cells].every(({ tagName }) => tagName === "TH");
  return [isHead && above, cell.previousElementSibling, above].find((found) => found && isName(found)) ?? null;
}

/** Whether a cell has words in it, and no field of its own. */
const isName = (cell) => /\p{L}/u.test(cell.textContent) && !cell.querySelector("input, select, textarea");

/** The text of a label without that of the control it may hold. */
function ownText(label) {
  if (!label.querySelector("select, textarea, button")) return label.textContent;
  const copy = label.cloneNode(true);
  for (const inner of copy.querySelectorAll("select, textarea, button")) inner.remove();
  return copy.textContent;
}
