// The rulebooks of the catalogue: those that ship, from the data made from them, and those opened from a file.
import { language } from "../app/words.js";

let core;

/** The module, loaded when the first example is opened. */
export function loadCore() {
  core ??= import("../pkg/index.js");
  return core;
}

/** What the module must load: a rulebook that ships by its name, or what compiles one from a file. */
const needed = (source) => (typeof source === "string" ? { rulebooks: [source] } : { rulebooks: [], compiler: true, language: language() });

/** The labels of the fields and the slugs of the common rules, as every rulebook has them. */
let labels = {};
let common = new Set();

export const isCommon = (slug) => common.has(slug);

/** @returns {Promise<object[]>} `{ name, card, rules, source }`; `source` is what the module checks with */
export async function loadBooks() {
  const get = async (file) => {
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.json();
  };
  const [index, fields] = await Promise.all([
    get("catalogo/index.json"),
    get("pkg/regolamenti/campi.json").catch(() => ({})), // without the package: paths
  ]);
  labels = fields.fields ?? {};
  common = new Set(index.common);
  return Promise.all(index.rulebooks.map(async (name) => ({ name, source: name, ...(await get(`catalogo/${name}.json`)) })));
}

/** A text of the data: the same in both languages, or one for each. */
export const pick = (text) => (text !== null && typeof text === "object" ? text[language()] : (text ?? ""));

/** A path as rulebooks write it: an asterisk for the row, the pattern for a month. */
export const patternOf = (path) => path.replace(/\.\d{4}-\d\d$/, ".<aaaa-mm>").replace(/\.\d+(?=\.|$)/g, ".*");

/** How people call a field; rows are counted from 1. */
export function labelOf(path) {
  const label = labels[patternOf(path)];
  const row = /\.(\d+)(?=\.|$)/.exec(path);
  const name = label ? pick(label) : path;
  return row ? `${name} (${Number(row[1]) + 1})` : name;
}

/** What a check says of an application under a rulebook of the catalogue. */
export async function verdict(book, domanda, today) {
  const { default: init, check } = await loadCore();
  await init(needed(book.source));
  return check(book.source, domanda, { language: language(), ...(today && { today }) });
}

/** What may stand in each field of an application of this kind; without the module, nothing is known. */
const asked = new Map();
export function fieldsOf(book, tipo) {
  const key = [book.name, language(), tipo].join(" ");
  if (!asked.has(key)) asked.set(key, read().catch(() => []));
  return asked.get(key);

  async function read() {
    const { default: init, Form } = await loadCore();
    await init(needed(book.source));
    const form = new Form(book.source, { language: language() });
    if (tipo) form.set("tipo", tipo);
    const fields = form.fields();
    form.free();
    return fields;
  }
}

/** A rulebook from a file; the JSON that `convalida compila` writes of a page; its mistakes are told by the compiler. */
export async function openBook(file) {
  const text = await file.text();
  const source = JSON.parse(text.replace(/^\uFEFF/, ""));
  const { default: init, Form } = await loadCore();
  await init(needed(source));
  const inLanguage = (code) => {
    const form = new Form(source, { language: code });
    const said = { card: form.rulebook(), rules: form.rules() };
    form.free();
    return said;
  };
  const said = { it: inLanguage("it"), en: inLanguage("en") };
  return {
    name: said.it.card.name,
    source,
    get card() {
      return said[language()].card;
    },
    get rules() {
      return said[language()].rules;
    },
  };
}
