// The rulebooks of regolamenti/ as the package ships them: the same data without blanks.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../js/hash.js";
import { root } from "./places.mjs";

/** Every rulebook needs these two: the rules common to all, the labels of the fields. */
const SHARED = ["comuni", "campi"];

/** @returns {{ common: string, fields: string, named: Record<string, string> }} JSON texts */
export function rulebooks() {
  const folder = join(root, "regolamenti");
  const texts = Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"))
      .sort()
      .map((file) => [file.slice(0, -".json".length), minified(join(folder, file))]),
  );
  const [common, fields] = SHARED.map((name) => texts[name]);
  const shipped = Object.entries(texts).filter(([name]) => !SHARED.includes(name));
  // What a rulebook says includes what all share: the hash tells of both.
  const named = Object.fromEntries(
    shipped.map(([name, text]) => [name, `{"hash":"${hashOf(text, common, fields)}",${text.slice(1)}`]),
  );
  return { common, fields, named };
}

function minified(file) {
  try {
    return JSON.stringify(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}
