// Text for a terminal: what somebody typed may not colour it, move its cursor, forge a line or turn its direction.

/** Characters that act instead of showing: control characters, and the marks of Unicode that turn text or hide. */
const ACTS =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text on one line: a character that acts stands as its number, `⟨U+202E⟩`. */
export const plain = (text) =>
  text.replace(ACTS, (acting) => `⟨U+${acting.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

/** JSON that says the same, and shows nothing to a terminal that acts. */
export const plainJson = (json) => json.replace(ACTS, (acting) => acting.split("").map(escaped).join(""));

const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
