// Libraries and tools that only some tests want: installed from a lock file of their own when they are asked for.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @returns {string} the folder node_modules of `tests/NAME`, exactly as its lock file says */
export function installed(name) {
  const folder = fileURLToPath(new URL(`../${name}/`, import.meta.url));
  const modules = join(folder, "node_modules");
  const stamp = join(modules, ".convalida-lock");
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return modules;
  console.error(`setup: what the tests of tests/${name} use (about half a minute)`);
  execFileSync("npm", ["ci", "--no-progress", "--loglevel=error"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(stamp, lock);
  return modules;
}
