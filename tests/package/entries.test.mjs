// The entries of the package in Node, imported by name: what they export, how they start, the README's example.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const installed = join(folder, "node_modules/convalida");
const API = ["Form", "check", "init", "rulebooks", "rules"];

test("before init a call says what to do", async () => {
  const { Form } = await imported("convalida", folder);
  assert.throws(() => new Form("piemonte-2020"), /not ready yet.*await init\(\).*convalida\/inline/);
});

test("init loads the rulebooks that are named, once, however often it is called", async () => {
  const { init, rulebooks } = await imported("convalida", folder);
  await assert.rejects(init({ rulebooks: ["narnia-1950"] }), /no rulebook `narnia-1950` is shipped.*piemonte-2020/);
  await Promise.all([init({ rulebooks: ["piemonte-2020"] }), init({ rulebooks: ["piemonte-2020"] })]);
  assert.deepEqual(
    rulebooks().map((book) => book.name),
    ["piemonte-2020"],
  );
  await init();
  const shipped = readdirSync(join(installed, "regolamenti")).map((file) => file.replace(".json", ""));
  assert.deepEqual(
    rulebooks().map((book) => book.name),
    shipped.filter((name) => !["comuni", "campi"].includes(name)),
  );
});

test("every entry exports what its types promise", async () => {
  assert.deepEqual(Object.keys(await imported("convalida", folder)), API);
  assert.deepEqual(Object.keys(await imported("convalida/inline", folder)), API);
  assert.deepEqual(Object.keys(await imported("convalida/standard-schema", folder)), ["standardSchema"]);
});

test("every file named in exports is in the archive", () => {
  const { exports, main, types, unpkg } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const files = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)));
  for (const file of [...files, main, types, unpkg]) {
    if (!file.includes("*")) assert.ok(existsSync(join(installed, file)), file);
  }
});

test("no file tells on which machine it was built", () => {
  for (const file of readdirSync(installed, { recursive: true })) {
    if (!/\.(js|wasm|json)$/.test(file)) continue;
    assert.doesNotMatch(readFileSync(join(installed, file), "latin1"), /\/(root|home|Users|work|tmp)\/\w/, file);
  }
});

test("the example of the README", async () => {
  const { init, Form, check } = await imported("convalida", folder);
  await init({ rulebooks: ["piemonte-2020"] });
  const form = new Form("piemonte-2020");
  form.load({ regolamento: "piemonte-2020", dataPresentazione: "01/04/2020", lavoratori: [{ cognome: "Rossi" }] });
  const path = "lavoratori.0.dataAssunzione";
  assert.equal(form.set(path, "24/0").field.state, "incomplete");
  const change = form.set(path, "24/02/202");
  assert.equal(change.field.state, "invalid");
  assert.deepEqual(
    change.added.map(({ rule, severity, path }) => ({ rule, severity, path })),
    [{ rule: "piemonte-2020/data-assunzione", severity: "error", path }],
  );
  const mended = form.set(path, "23/02/2020");
  assert.equal(mended.field.value, "2020-02-23");
  assert.deepEqual(mended.removed, [{ rule: "piemonte-2020/data-assunzione", path }]);
  assert.equal(form.bounds(path).max, "2020-02-23");
  assert.ok(form.validate().length > 0);
  assert.deepEqual(check("piemonte-2020", form.toJSON()), form.validate());
  form.free();
});

test("forms that do not name a day take the one given to init", async () => {
  const { init, Form } = await imported("convalida", folder);
  await init({ rulebooks: ["piemonte-2020"], today: "2020-04-01" });
  const form = new Form("piemonte-2020");
  form.insert("lavoratori");
  assert.equal(form.bounds("lavoratori.0.dataAssunzione").max, "2020-02-23");
  await assert.rejects(init({ today: "1/4/2020" }), /YYYY-MM-DD/);
});
