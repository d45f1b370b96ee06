// The rulebooks of regolamenti/, compiled by the command: what the package ships of each.

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run, target } from "./places.mjs";

/**
 * @typedef {{ name: string, version: string, hash: string, bytes: Buffer }} Compiled
 * @returns {{ fields: string, labels: Buffer, named: Record<string, Compiled> }} campi.json without blanks, and
 *   compiled; the rulebooks
 */
export function rulebooks() {
  const folder = join(target, "regolamenti");
  rmSync(folder, { recursive: true, force: true });
  run("cargo", ["run", "--quiet", "--locked", "--bin", "convalida", "--", "compila", "--pacchetto", folder]);
  const listed = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  const named = listed.map(({ name, version, hash }) => [
    name,
    { name, version, hash, bytes: readFileSync(join(folder, `${name}.bin`)) },
  ]);
  const fields = JSON.stringify(JSON.parse(readFileSync(join(root, "regolamenti/campi.json"), "utf8")));
  return { fields, labels: readFileSync(join(folder, "campi.bin")), named: Object.fromEntries(named) };
}
