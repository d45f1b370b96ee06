// What leaves the package is what its types say, and nothing that they say is never answered. The core's types are made
// from its code; here are seen what they take on trust (what may be absent, words, values that are more than one thing)
// and what the package itself adds.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { allCases } from "../tools/cases.mjs";
import { requireTool } from "../tools/npm.mjs";
import { imported, packed } from "../tools/packed.mjs";

const tsc = join(dirname(requireTool.resolve("typescript/package.json")), "bin/tsc");
const folder = packed();
const convalida = await imported("convalida/inline", folder);
const { Form } = convalida;

/** Every kind of answer, by the name of its type; of those built alike one. */
function answers() {
  const found = new Map();
  const keep = (type, answer) => {
    const alike = found.get(type) ?? new Map();
    found.set(type, alike);
    alike.set(shape(answer), answer);
  };
  const each = (type, list) => list.forEach((answer) => keep(type, answer));
  for (const language of ["it", "en"]) each("RulebookInfo", convalida.rulebooks(language));
  for (const { name } of convalida.rulebooks()) each("RuleInfo", convalida.rules(name));
  for (const [at, { domanda, domande, today }] of allCases().entries()) {
    const options = today ? { today } : {};
    if (domande) convalida.checkDossier(null, domande, options).forEach((answer) => keep("DossierAnswer", answer));
    if (!domanda?.regolamento) continue;
    each("Diagnostic", convalida.check(domanda.regolamento, domanda, options));
    if (at % 5 === 0) askAll(new Form(domanda.regolamento, options), domanda, keep, each); // with every key in it, as the second test sees
  }
  return found;
}

function askAll(form, domanda, keep, each) {
  form.subscribe((change) => keep("Change", change));
  form.load(domanda);
  keep("Summary", form.summary());
  keep("RulebookCard", form.rulebook());
  each("Unasked", form.unasked());
  each("FieldInfo", form.fields());
  each("FilingDays", form.filingDays());
  for (const { rule, path } of form.validate()) keep("Explanation", form.explain(rule, path));
  const paths = form.fields().map(({ path }) => path.replaceAll("*", "0").replace("<aaaa-mm>", "2020-03"));
  for (const path of paths) {
    keep("FieldState", form.field(path));
    keep("Bounds", form.bounds(path));
  }
  form.insert("lavoratori");
  form.set("lavoratori.0.dataAssunzione", "24/02/2020");
  form.set("lavoratori.0.ore", "999");
  form.setMany([["periodo.dataInizio", "23/02/2020"], ["periodo.dataFine", "31/08/2020"]]);
  form.setMany([["lavoratori.0.nome", "x"], [`lavoratori.${form.toJSON().lavoratori.length}.nome`, "y"]]);
  form.set("altro.campo", "x");
  form.commit("lavoratori.0.dataAssunzione");
  form.remove("lavoratori", 0);
  form.free();
}

/** What answers have in common that are built alike: their keys, the kinds of their values, and words that types name. */
function shape(value) {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].sort()}]`;
  if (value === null || typeof value !== "object") return typeof value === "string" && /^[a-zA-Z-]{1,16}$/.test(value) ? value : typeof value;
  return `{${Object.entries(value).map(([key, entry]) => `${key}:${shape(entry)}`)}}`;
}

/** One answer with every key that some answer has, a list with one entry of that kind. */
function merged(values) {
  const given = values.filter((value) => value !== null);
  const [first = null] = given;
  if (first === null || typeof first !== "object") return first;
  if (Array.isArray(first)) return given.flat().length === 0 ? [] : [merged(given.flat())];
  const keys = [...new Set(given.flatMap(Object.keys))];
  return Object.fromEntries(keys.map((key) => [key, merged(given.filter((value) => Object.hasOwn(value, key)).map((value) => value[key]))]));
}

/** `Whole<T>`: an answer with every key that its type has, also of what is one of several. */
const HELPERS = `
type Keys<T> = T extends unknown ? keyof T : never;
type At<T, K> = T extends unknown ? (K extends keyof T ? Exclude<T[K], undefined> : never) : never;
type Whole<T> = [T] extends [readonly (infer I)[]] ? [Whole<I>] : [T] extends [object] ? { [K in Keys<T>]: Whole<At<T, K>> } : T;`;

const found = answers();
const types = [...found.keys()];
const heads = [`import type { ${types.join(", ")} } from "convalida";`, HELPERS];

/** What tsc says of some lines. */
function compiled(lines) {
  const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [], target: "es2022", lib: ["es2022", "dom"], module: "preserve", moduleResolution: "bundler" };
  writeFileSync(join(folder, "answers.ts"), [...heads, ...lines].join("\n"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["answers.ts"] }));
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  assert.equal(status === 0, stdout === "");
  return stdout.slice(0, 2000);
}

test("every answer is of its type, with no key that the type does not have", () => {
  assert.ok([...found.values()].reduce((sum, alike) => sum + alike.size, 0) > 300);
  const list = (type) => `export const all${type}: ${type}[] = ${JSON.stringify([...found.get(type).values()], null, 1)};`;
  assert.equal(compiled(types.map(list)), "");
  assert.match(compiled([...types.map(list), `export const wrong: Unasked[] = [{ rule: "", fields: [], message: "", more: 1 }];`]), /'more' does not exist/);
});

test("every key of a type is in some answer", () => {
  const whole = (type) => merged([...found.get(type).values()]);
  const line = (type, answer) => `export const whole${type}: Whole<${type}> = ${JSON.stringify(answer)};`;
  assert.equal(compiled(types.map((type) => line(type, whole(type)))), "");
  const [{ past, ...answer }] = whole("FieldInfo").when;
  assert.equal(past, true);
  assert.match(compiled([line("FieldInfo", { ...whole("FieldInfo"), when: [answer] })]), /'past' is missing/);
});
