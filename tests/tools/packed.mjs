// The package as npm packs it, unpacked where Node and tsc find it by its name.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const pkg = join(import.meta.dirname, "../../pkg");

/** @returns {string} a folder with node_modules/convalida; gone when the process ends */
export function packed() {
  const folder = mkdtempSync(join(tmpdir(), "convalida-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const installed = join(folder, "node_modules/convalida");
  mkdirSync(installed, { recursive: true });
  const archive = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, pkg], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  }).trim();
  execFileSync("tar", ["xzf", join(folder, archive), "-C", installed, "--strip-components=1"]);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return folder;
}

/** Imports an entry by the name a user writes: `imported("convalida/inline")`. */
export async function imported(name, folder = packed()) {
  const file = join(folder, `${name.replace(/\W/g, "-")}.mjs`);
  writeFileSync(file, `export * from ${JSON.stringify(name)};`);
  return import(pathToFileURL(file).href);
}
