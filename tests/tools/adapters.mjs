// The form libraries and page kits of tests/adapters: installed when a test asks for them for the first time.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = new URL("../adapters/", import.meta.url).pathname;

/** @returns {string} the folder node_modules, exactly as the lock file says */
export function adapterModules() {
  const modules = join(folder, "node_modules");
  const stamp = join(modules, ".convalida-lock");
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return modules;
  console.error("setup: the form libraries of tests/adapters (about half a minute)");
  execFileSync("npm", ["ci", "--no-progress", "--loglevel=error"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(stamp, lock);
  return modules;
}

export const requireAdapter = createRequire(join(folder, "package.json"));
