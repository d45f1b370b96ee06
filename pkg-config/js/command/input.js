// The applications of a file, one after the other, so that its length does not matter: one, or one a line.

import { createReadStream, promises } from "node:fs";
import { isUtf8 } from "node:buffer";
import { extname } from "node:path";

/** As many bytes as an application may have. */
export const LONGEST = 64_000_000;

const NEWLINE = 0x0a;
const BLANKS = [0x20, 0x09, NEWLINE, 0x0c, 0x0d];
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/**
 * A file, or standard input for `-`.
 * @param {(line: Buffer) => boolean} isBegun whether a text is the beginning of a JSON value that goes on
 * @returns the pieces it comes in, whether it holds one application a line, and its bytes in all where they are known
 */
export async function opened(file, isBegun) {
  if (file === "-") return toldApart(process.stdin, isBegun);
  const { size, isFile } = await promises.stat(file).then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
  const byLine = [".jsonl", ".ndjson"].includes(extname(file).toLowerCase());
  return { pieces: createReadStream(file), byLine, size: isFile ? size : undefined };
}

/** Yields the applications of each piece: `{ line, bytes, cut }`; of one that is too long only the beginning is kept. */
export async function* applications(pieces, byLine) {
  let line = 0;
  let parts = [];
  let length = 0;
  const keep = (part) => {
    length += part.length;
    if (length <= LONGEST + 1) parts.push(part);
  };
  const taken = () => {
    const whole = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const ending = byLine && whole.at(-1) === NEWLINE ? 1 : 0; // a text that breaks off there breaks off in its own line
    const own = whole.subarray(0, whole.length - ending);
    const item = { line: ++line, bytes: line === 1 ? unmarked(own) : own, cut: length - ending > LONGEST };
    parts = [];
    length = 0;
    return textAt(item.bytes) < 0 ? [] : [item];
  };
  for await (const piece of pieces) {
    const items = [];
    let from = 0;
    for (let end; byLine && (end = piece.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
      keep(piece.subarray(from, end + 1));
      items.push(...taken());
    }
    if (from < piece.length) keep(piece.subarray(from));
    if (items.length > 0) yield items;
  }
  const rest = length > 0 ? taken() : [];
  if (rest.length > 0) yield rest;
}

const unmarked = (bytes) => (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes);

/** Where the first byte stands that is no blank; -1 where there is none. */
const textAt = (bytes) => bytes.findIndex((byte) => !BLANKS.includes(byte));

/**
 * Standard input has no name that tells: it is one application where its first line alone is none but all of it is,
 * else one a line. What was read to find out is read again.
 */
async function toldApart(source, isBegun) {
  const rest = source[Symbol.asyncIterator]();
  const parts = [];
  let length = 0;
  const more = async () => {
    const { value, done } = await rest.next();
    if (done) return undefined;
    parts.push(value);
    length += value.length;
    return value;
  };
  for (let piece, start = -1; length <= LONGEST && (piece = await more()) !== undefined; ) {
    const from = start < 0 ? textAt(piece) : 0;
    if (from >= 0 && piece.includes(NEWLINE, from)) break;
    start = Math.max(start, from);
  }
  const isOne = isBegun(firstLine(Buffer.concat(parts))) && (await isWhole());
  return { pieces: again(parts, rest), byLine: !isOne };

  async function isWhole() {
    while (length <= LONGEST) if ((await more()) === undefined) return isJson(Buffer.concat(parts));
    return false;
  }
}

function firstLine(bytes) {
  const start = textAt(bytes);
  if (start < 0) return bytes.subarray(bytes.length);
  const end = bytes.indexOf(NEWLINE, start);
  return bytes.subarray(start, end < 0 ? bytes.length : end);
}

async function* again(parts, rest) {
  try {
    yield* parts.splice(0);
    for (let next; !(next = await rest.next()).done; ) yield next.value;
  } finally {
    await rest.return?.(); // a stream that is not read to its end would keep the process
  }
}

function isJson(bytes) {
  if (!isUtf8(bytes)) return false;
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
