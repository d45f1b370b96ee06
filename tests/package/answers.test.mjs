// What the package answers is what its types say, and nothing that they say is never answered.

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

/** What is told to subscribers only (package.browser.test.mjs). */
const UNSEEN = [["Change", "loaded"]];

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
    if (domande) convalida.checkDossier(null, domande, options).forEach(({ diagnostics, unasked }) => (each("Diagnostic", diagnostics), each("Unasked", unasked)));
    if (!domanda?.regolamento) continue;
    each("Diagnostic", convalida.check(domanda.regolamento, domanda, options));
    if (at % 8 === 0) askAll(new Form(domanda.regolamento, options), domanda, keep, each);
  }
  return found;
}

function askAll(form, domanda, keep, each) {
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
  keep("Change", form.insert("lavoratori"));
  keep("Change", form.set("lavoratori.0.dataAssunzione", "24/02/2020"));
  keep("Change", form.set("lavoratori.0.ore", "999"));
  keep("Change", form.setMany([["periodo.dataInizio", "23/02/2020"], ["periodo.dataFine", "31/08/2020"]]));
  keep("Change", form.setMany([["lavoratori.0.nome", "x"], [`lavoratori.${form.toJSON().lavoratori.length}.nome`, "y"]]));
  keep("Change", form.set("altro.campo", "x"));
  keep("Change", form.commit("lavoratori.0.dataAssunzione"));
  keep("Change", form.remove("lavoratori", 0));
  form.free();
}

/** What answers have in common that are built alike: their keys, the kinds of their values, and words that types name. */
function shape(value) {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].sort()}]`;
  if (value === null || typeof value !== "object") return typeof value === "string" && /^[a-zA-Z-]{1,16}$/.test(value) ? value : typeof value;
  return `{${Object.entries(value).map(([key, entry]) => `${key}:${shape(entry)}`)}}`;
}

/** Assertions that each object in an answer's type has no key but those that answers have there. */
function keysSeen(expression, values) {
  const lists = values.filter(Array.isArray);
  const objects = values.filter((value) => value !== null && typeof value === "object" && !Array.isArray(value));
  const below = lists.length > 0 ? keysSeen(`Item<${expression}>`, lists.flat()) : [];
  if (objects.length === 0) return below;
  const keys = [...new Set(objects.flatMap((value) => Object.keys(value)))];
  const unseen = UNSEEN.filter(([at]) => at === expression).map(([, key]) => key);
  const known = [...keys, ...unseen].map((key) => JSON.stringify(key)).join(" | ");
  below.push(`allSeen<Unseen<Keys<${expression}>, ${known || "never"}>>(true);`);
  for (const key of keys) {
    const inside = objects.filter((value) => Object.hasOwn(value, key)).map((value) => value[key]);
    below.push(...keysSeen(`Get<${expression}, ${JSON.stringify(key)}>`, inside));
  }
  return below;
}

const HELPERS = `
type Item<T> = T extends readonly (infer I)[] ? I : never;
type Get<T, K> = T extends readonly unknown[] ? never : T extends object ? (K extends keyof T ? T[K] : never) : never;
type Keys<T> = T extends readonly unknown[] ? never : T extends object ? keyof T : never;
type Unseen<All, Seen> = string extends All ? true : [Exclude<All, Seen>] extends [never] ? true : { unseen: Exclude<All, Seen> };
declare function allSeen<T>(value: T): void;`;

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
  const lines = types.flatMap((type) => keysSeen(type, [...found.get(type).values()]));
  assert.equal(compiled(lines), "");
  assert.match(compiled([...lines, 'allSeen<Unseen<Keys<Unasked>, "rule" | "fields">>(true);']), /unseen/);
});
