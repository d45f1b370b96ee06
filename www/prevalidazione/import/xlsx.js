// An XLSX workbook → sheets of cells as text. The zip is fflate's business, the XML saxen's.
import { strFromU8, unzipSync } from "fflate";
import { Parser } from "saxen";
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Refusal } from "./refusal.js";
import { writeSerial } from "./serial.js";

/** Unpacked, in all: a zip bomb is told by what it says it unpacks to, and gets no more room than it said. */
const MOST_UNPACKED = 400_000_000;

/**
 * @param {Uint8Array} bytes
 * @param {{ step?: (share: number) => void | Promise<void> }} options
 * @returns {Promise<{ date1904: boolean, sheets: { name: string, rows: string[][], formulas: number }[] }>}
 *   `formulas`: cells whose formula was never computed; the formula stands in them as text
 */
export async function readXlsx(bytes, { step = () => {} } = {}) {
  const open = archive(bytes);
  const relations = attributesOf(open("xl/_rels/workbook.xml.rels"), "Relationship");
  const workbook = open("xl/workbook.xml");
  if (!workbook) throw new Refusal("È un archivio zip, ma non una cartella di lavoro Excel.");
  const date1904 = attributesOf(workbook, "workbookPr").some(({ date1904: flag }) => flag === "1" || flag === "true");
  const targetOf = (id) => relations.find((relation) => relation.Id === id)?.Target?.replace(/^\/?(xl\/)?/, "xl/");
  const shared = sharedStrings(open("xl/sharedStrings.xml"));
  const formats = cellFormats(open("xl/styles.xml"));
  const found = attributesOf(workbook, "sheet").filter(({ state }) => !state || state === "visible");
  const sheets = [];
  for (const [at, sheet] of found.entries()) {
    await step(at / found.length);
    const xml = open(targetOf(sheet["r:id"] ?? sheet.id) ?? "");
    if (xml) sheets.push({ name: sheet.name ?? "", ...cells(xml, { shared, formats, date1904 }, sheet.name) });
  }
  if (!sheets.length) throw new Refusal("La cartella di lavoro non ha fogli che si possano leggere.");
  return { date1904, sheets };
}

/** A reader of single files of the archive, as text. */
function archive(bytes) {
  let unpacked = 0;
  const names = new Set();
  const unzip = (filter) => {
    try {
      return unzipSync(bytes, { filter });
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal("Il file XLSX è rovinato: non si riesce ad aprirlo.");
    }
  };
  unzip(({ name, originalSize }) => {
    unpacked += originalSize;
    if (unpacked > MOST_UNPACKED) throw new Refusal("Aperto, il file peserebbe più di {massimo} MB: non viene letto.", { massimo: MOST_UNPACKED / 1e6 });
    names.add(name);
    return false;
  });
  return (wanted) => (names.has(wanted) ? strFromU8(unzip(({ name }) => name === wanted)[wanted]) : undefined);
}

/** Walks through an XML text; names come without their prefix. */
export function walk(xml, { open = () => {}, text = () => {}, close = () => {} }) {
  const parser = new Parser();
  const bare = (name) => name.slice(name.indexOf(":") + 1);
  const broken = () => {
    throw new Refusal("Il file XML è rovinato: non si riesce a leggerlo fino in fondo.");
  };
  let depth = 0;
  parser.on("openTag", (name, attributes, decode, selfClosing) => {
    if (!selfClosing) depth++;
    open(bare(name), attributes);
    if (selfClosing) close(bare(name));
  });
  parser.on("closeTag", (name, decode, selfClosing) => {
    if (selfClosing) return;
    depth--;
    close(bare(name));
  });
  parser.on("text", (value, decode) => text(decode(value)));
  parser.on("cdata", text);
  parser.on("error", broken);
  parser.parse(xml);
  if (depth !== 0) broken();
}

function attributesOf(xml, wanted) {
  const found = [];
  if (xml) walk(xml, { open: (name, attributes) => name === wanted && found.push({ ...attributes() }) });
  return found;
}

function sharedStrings(xml) {
  const strings = [];
  if (!xml) return strings;
  let text;
  let inside = false;
  let phonetic = false;
  walk(xml, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic = true;
      else if (name === "t") inside = !phonetic;
    },
    text: (value) => inside && (text += value),
    close(name) {
      if (name === "si") strings.push(unescaped(text));
      else if (name === "rPh") phonetic = false;
      else if (name === "t") inside = false;
    },
  });
  return strings;
}

/** Excel writes control characters as `_x000D_`. */
const unescaped = (text) => (text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16))) : text);

/** What each cell style makes of a number: "date", "time", `{ digits }` for codes with leading zeros, or nothing. */
function cellFormats(xml) {
  if (!xml) return [];
  const own = new Map(attributesOf(xml, "numFmt").map(({ numFmtId, formatCode = "" }) => [Number(numFmtId), formatCode]));
  const styles = [];
  let inCells = false;
  walk(xml, {
    open(name, attributes) {
      if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) styles.push(formatNamed(Number(attributes().numFmtId ?? 0), own));
    },
    close: (name) => name === "cellXfs" && (inCells = false),
  });
  return styles;
}

function formatNamed(id, own) {
  if (own.has(id)) return formatWritten(own.get(id));
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return "time";
  return undefined;
}

function formatWritten(code) {
  const plain = code.split(";")[0].replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, "");
  if (/^0+$/.test(plain) && plain.length > 1) return { digits: plain.length };
  if (/[yd]/i.test(plain)) return "date";
  if (/[hs]/i.test(plain)) return "time";
  return /m/i.test(plain) && !/[0#]/.test(plain) ? "date" : undefined;
}

function cells(xml, book, sheet) {
  const rows = [];
  let formulas = 0;
  let at = { row: -1, column: -1 };
  let cell;
  let part = "";
  walk(xml, {
    open(name, attributes) {
      if (name === "row") at = { row: Number(attributes().r ?? at.row + 2) - 1, column: -1 };
      else if (name === "c") {
        const { r, t, s } = attributes();
        const place = r ? placeOf(r) : { row: at.row, column: at.column + 1 };
        at = place;
        cell = { type: t ?? "n", style: Number(s ?? -1), value: "", formula: "", has: false };
      } else if (cell && (name === "v" || name === "t")) {
        part = "value";
        cell.has = true;
      } else if (cell && name === "f") part = "formula";
    },
    text: (value) => cell && part && (cell[part] += value),
    close(name) {
      if (name === "v" || name === "t" || name === "f") part = "";
      if (name !== "c" || !cell) return;
      const uncomputed = !cell.has && cell.formula !== "";
      if (uncomputed) formulas++;
      const text = uncomputed ? `=${cell.formula}` : textOf(cell, book);
      if (text !== "") put(rows, at, text, sheet);
      cell = undefined;
    },
  });
  const width = rows.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
  if (rows.length * width > MOST_CELLS) throw new Refusal("Il foglio «{foglio}» avrebbe {celle} milioni di celle: non è un elenco di lavoratori.", { foglio: sheet, celle: Math.ceil((rows.length * width) / 1e6) });
  for (let row = 0; row < rows.length; row++) {
    rows[row] ??= [];
    for (let column = 0; column < width; column++) rows[row][column] ??= "";
  }
  return { rows, formulas };
}

/** A single cell in the last corner of a sheet must not make the reader fill all of it. */
function put(rows, { row, column }, text, sheet) {
  if (!(row >= 0 && column >= 0) || row >= MOST_ROWS) throw new Refusal("Il foglio «{foglio}» ha celle fino alla riga {riga}: se ne leggono {massimo}. Copia le righe che servono in un foglio nuovo.", { foglio: sheet, riga: row + 1, massimo: MOST_ROWS });
  if (column >= MOST_COLUMNS) throw new Refusal("Il foglio «{foglio}» ha celle fino alla colonna {colonna}: se ne leggono {massimo}.", { foglio: sheet, colonna: column + 1, massimo: MOST_COLUMNS });
  (rows[row] ??= [])[column] = text;
}

function placeOf(reference) {
  let column = 0;
  let at = 0;
  for (; at < reference.length && reference.charCodeAt(at) > 64; at++) column = column * 26 + reference.charCodeAt(at) - 64;
  return { row: Number(reference.slice(at)) - 1, column: column - 1 };
}

function textOf({ type, style, value }, { shared, formats, date1904 }) {
  switch (type) {
    case "s":
      return shared[Number(value)] ?? "";
    case "b":
      return value === "1" ? "sì" : "no";
    case "n":
      return value.trim() === "" ? "" : numberText(Number(value), formats[style], date1904) ?? value;
    case "d":
      return value;
    default:
      return unescaped(value);
  }
}

/** A number as a person reads it in the sheet: a day, hours, a code with its zeros, or digits with a comma. */
function numberText(number, format, date1904) {
  if (!Number.isFinite(number)) return undefined;
  if (format === "date" && number >= 1) return writeSerial(number, date1904);
  if ((format === "time" || format === "date") && number >= 0) return writeHours(number);
  if (format?.digits && Number.isInteger(number) && number >= 0) return String(number).padStart(format.digits, "0");
  if (Number.isInteger(number)) return BigInt(number).toString();
  return String(Number(number.toPrecision(15))).replace(".", ",");
}

function writeHours(days) {
  const minutes = Math.round(days * 24 * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
