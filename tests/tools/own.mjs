// A rulebook of one's own: the JSON that the command writes of a page.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @returns {Record<string, unknown>} the rulebook NAME, as `new Form(object)` takes it */
export function ownRulebook(name) {
  const compila = ["run", "--quiet", "--locked", "--bin", "convalida", "--", "compila", `regolamenti/${name}.md`];
  return JSON.parse(execFileSync("cargo", compila, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
}
