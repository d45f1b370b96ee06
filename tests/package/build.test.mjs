// The build: the same bytes in whatever folder, also in one with a blank in its path, and no trace of where it ran.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "convalida-build-"));
const elsewhere = join(folder, "una cartella, con spazi");
after(() => rmSync(folder, { recursive: true }));

const NOT_COPIED = ["target", "pkg", ".git", ".tools", "pkg-config/node_modules"].map((name) => join(root, name));

before(() => {
  cpSync(root, elsewhere, { recursive: true, filter: (path) => !NOT_COPIED.includes(path) });
  for (const name of [".tools", "pkg-config/node_modules"]) symlinkSync(join(root, name), join(elsewhere, name));
});

/** Runs a command of the copied project; what it builds stays in the copy. */
function ran(command, ...args) {
  const env = { ...process.env, CARGO_TARGET_DIR: join(elsewhere, "target") };
  const { status, stdout, stderr } = spawnSync(join(elsewhere, command), args, { cwd: folder, env, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
}

const filesOf = (place) =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort();

test("a folder with a blank in its path builds the same bytes", () => {
  ran("avvia", "--no-serve");
  const [here, there] = [join(root, "pkg"), join(elsewhere, "pkg")];
  assert.deepEqual(filesOf(there), filesOf(here));
  for (const file of filesOf(here)) assert.ok(readFileSync(join(here, file)).equals(readFileSync(join(there, file))), file);
});

test("the module does not tell where it was built", () => {
  const wasm = readFileSync(join(root, "pkg/core.wasm"), "latin1");
  for (const place of [root, elsewhere, homedir()]) assert.ok(!wasm.includes(place), place);
});

test("the steps of ./prova run there too", () => ran("prova", "format"));
