// The package's types compile, for bundlers and for Node, strictly, as a user's project sees them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { packed } from "../tools/packed.mjs";
import { requireTool } from "../tools/npm.mjs";

const folder = packed();
const tsc = join(dirname(requireTool.resolve("typescript/package.json")), "bin/tsc");

// What the READMEs show first is a program that compiles, too.
const EXAMPLES = ["README.md", "pkg-config/npm/README.md"].map((file, n) => {
  const [, example] = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").match(/```js\n([^]*?)```/);
  writeFileSync(join(folder, `readme-${n}.mts`), example);
  return `readme-${n}.mts`;
});
copyFileSync(new URL("types.test-d.ts", import.meta.url), join(folder, "types.test-d.ts"));

const PROJECTS = {
  "bundlers": { module: "preserve", moduleResolution: "bundler" },
  "Node": { module: "nodenext", moduleResolution: "nodenext" },
  "a language that knows `using`": { module: "preserve", moduleResolution: "bundler", lib: ["esnext", "dom"] },
};

for (const [name, settings] of Object.entries(PROJECTS)) {
  test(`types for ${name}`, () => {
    const strict = { target: "es2022", lib: ["es2022", "dom"], types: [], noEmit: true, strict: true, skipLibCheck: false };
    const compilerOptions = { ...strict, exactOptionalPropertyTypes: true, ...settings };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.test-d.ts", ...EXAMPLES] }));
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  });
}
