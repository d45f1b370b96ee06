// Text for a person at a terminal: lines as wide as it is, dates as people write them, names in bold.

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;

const WORDS = {
  it: {
    from: "domande presentate dal",
    upTo: "domande presentate fino al",
    until: "al",
    limits: { when: "quando", unless: "salvo", min: "minimo", max: "massimo", forbidden: "vietato", fires: "scatta" },
    severities: { error: "blocca", warning: "avvisa", info: "informa" },
    grades: {
      O: "da una pagina ufficiale, non alla lettera",
      P: "dalla stampa o da manuali, non alla lettera",
      C: "da codice pubblico",
    },
    enforcers: { legge: "la legge", inps: "l'INPS", consiglio: "un consiglio", portale: "il portale" },
  },
  en: {
    from: "applications filed from",
    upTo: "applications filed up to",
    until: "to",
    limits: { when: "when", unless: "unless", min: "at least", max: "at most", forbidden: "not", fires: "where" },
    severities: { error: "blocks", warning: "warns", info: "informs" },
    grades: {
      O: "from an official page, not word for word",
      P: "from the press or handbooks, not word for word",
      C: "from public code",
    },
    enforcers: { legge: "the law", inps: "INPS", consiglio: "advice", portale: "the portal" },
  },
};

export class Prose {
  #out = [];
  #width = process.stdout.isTTY ? Math.min(process.stdout.columns || WIDEST, WIDEST) : WIDEST;
  #isStyled = process.stdout.isTTY === true && process.stdout.hasColors();
  #words;

  constructor(language) {
    this.language = language;
    this.#words = WORDS[language];
  }

  get text() {
    return this.#out.map((line) => `${line}\n`).join("");
  }

  /** The Italian words or the English ones. */
  say(italian, english) {
    return this.language === "it" ? italian : english;
  }

  blank() {
    this.#out.push("");
  }

  heading(text) {
    this.#out.push(this.#isStyled ? `\u001b[1m${text}\u001b[0m` : text);
  }

  /** Whether a few words fit into the line after these. */
  hasRoomAfter(first) {
    return widthOf(first) + 24 <= this.#width;
  }

  /** A paragraph: `first` stands before its first line, the others are indented as far. */
  paragraph(first, text) {
    const indent = widthOf(first);
    let line = first;
    let column = indent;
    for (const [n, word] of text.split(/\s+/).filter(Boolean).entries()) {
      const length = widthOf(word);
      if (n > 0 && column + 1 + length > this.#width) {
        this.#out.push(line);
        line = " ".repeat(indent);
        column = indent;
      } else if (n > 0) {
        line += " ";
        column++;
      }
      line += word;
      column += length;
    }
    this.#out.push(line);
  }

  /** The filing days of a rulebook or a version, in words; nothing where they have no end. */
  filed(from, to) {
    const { from: since, upTo, until } = this.#words;
    if (from === null && to === null) return undefined;
    if (to === null) return `${since} ${days(from)}`;
    return from === null ? `${upTo} ${days(to)}` : `${since} ${days(from)} ${until} ${days(to)}`;
  }

  /** What a formula is for. */
  limit(name) {
    return this.#words.limits[name];
  }

  /** What a severity does. */
  severity(name) {
    return this.#words.severities[name];
  }

  /** How a document is known whose text is not at hand. */
  grade(name) {
    return this.#words.grades[name];
  }

  /** Who enforces a rule. */
  enforcer(name) {
    return this.#words.enforcers[name];
  }
}

/** As many columns as a terminal needs: accents that join their letter need none. */
export const widthOf = (text) => [...text.replace(/\p{M}/gu, "")].length;

/** A day or month, or two with a slash between, as people write them; anything else as it is. */
export const days = (iso) => iso.split("/").map((day) => day.split("-").reverse().join("/")).join(" – ");
