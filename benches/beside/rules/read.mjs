// Typed text as numbers, by character codes: no regular expression, nothing allocated where the text is as usual.

import { dayOf } from "./days.mjs";

export const EMPTY = -1;
export const UNREADABLE = -2;

const isDigit = (code) => code >= 48 && code <= 57;
const isSeparator = (code) => code === 47 || code === 45 || code === 46;
const orUnreadable = (number) => (number < 0 ? UNREADABLE : number);

export function readDay(text) {
  if (text === undefined) return EMPTY;
  if (text.length === 10) {
    const separator = text.charCodeAt(2);
    if (isSeparator(separator) && text.charCodeAt(5) === separator) {
      const day = digits(text, 0, 2);
      const month = digits(text, 3, 5);
      const year = digits(text, 6, 10);
      if (day >= 0 && month >= 0 && year >= 0) return orUnreadable(dayOf(year, month, day));
    }
  }
  return readUnusualDay(text.trim());
}

/** The number that these characters are, or -1. */
function digits(text, from, to) {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return -1;
    number = number * 10 + code - 48;
  }
  return number;
}

function readUnusualDay(text) {
  if (text === "") return EMPTY;
  const [, day, , month, year] = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (year) return orUnreadable(dayOf(Number(year), Number(month), Number(day)));
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (y) return orUnreadable(dayOf(Number(y), Number(m), Number(d)));
  if (!/^\d{8}$/.test(text)) return UNREADABLE;
  return orUnreadable(dayOf(digits(text, 4, 8), digits(text, 2, 4), digits(text, 0, 2)));
}

/** A whole number of at most six digits. */
export function readInteger(text) {
  if (text === undefined) return EMPTY;
  const { length } = text;
  if (length > 0 && length <= 6) {
    const number = digits(text, 0, length);
    if (number >= 0) return number;
  }
  return trimmed(text, readInteger);
}

export function readWeek(text) {
  const days = readInteger(text);
  return days === 0 || days > 7 ? UNREADABLE : days;
}

/** Hundredths of an hour, from `40`, `7,5`, `7.50` or `7:30`. */
export function readHours(text) {
  if (text === undefined) return EMPTY;
  const { length } = text;
  let whole = 0;
  let at = 0;
  for (; at < length && at <= 6; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) break;
    whole = whole * 10 + code - 48;
  }
  if (at > 0 && at <= 6) {
    if (at === length) return whole * 100;
    const mark = text.charCodeAt(at);
    const rest = digits(text, at + 1, length);
    const places = length - at - 1;
    if (rest >= 0 && (mark === 44 || mark === 46) && (places === 1 || places === 2)) return whole * 100 + (places === 1 ? rest * 10 : rest);
    if (rest >= 0 && rest < 60 && mark === 58 && places === 2) return whole * 100 + Math.floor((rest * 10 + 3) / 6);
  }
  return trimmed(text, readHours);
}

/** Once more without the blanks around, where there are some. */
function trimmed(text, read) {
  const bare = text.trim();
  if (bare === "") return EMPTY;
  return bare.length === text.length ? UNREADABLE : read(bare);
}

// A codice fiscale, by tables over character codes.
const DIGIT = new Int8Array(128).fill(-1); // a letter stands for a digit where two persons would have one code
const MONTH = new Int8Array(128);
const ODD = new Uint8Array(128);
const EVEN = new Uint8Array(128);
[..."0123456789"].forEach((digit, at) => {
  DIGIT[digit.charCodeAt(0)] = at;
  DIGIT["LMNPQRSTUV".charCodeAt(at)] = at;
});
[..."ABCDEHLMPRST"].forEach((letter, at) => (MONTH[letter.charCodeAt(0)] = at + 1));
[..."BAKPLCQDREVOSFTGUHMINJWZYX"].forEach((letter, at) => {
  const value = letter.charCodeAt(0) - 65;
  ODD[65 + value] = at;
  EVEN[65 + value] = value;
  if (value < 10) {
    ODD[48 + value] = at;
    EVEN[48 + value] = value;
  }
});
const LONGEST = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PLACES = [6, 7, 9, 10, 12, 13, 14];

/**
 * Whether a text is a codice fiscale of 16 characters: 1, EMPTY or UNREADABLE. Then `person` holds two numbers that tell
 * whose it is, however its digits are written.
 */
export function readCode(text, person) {
  if (text === undefined) return EMPTY;
  if (text.length === 16 && isCode(text, person)) return 1;
  if (text.trim() === "") return EMPTY;
  const bare = text.replace(/[\s./-]/g, "").toUpperCase();
  return bare.length === 16 && isCode(bare, person) ? 1 : UNREADABLE;
}

function isCode(text, person) {
  let name = 0;
  let sum = 0;
  for (let at = 0; at < 16; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return false;
    if (at < 6) {
      if (code < 65 || code > 90) return false;
      name = name * 26 + code - 65;
    }
    if (at < 15) sum += at & 1 ? EVEN[code] : ODD[code];
  }
  let wrong = 0;
  for (let place = 0; place < 7; place++) wrong |= DIGIT[text.charCodeAt(PLACES[place])];
  const month = MONTH[text.charCodeAt(8)];
  const town = text.charCodeAt(11) - 65;
  const digit = (at) => DIGIT[text.charCodeAt(at)];
  const day = digit(9) * 10 + digit(10);
  const born = day > 40 ? day - 40 : day;
  if (wrong < 0 || month === 0 || town < 0 || town > 25 || born < 1 || born > LONGEST[month]) return false;
  if (text.charCodeAt(15) - 65 !== sum % 26) return false;
  person.name = name;
  const year = digit(6) * 10 + digit(7);
  person.rest = ((((year * 12 + month - 1) * 72 + day) * 26 + town) * 1000 + digit(12) * 100 + digit(13) * 10 + digit(14)) | 0;
  return true;
}
