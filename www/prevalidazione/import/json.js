// JSON and JSONL: applications as the contract writes them, or a list of workers, which is a table.
import { Refusal } from "./refusal.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @returns {{ domande: object[], broken: { line: number, reason: string }[] } | { rows: string[][] }} `rows` where the
 *   text lists people and not applications
 */
export function readJson(text) {
  const whole = parsed(text);
  if (whole === undefined) return readLines(text);
  const list = Array.isArray(whole) ? whole : [whole];
  if (!list.length || !list.every(isObject)) throw new Refusal("Il JSON non contiene una domanda, né un elenco di domande o di lavoratori.");
  if (list.every((entry) => "codiceFiscale" in entry && !("lavoratori" in entry))) return { rows: tableOf(list) };
  return { domande: list, broken: [] };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One application a line; a line that can not be read is told, the others are kept. */
function readLines(text) {
  const domande = [];
  const broken = [];
  text.split(/\r?\n/).forEach((line, at) => {
    if (!line.trim()) return;
    const found = parsed(line);
    if (isObject(found)) domande.push(found);
    else broken.push({ line: at + 1, reason: line.trim().slice(0, 80) });
  });
  if (!domande.length) throw new Refusal("Il file comincia come JSON, ma non si riesce a leggerlo.");
  return { domande, broken };
}

function tableOf(people) {
  const names = [...new Set(people.flatMap((person) => Object.keys(person)))];
  const cell = (value) => (value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
  return [names, ...people.map((person) => names.map((name) => cell(person[name])))];
}
