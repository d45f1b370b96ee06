// The entries of the package in Node, imported by name: what they export, how they start, the README's example.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const installed = join(folder, "node_modules/convalida");
const API = ["Form", "check", "checkDossier", "init", "rulebooks", "rules", "unasked"];

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
  const shipped = readdirSync(join(installed, "regolamenti")).filter((file) => file.endsWith(".bin") && file !== "campi.bin");
  assert.deepEqual(
    rulebooks().map((book) => book.name),
    shipped.map((file) => file.replace(".bin", "")),
  );
});

test("an init that failed leaves nothing on its way: the next one, with another address, does not wait for it", () => {
  const program = `
    import init, { rulebooks } from "convalida";
    let told;
    await init({ base: new URL("nowhere/", import.meta.url) }).catch((error) => (told = error.message));
    await init();
    console.log(told.slice(0, 11), rulebooks().length > 5);`;
  writeFileSync(join(folder, "again.mjs"), program);
  assert.equal(execFileSync(process.execPath, [join(folder, "again.mjs")], { encoding: "utf8" }), "convalida:  true\n");
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

test("every entry that a program imports stands in the README of the package, and no other", () => {
  const read = (file) => readFileSync(join(installed, file), "utf8");
  const [, table] = read("README.md").split("| entry | for |\n|---|---|\n");
  const said = new Set([...table.split("\n\n")[0].matchAll(/`(convalida(?:[./][\w./<>-]*)?)`/g)].map(([, name]) => name));
  const beside = ["./worker-thread", "./core.wasm", "./compiler.wasm", "./regolamenti/*", "./integrity.json", "./package.json"]; // what an entry takes by itself, or by its address
  const exported = Object.keys(JSON.parse(read("package.json")).exports).filter((name) => !beside.includes(name));
  const named = exported.map((name) => (name === "./convalida.iife.js" ? name.slice(2) : `convalida${name.slice(1).replace("*", "<rulebook>")}`));
  assert.deepEqual([...said].sort(), named.sort());
});

test("a script with the hash of integrity.json is the script that was built", () => {
  const hashes = JSON.parse(readFileSync(join(installed, "integrity.json"), "utf8"));
  const files = readdirSync(installed, { recursive: true }).filter((file) => /\.(js|css|wasm)$/.test(file));
  assert.deepEqual(Object.keys(hashes).sort(), files.sort());
  assert.ok(files.includes("convalida.iife.js") && files.includes("core.wasm") && files.includes("dom.css"));
  for (const file of files) {
    const hash = createHash("sha384").update(readFileSync(join(installed, file))).digest("base64");
    assert.equal(hashes[file], `sha384-${hash}`, file);
  }
});

test("no file tells on which machine it was built", () => {
  for (const file of readdirSync(installed, { recursive: true })) {
    if (!/\.(js|wasm|json)$/.test(file)) continue;
    assert.doesNotMatch(readFileSync(join(installed, file), "latin1"), /\/(root|home|Users|work|tmp)\/\w/, file);
  }
});

test("the example of the README prints what the README says", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const block = (language) => readme.match(new RegExp("```" + language + "\n([^]*?)```"))[1];
  writeFileSync(join(folder, "readme.mjs"), block("js"));
  assert.equal(execFileSync(process.execPath, ["readme.mjs"], { cwd: folder, encoding: "utf8" }), block("text"));
});

test("what the READMEs do on a server: errors are refused, a right application is taken, anything else throws", async () => {
  const [one, other] = ["README.md", "pkg-config/npm/README.md"].map((file) => {
    const readme = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
    return readme.match(/```js\n((?:(?!```)[^])*export function received[^]*?)```/)[1];
  });
  assert.equal(one, other);
  writeFileSync(join(folder, "server.mjs"), one);
  const { received } = await import(pathToFileURL(join(folder, "server.mjs")));
  const example = (name) => readFileSync(new URL(`../../www/examples/${name}.json`, import.meta.url), "utf8");
  const refused = received(example("piemonte-2020-difetti"), "2020-04-15");
  assert.equal(refused.status, 422);
  assert.ok(refused.errors.some(({ rule }) => rule === "piemonte-2020/durata-domanda"));
  const taken = received(JSON.parse(example("piemonte-2020")), "2020-04-15");
  assert.equal(taken.status, 200, JSON.stringify(taken.errors));
  assert.ok(Array.isArray(taken.unasked));
  assert.throws(() => received("{", "2020-04-15"), /^Error: convalida: the domanda can not be read/);
});

test("forms that do not name a day take the one given to init", async () => {
  const { init, Form } = await imported("convalida", folder);
  await init({ rulebooks: ["piemonte-2020"], today: "2020-04-01" });
  const form = new Form("piemonte-2020");
  form.insert("lavoratori");
  assert.equal(form.bounds("lavoratori.0.dataAssunzione").max, "2020-02-23");
  await assert.rejects(init({ today: "1/4/2020" }), /YYYY-MM-DD/);
});
