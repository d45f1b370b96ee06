// What is wrong, by cell, on the page: the same after edits as a whole check would say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Found } from "../../www/prevalidazione/found.js";

const group = (rule, severity, places) => {
  const names = [...new Set(places.map(([, field]) => field))];
  return { rule, severity, names, rows: Int32Array.from(places, ([row]) => row), fields: Uint16Array.from(places, ([, field]) => names.indexOf(field)), messages: places.map(([row]) => `${rule} ${row}`), fixable: Uint8Array.from(places, () => 0) };
};
const change = (path, groups = [], removed = []) => ({ path, groups, removed });

const made = () => new Found([group("x/hire", "error", [[0, "dataAssunzione"], [2, "dataAssunzione"], [-1, "periodo.dataFine"]]), group("x/campo-obbligatorio", "error", [[2, "ore"]]), group("x/hours", "warning", [[2, "dataAssunzione"], [3, "ore"]])]);

test("cells and rows answer with what was found, the gravest first", () => {
  const found = made();
  assert.deepEqual(found.counts, { error: 4, warning: 2, info: 0 });
  assert.equal(found.gravest(3), "warning");
  assert.equal(found.gravest(1), undefined);
  assert.ok(found.hasRule(2, "x/hours") && !found.hasRule(0, "x/hours"));
  assert.deepEqual(found.at(2, "dataAssunzione").map(({ rule }) => rule), ["x/hire", "x/hours"]);
  assert.equal(found.gravest(2), "error");
  assert.deepEqual(found.fieldsOf(2, () => true), ["dataAssunzione", "ore"]);
  assert.deepEqual(found.fieldsOf(2, ({ severity }) => severity === "warning"), ["dataAssunzione"]);
  assert.deepEqual(found.fieldsOf(1, () => true), []);
  assert.equal(found.atHead("periodo.dataFine")[0].message, "x/hire -1");
  assert.deepEqual([...found.fields].sort(), ["dataAssunzione", "ore"], "of the workers alone");
  found.apply(change("lavoratori.1.ore", [group("x/new", "error", [[1, "iban"], [-1, "bollo"]])]));
  assert.deepEqual([...found.fields].sort(), ["dataAssunzione", "iban", "ore"]);
});

test("an edit takes away and adds, also elsewhere; what was missing goes with the first key", () => {
  const found = made();
  const touched = found.apply(change("lavoratori.2.ore", [group("x/other", "error", [[3, "ore"]])], [["x/hire", "lavoratori.0.dataAssunzione"]]));
  assert.deepEqual([...touched].sort(), [0, 2, 3]);
  assert.deepEqual(found.at(2, "ore"), []);
  assert.equal(found.gravest(0), undefined);
  assert.deepEqual(found.at(3, "ore").map(({ rule }) => rule), ["x/other", "x/hours"]);
  assert.deepEqual(found.counts, { error: 3, warning: 2, info: 0 });
  found.apply(change("periodo.dataFine", [], [["x/hire", "periodo.dataFine"]]));
  assert.deepEqual(found.atHead("periodo.dataFine"), []);
});

test("what a rule says anew takes the place of what it said", () => {
  const found = made();
  const anew = group("x/hire", "warning", [[2, "dataAssunzione"], [-1, "periodo.dataFine"]]);
  anew.messages = ["now", "now, too"];
  found.apply(change("lavoratori.2.dataAssunzione", [anew]));
  assert.deepEqual(found.at(2, "dataAssunzione").map(({ rule, message }) => [rule, message]), [["x/hours", "x/hours 2"], ["x/hire", "now"]]);
  assert.equal(found.atHead("periodo.dataFine")[0].message, "now, too");
  assert.deepEqual(found.counts, { error: 2, warning: 4, info: 0 });
});

test("rows come and go", () => {
  const found = made();
  found.insert(1, 2);
  assert.equal(found.gravest(4), "error");
  assert.equal(found.gravest(2), undefined);
  found.remove(4);
  assert.equal(found.gravest(4), "warning");
  assert.deepEqual(found.counts, { error: 2, warning: 1, info: 0 });
  found.apply(change("lavoratori.9.ore", [group("x/new", "info", [[9, "ore"]])]));
  assert.equal(found.gravest(9), "info");
});
