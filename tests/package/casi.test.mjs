// The cases on the packed package in Node: the verdicts of the catalogue, and word for word what the command says.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { differences } from "../casi/run.mjs";
import { allCases } from "../tools/cases.mjs";
import { imported, packed } from "../tools/packed.mjs";

const root = join(import.meta.dirname, "../..");
const convalida = await imported("convalida/inline", packed());
const cases = allCases();

test("every case gives what it must give", () => {
  assert.ok(cases.length > 1000);
  assert.deepEqual(differences(convalida, cases), []);
});

test("the module and the command say the same, word for word", () => {
  execFileSync("cargo", ["build", "--quiet", "--locked"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const editions = new Map(convalida.rulebooks().map(({ name, version, hash }) => [name, { name, version, hash }]));
  const whole = cases.filter(({ domanda, texts }) => domanda?.regolamento && !texts);
  for (const language of ["it", "en"]) {
    for (const [today, some] of byDay(whole)) {
      const options = ["check", "--format", "json", "--language", language, ...(today ? ["--today", today] : []), "-"];
      const input = some.map(({ domanda }) => JSON.stringify(domanda)).join("\n");
      const { stdout } = spawnSync("target/debug/convalida", options, { cwd: root, input, encoding: "utf8", maxBuffer: 1 << 28 });
      const said = stdout.trim().split("\n").map((line) => JSON.parse(line));
      assert.equal(said.length, some.length);
      for (const [at, { place, domanda }] of some.entries()) {
        const found = convalida.check(domanda.regolamento, domanda, { language, ...(today ? { today } : {}) });
        assert.deepEqual(found, said[at].diagnostics, place);
        assert.deepEqual(said[at].rulebook, editions.get(domanda.regolamento), place);
      }
    }
  }
});

test("the module and the command say the same of a dossier, word for word", () => {
  const dossiers = cases.filter(({ domande }) => domande);
  assert.ok(dossiers.length > 20);
  for (const { place, today, domande } of dossiers) {
    const options = ["check", "--dossier", "--format", "json", ...(today ? ["--today", today] : []), "-"];
    const input = domande.map((domanda) => JSON.stringify(domanda)).join("\n");
    const { stdout } = spawnSync("target/debug/convalida", options, { cwd: root, input, encoding: "utf8", maxBuffer: 1 << 28 });
    const said = stdout.trim().split("\n").map((line) => JSON.parse(line));
    const found = convalida.checkDossier(null, domande, today ? { today } : {});
    assert.deepEqual(found, said.map(({ diagnostics, unasked }) => ({ diagnostics, unasked })), place);
  }
});

/** The cases by their `today`: the command takes one for a whole run. */
function byDay(cases) {
  const groups = new Map();
  for (const one of cases) groups.set(one.today, [...(groups.get(one.today) ?? []), one]);
  return groups;
}
