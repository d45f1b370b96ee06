// Diagnostics as a person reads them on a terminal.

import { plain } from "./plain.js";

const MARKS = { __proto__: null, error: "✖", warning: "▲", info: "·" };

const WORDS = {
  it: {
    nothing: "nessun rilievo",
    unasked: "Non verificato",
    office: "Solo l'ufficio può dire, per",
    correct: "da correggere",
    applications: ["domanda", "domande"],
    errors: ["punto", "punti"],
    warnings: ["avvertenza", "avvertenze"],
    infos: ["informazione", "informazioni"],
  },
  en: {
    nothing: "nothing to remark",
    unasked: "Not looked at",
    office: "Only the office can tell, for",
    correct: "to correct",
    applications: ["application", "applications"],
    errors: ["point", "points"],
    warnings: ["warning", "warnings"],
    infos: ["note", "notes"],
  },
};

/** What a run has seen: how many of each, and under which rulebooks. */
export class Run {
  #counts = { applications: 0, faulty: 0, error: 0, warning: 0, info: 0 };
  #cards = new Map();

  add({ card, diagnostics }) {
    this.#counts.applications++;
    for (const { severity } of diagnostics) this.#counts[severity]++;
    if (diagnostics.some(({ severity }) => severity === "error")) this.#counts.faulty++;
    if (!this.#cards.has(card.name)) this.#cards.set(card.name, card);
  }

  get hasErrors() {
    return this.#counts.error > 0;
  }

  /** The end of a run: what nobody can decide without the office, then the counts. */
  closing(language) {
    const words = WORDS[language];
    const offline = [...this.#cards.values()].map(({ name, offline }) => {
      const lines = offline.map((line) => `  – ${plain(line)}\n`);
      return `${words.office} ${plain(name)}:\n${lines.join("")}\n`;
    });
    const { applications, faulty, error, warning, info } = this.#counts;
    const count = (n, [one, more]) => `${n} ${n === 1 ? one : more}`;
    const found = [
      `${count(error, words.errors)} ${words.correct}`,
      count(warning, words.warnings),
      count(info, words.infos),
    ];
    const first = `${count(applications, words.applications)}: ${faulty} ${words.correct}`;
    return `${offline.join("")}${first}. ${found.join(", ")}.\n`;
  }
}

/** One application: its name, then a block for each diagnostic. */
export function application(place, { card, diagnostics, unasked }, language) {
  const words = WORDS[language];
  const lines = [`${plain(place)} — ${plain(card.title)}`];
  if (diagnostics.length === 0) lines.push(`  ✔ ${words.nothing}`);
  for (const { severity, path, message, fix, rule } of diagnostics) {
    lines.push(`  ${MARKS[severity]} ${plain(path)}`, `    ${plain(message)}`);
    if (fix) lines.push(`    → ${plain(fix.label)}`);
    lines.push(`    [${plain(rule)}]`);
  }
  if (unasked.length > 0) lines.push(`  ${words.unasked}:`);
  for (const { fields, message, rule } of unasked) {
    lines.push(`  ? ${plain(fields.join(", "))}`, `    ${plain(message)}`, `    [${plain(rule)}]`);
  }
  return `${lines.join("\n")}\n\n`;
}
