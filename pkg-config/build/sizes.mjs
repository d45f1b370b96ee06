// What a page downloads: printed at every build; tests/package/size.test.mjs keeps it under a budget.

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { pkg } from "./places.mjs";

/** Brotli bytes of the core and all JavaScript that `import "convalida"` loads; rulebooks come on top. A little above
 *  where the module stands: what the bytes are, and the aim that is missed, stands in docs/design.md. */
export const BUDGET = 327_000;

/** The sizes in bytes of the core, of the JavaScript around it, and of both; of the package that was built last. */
export function measure() {
  const scripts = loadedBy(join(pkg, "index.js"));
  const parts = [
    ["core.wasm", [join(pkg, "core.wasm")]],
    [scripts.map((file) => basename(file)).join(" + "), scripts],
  ];
  const sizes = parts.map(([name, files]) => ({ name, ...sizeOf(files) }));
  const total = { name: 'all of import "convalida"' };
  for (const key of ["raw", "gzip", "brotli"]) total[key] = sizes.reduce((sum, size) => sum + size[key], 0);
  return [...sizes, total];
}

export function reportSizes() {
  for (const { name, raw, gzip, brotli } of measure()) {
    const columns = [raw, gzip, brotli].map((bytes) => String(bytes).padStart(8));
    console.log(`build: ${name.padEnd(32)} raw${columns[0]}  gzip${columns[1]}  brotli${columns[2]}`);
  }
}

/** Bytes of files together: as they are, and each compressed by itself, as a server sends them. */
export function sizeOf(files) {
  const contents = files.map((file) => readFileSync(file));
  const sum = (measure) => contents.reduce((total, content) => total + measure(content), 0);
  return {
    raw: sum((content) => content.length),
    gzip: sum((content) => gzipSync(content, { level: 9 }).length),
    brotli: sum((content) => brotliCompressSync(content).length),
  };
}

/** A script and those it imports. */
export function loadedBy(file, found = []) {
  if (found.includes(file)) return found;
  found.push(file);
  for (const [, address] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g)) {
    loadedBy(join(dirname(file), address), found);
  }
  return found;
}
