// The terms as a calendar file (RFC 5545): one whole day each, with a reminder three days before.
import { t, writeMonth } from "./words.js";

/** The terms that are still to be kept: those of the period itself speak at its fields. */
export function calendar(terms, title, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = terms.flatMap(({ label, day, month }, at) => {
    const words = `${month ? `${label} (${writeMonth(month)})` : label} – ${title}`;
    return [
      "BEGIN:VEVENT",
      `UID:${day}-${at}-${stamp}@convalida`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `SUMMARY:${escaped(words)}`,
      `DESCRIPTION:${escaped(t("Calcolato da convalida sui dati indicati: decide l'ufficio che riceve la domanda."))}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-P3D",
      `DESCRIPTION:${escaped(words)}`,
      "END:VALARM",
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//convalida//termini//IT", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** No line is longer than 75 octets: what follows goes on below, after a blank. */
function folded(line) {
  const encoder = new TextEncoder();
  const parts = [""];
  let room = 75;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (size > room) {
      parts.push("");
      room = 74;
    }
    parts[parts.length - 1] += sign;
    room -= size;
  }
  return parts.join("\r\n ");
}
