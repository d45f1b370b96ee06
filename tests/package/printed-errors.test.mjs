// What Node prints of a wrong call: the sentence, the caller's line, and nothing of the scripts made small.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { Form } = await imported("convalida/inline/piemonte-2020", folder);

const CALLS = {
  "of the core": (form) => form.set("lavoratori.9.nome", "x"),
  "of an application that is none": (form) => form.load("{"),
  "of a list": (form) => form.setMany({}),
  "of a value": (form) => form.load({ a: () => {} }),
  "of a misspelt name": (form) => form.validate({ fields: ["peridoo"] }),
  "of a misspelt option": (form) => form.validate({ field: [] }),
  "of a freed form": (form) => {
    form.free();
    form.summary();
  },
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`a wrong call ${name}: an Error that prints as one`, () => {
    const error = (() => {
      try {
        return call(new Form("piemonte-2020"));
      } catch (caught) {
        return caught;
      }
    })();
    assert.equal(error.constructor, Error);
    const printed = inspect(error);
    assert.match(printed, /^Error: convalida: /);
    assert.doesNotMatch(printed, /wasm:|wbg|cause/);
    assert.ok(printed.split("\n").findIndex((line) => line.includes("printed-errors.test")) <= 9, printed);
  });
}

const PROGRAMS = {
  "convalida/inline/piemonte-2020": (call) => `import { Form } from "convalida/inline/piemonte-2020"; const form = new Form("piemonte-2020"); (${call})(form);`,
  convalida: (call) => `import init, { Form } from "convalida"; await init({ rulebooks: ["piemonte-2020"] }); const form = new Form("piemonte-2020"); (${call})(form);`,
};

for (const [entry, program] of Object.entries(PROGRAMS)) {
  test(`nobody catches it: the sentence is what stands on top, with ${entry}`, () => {
    for (const call of Object.values(CALLS)) {
      const file = join(folder, "program.mjs");
      writeFileSync(file, program(call));
      const { status, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
      assert.notEqual(status, 0);
      assert.match(stderr, /^\s*Error: convalida: /);
    }
  });
}

test("an init that is misspelt, too", () => {
  const file = join(folder, "program.mjs");
  for (const entry of ["convalida", "convalida/inline"]) {
    writeFileSync(file, `import init from "${entry}"; await init({ rulebook: ["piemonte-2020"] });`);
    const { stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    assert.match(stderr, /^\s*Error: convalida: no option is called `rulebook`: is it `rulebooks`\?/);
  }
});

test("a form prints under its own name", () => assert.match(inspect(new Form("piemonte-2020")), /^Form /));
