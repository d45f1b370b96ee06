// Rows of cells → what each column is: proposed here, shown to a person, changed by hand, then carried out.
import { firstRowOf, headerOf } from "./header.js";
import { fits, shapeOf } from "./shapes.js";
import { namesLike, plainName } from "./synonyms.js";
import { looksLikeHundredths } from "./values.js";
import { wordFor } from "./words.js";

/** Surname and name in one column. */
export const BOTH_NAMES = "cognome+nome";
/** Columns that say whose application a row belongs to. */
export const HEAD_FIELDS = ["datoreLavoro.denominazione", "datoreLavoro.codiceFiscale", "datoreLavoro.partitaIva", "datoreLavoro.matricolaInps", "unitaProduttiva.nome", "unitaProduttiva.comune"];

const LEAST = 0.5;
/** How sure a match is, for people. */
export const SURE = 0.85;
export const LIKELY = 0.65;

/**
 * @typedef {{ index: number, name: string, field: string, score: number, samples: string[], filled: number }} Column
 * @typedef {{ header: number, first: number, columns: Column[], words: Record<string, { text: string, count: number, word: string }[]>,
 *   hundredths: string[], date1904: boolean, signature: string }} Plan
 */

/**
 * @param {string[][]} rows
 * @param {Map<string, { kind: string, label?: string, words?: { value: string }[] }>} fields the worker's fields by name (`ore`)
 * @param {{ header?: number, date1904?: boolean, fieldAt?: (string | undefined)[] }} given what a person, or an
 *   earlier file with the same header, has already said: the field of each column, "" for none
 * @returns {Plan}
 */
export function propose(rows, fields, given = {}) {
  const header = given.header ?? headerOf(rows);
  const first = header < 0 ? firstRowOf(rows) : header + 1;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const names = Array.from({ length: width }, (_, at) => (header < 0 ? "" : (rows[header][at] ?? "").trim()));
  const shapes = names.map((_, at) => shapeOf(rows, at, first));
  const chosen = given.fieldAt ? names.map((_, at) => ({ field: given.fieldAt[at] ?? "", score: given.fieldAt[at] ? 1 : 0 })) : matched(names, shapes, fields);
  const columns = names.map((name, index) => ({ index, name, ...chosen[index], samples: shapes[index].samples, filled: shapes[index].filled }));
  const hundredths = columns.filter(({ field, index }) => fields.get(field)?.kind === "hours" && looksLikeHundredths(shapes[index].numbers) && field !== "ore").map(({ field }) => field);
  return { header, first, columns, words: wordsIn(rows, first, columns, fields), hundredths, date1904: Boolean(given.date1904), signature: signatureOf(names) };
}

/** Files of the same program have the same header. Without names there is nothing to know a file again by. */
export const signatureOf = (names) => (names.some(Boolean) ? names.map(plainName).join("|") : "");

/** Each column its best field, each field its best column. A column that is called as we call the field is named as well as can be. */
function matched(names, shapes, fields) {
  const own = new Map([...fields].filter(([, { label }]) => label).map(([field, { label }]) => [plainName(label), field]));
  const pairs = [];
  names.forEach((name, index) => {
    const byName = new Map(name ? namesLike(name) : []);
    const ours = own.get(plainName(name));
    if (ours) byName.set(ours, 1);
    const candidates = new Set([...byName.keys(), ...byContent(shapes[index])]);
    for (const field of candidates) {
      const fit = fits(field, shapes[index]);
      const likeness = byName.get(field) ?? 0;
      const score = likeness ? likeness + (fit < 0 ? fit * 0.6 : fit * (1 - likeness) * 0.6) : fit > 0.7 ? 0.6 + (fit - 0.7) : 0;
      if (score >= LEAST) pairs.push({ index, field, score: Math.min(1, score) });
    }
  });
  pairs.sort((a, b) => b.score - a.score || a.index - b.index);
  const result = names.map(() => ({ field: "", score: 0 }));
  const taken = new Set();
  for (const { index, field, score } of pairs) {
    if (result[index].field || taken.has(field)) continue;
    result[index] = { field, score };
    taken.add(field);
  }
  return result;
}

/** Fields that content alone can tell. */
function byContent({ share }) {
  const found = [];
  if (share["codice-fiscale"] > 0.7) found.push("codiceFiscale");
  if (share.iban > 0.7) found.push("iban");
  if (share.contratto > 0.8) found.push("tipoContratto");
  if (share.qualifica > 0.8) found.push("qualifica");
  return found;
}

/** The distinct words of each column that holds words, most frequent first, with what they are taken for. */
function wordsIn(rows, first, columns, fields) {
  const found = {};
  for (const { index, field } of columns) {
    const { kind, words } = fields.get(field) ?? {};
    if (kind !== "word" && kind !== "yes-no") continue;
    const counts = new Map();
    for (let row = first; row < rows.length; row++) {
      const text = (rows[row][index] ?? "").trim();
      if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const admitted = (word) => kind === "yes-no" || (words ?? []).some(({ value }) => value === word);
    found[field] = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 200).map(([text, count]) => {
      const word = admitted(text.toLowerCase()) && kind === "word" ? text.toLowerCase() : wordFor(field, kind, text);
      return { text, count, word: word && admitted(word) ? word : "" };
    });
  }
  return found;
}
