// Bytes → text, and what kind of file they are.
import { MOST_BYTES, Refusal } from "./refusal.js";

const MARKS = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** How many bytes tell an encoding without a mark. */
const LOOKED_AT = 4096;

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];

/**
 * The text of a file, with the encoding it was read in. Without a mark: UTF-16 where every other byte is zero, UTF-8
 * where it is valid, else Windows-1252, in which every byte is a character.
 * @param {Uint8Array} bytes
 */
export function decode(bytes, encoding = encodingOf(bytes)) {
  const text = new TextDecoder(encoding).decode(bytes);
  return { encoding, text: encoding === "windows-1252" ? western(text) : text };
}

/** The marks from 0x80 on, which some decoders leave as control characters. */
const MARKS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const western = (text) => text.replace(/[\x80-\x9f]/g, (mark) => MARKS_1252[mark.charCodeAt(0) - 0x80]);

function encodingOf(bytes) {
  for (const [name, mark] of MARKS) if (mark.every((byte, at) => bytes[at] === byte)) return name;
  const zeros = [0, 0];
  const length = Math.min(bytes.length, LOOKED_AT);
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2]++;
  if (zeros[1] > length / 4) return "utf-16le";
  if (zeros[0] > length / 4) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

const SIGNATURES = [
  ["xlsx", [0x50, 0x4b, 0x03, 0x04]],
  ["xls", [0xd0, 0xcf, 0x11, 0xe0]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
];

/** `xlsx` or `text`; refuses what is neither, by what it is. */
export function containerOf(bytes) {
  if (bytes.length > MOST_BYTES) throw new Refusal("Il file pesa {mega} MB: se ne leggono al massimo {massimo}.", { mega: Math.ceil(bytes.length / 1e6), massimo: MOST_BYTES / 1e6 });
  if (bytes.length === 0) throw new Refusal("Il file è vuoto.");
  const kind = SIGNATURES.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  if (kind === "xls") throw new Refusal("È un file Excel del vecchio formato (.xls), o protetto da una password: aprilo in Excel e salvalo come .xlsx.");
  if (kind === "pdf") throw new Refusal("È un PDF: non contiene una tabella che si possa leggere. Esporta i lavoratori in CSV o XLSX.");
  return kind ?? "text";
}

/** What a text holds, by how it begins. */
export function formatOf(text) {
  const start = text.slice(0, 2000).trimStart();
  if (start.startsWith("<")) return "xml";
  if (/^[{[]/.test(start)) return "json";
  return "csv";
}
