// What each entry of the package costs a page stands in the README that the package carries, and is not more than that.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "pkg-config/npm/README.md"), "utf8");

/** `convalida/dom` → 24: what the table of sizes allows, in kB (1 000 bytes) after gzip. */
const allowed = new Map([...readme.matchAll(/^\| `(convalida[^`]*)` \| (\d+) \|/gm)].map(([, entry, kilobytes]) => [entry, Number(kilobytes)]));

const fileOf = (entry) => (entry === "convalida" ? "index.js" : entry === "convalida.iife.js" ? entry : `${entry.slice("convalida/".length).replace("<rulebook>", "piemonte-2020")}.js`);

/** A script and those it imports. */
function loadedBy(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, address] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g)) loadedBy(join(dirname(file), address), found);
  return found;
}

const gzip = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

test("every entry that runs has its size in the README", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const entries = Object.entries(exports).filter(([name, { default: file }]) => file?.endsWith(".js") && !["./convalida.iife.js", "./worker-thread"].includes(name));
  const names = entries.map(([name]) => name.replace(/^\./, "convalida").replace("*", "<rulebook>"));
  assert.deepEqual([...allowed.keys()].sort(), [...names, "convalida.iife.js"].sort());
});

for (const [entry, kilobytes] of allowed) {
  test(`${entry}: at most ${kilobytes} kB`, () => {
    const bytes = [...loadedBy(join(root, "pkg", fileOf(entry)))].reduce((sum, file) => sum + gzip(file), 0);
    assert.ok(bytes > 0 && bytes <= kilobytes * 1000, `${bytes} bytes`);
  });
}
