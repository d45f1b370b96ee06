// Days as numbers, from 01/01/1900; the terms of the law that the measured rules speak of.

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** Day on which each month of these years begins. */
const MONTHS = new Int32Array((LAST_YEAR - FIRST_YEAR + 1) * 12 + 1);
for (let month = 0; month < MONTHS.length - 1; month++) {
  const year = FIRST_YEAR + Math.floor(month / 12);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month % 12];
  MONTHS[month + 1] = MONTHS[month] + length;
}

/** The number of a day, or -1 where there is no such day. */
export function dayOf(year, month, day) {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return -1;
  const at = (year - FIRST_YEAR) * 12 + month - 1;
  const number = MONTHS[at] + day - 1;
  return day >= 1 && number < MONTHS[at + 1] ? number : -1;
}

/** Which month of all a day lies in. */
function monthOf(day) {
  let at = Math.min(Math.floor(day / 30), MONTHS.length - 2);
  while (MONTHS[at] > day) at--;
  return at;
}

const two = (number) => String(number).padStart(2, "0");

export function written(day) {
  const at = monthOf(day);
  return `${two(day - MONTHS[at] + 1)}/${two((at % 12) + 1)}/${FIRST_YEAR + Math.floor(at / 12)}`;
}

/** Last day of the month that comes so many months after a day's. */
const endOfMonth = (day, later) => MONTHS[monthOf(day) + later + 1] - 1;

/** Easter Monday, by the anonymous Gregorian algorithm. */
function easterMonday(year) {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact = (19 * golden + century - (century >> 2) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * ((year % 100) >> 2) - epact - (year % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * correction + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1) + 1;
}

const HOLIDAYS = new Set(["01/01", "06/01", "25/04", "01/05", "02/06", "15/08", "01/11", "08/12", "25/12", "26/12"]);

/** A term that ends on a Sunday or a holiday ends on the next day that is neither. */
function moved(day) {
  for (; ; day++) {
    const text = written(day);
    if (day % 7 !== 6 && !HOLIDAYS.has(text.slice(0, 5)) && day !== easterMonday(Number(text.slice(6)))) return day;
  }
}

export const EARLIEST_START = dayOf(2020, 2, 23);
const LAW_TERM_FROM = dayOf(2020, 6, 17);
const LAST_OF_ALL = dayOf(2021, 3, 31);

/** Who was hired by when, for an application that is filed on a day; none filed: the latest law. */
export function latestHire(filed) {
  if (filed < 0 || filed >= dayOf(2020, 5, 19)) return dayOf(2020, 3, 25);
  return filed >= dayOf(2020, 4, 9) ? dayOf(2020, 3, 17) : EARLIEST_START;
}

/** The last day to file for a period that begins on `start`, and the one after which nothing helps any more. */
export function filingTerm(start, filed) {
  if (filed < LAW_TERM_FROM) return { term: moved(endOfMonth(start, 2)), last: Infinity };
  const ordinary = start <= dayOf(2020, 4, 30) ? dayOf(2020, 7, 15) : Math.max(moved(endOfMonth(start, 1)), dayOf(2020, 7, 17));
  const within = (from, to) => ordinary >= from && ordinary <= to;
  let term = ordinary;
  if (within(dayOf(2020, 7, 1), dayOf(2020, 8, 31))) term = dayOf(2020, 10, 31);
  else if (within(dayOf(2020, 9, 1), dayOf(2020, 9, 30))) term = dayOf(2020, 11, 16);
  return { term, last: ordinary <= dayOf(2020, 12, 31) ? LAST_OF_ALL : term };
}
