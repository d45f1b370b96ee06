// Days as Excel counts them.

const DAY = 86_400_000;
const FIRST = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

/** A serial number as gg/mm/aaaa; its time of day is left out. Days before March 1900 differ: Excel knew a 29/02/1900. */
export function writeSerial(serial, date1904 = false) {
  const days = Math.floor(serial) + (!date1904 && serial < 60 ? 1 : 0);
  const date = new Date(FIRST[date1904 ? 1904 : 1900] + days * DAY);
  return writeDay(date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear());
}

export const writeDay = (day, month, year) => `${String(day).padStart(2, "0")}/${String(month).padStart(2, "0")}/${String(year).padStart(4, "0")}`;
