// The example applications of the page: for every rulebook and kind of application one that passes and one that does not.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { check, rulebooks } from "../../pkg/inline.js";

const www = new URL("../../www/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(`examples/${name}.json`, www), "utf8"));
const names = rulebooks().flatMap(({ name, tipi }) => tipi.map((tipo, at) => ({ rulebook: name, tipo, name: at ? `${name}-${tipo}` : name })));

for (const { rulebook, tipo, name } of names) {
  test(`${name}: the good example has nothing to correct, the other a variety`, () => {
    const good = read(name);
    const flawed = read(`${name}-difetti`);
    for (const domanda of [good, flawed]) {
      assert.equal(domanda.regolamento, rulebook);
      assert.equal(domanda.tipo ?? "cig", tipo);
    }
    const errors = (domanda) => check(rulebook, domanda, { today: "2026-01-01" }).filter(({ severity }) => severity === "error");
    assert.deepEqual(errors(good).map(({ path, message }) => `${path}: ${message}`), []);
    assert.ok(new Set(errors(flawed).map(({ rule }) => rule)).size > 1, "at least two rules speak");
  });
}

test("there is no example of a rulebook that is not shipped", () => {
  const known = new Set(names.flatMap(({ name }) => [`${name}.json`, `${name}-difetti.json`]));
  assert.deepEqual(readdirSync(new URL("examples", www)).filter((file) => !known.has(file)), []);
});

test("every sentence that the page's scripts say has its English, and no English is left over", async () => {
  const { en } = await import(new URL("i18n/en.js", www));
  const scripts = readdirSync(new URL("app", www)).map((file) => readFileSync(new URL(`app/${file}`, www), "utf8"));
  const said = scripts.flatMap((script) => [...script.matchAll(/\bt\("((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]));
  assert.ok(said.length > 30);
  assert.deepEqual(said.filter((italian) => !(italian in en)), []);
  const html = readFileSync(new URL("index.html", www), "utf8").replace(/\s+/g, " ");
  const scriptsAndPage = [html, ...scripts].join("\n");
  assert.deepEqual(Object.keys(en).filter((italian) => !scriptsAndPage.includes(italian)), []);
});
