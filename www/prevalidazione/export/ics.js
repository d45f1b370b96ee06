// Terms → a calendar file: one whole day each, with a reminder a week before.

/**
 * @param {{ label: string, day: string, note: string }[]} terms `day` as YYYY-MM-DD
 * @param {Date} now when the file is made: the format wants it
 */
export function writeIcs(terms, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = terms.flatMap(({ label, day, note }, at) => [
    "BEGIN:VEVENT",
    `UID:${stamp}-${at}@convalida`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    `SUMMARY:${escaped(label)}`,
    `DESCRIPTION:${escaped(note)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(label)}`,
    "TRIGGER:-P7D",
    "END:VALARM",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//convalida//prevalidazione//IT", ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

const escaped = (text) => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, "\\n");

/** A line has at most 75 bytes; what follows begins with a blank. */
function folded(line) {
  const bytes = new TextEncoder();
  let out = "";
  let width = 0;
  for (const mark of line) {
    const size = bytes.encode(mark).length;
    if (width + size > 74) {
      out += "\r\n ";
      width = 1;
    }
    out += mark;
    width += size;
  }
  return out;
}
