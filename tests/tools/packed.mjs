// The package as npm packs it, unpacked where Node and tsc find it by its name.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const pkg = join(import.meta.dirname, "../../pkg");

/** @returns {string} a folder outside of this tree; gone when the process ends */
export function folderOutside() {
  const folder = mkdtempSync(join(tmpdir(), "convalida-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @returns {string} the archive that npm would publish, in a folder */
export function archiveIn(folder) {
  const options = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder, pkg];
  return join(folder, execFileSync("npm", options, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" }).trim());
}

/** @returns {string} a folder with node_modules/convalida; gone when the process ends */
export function packed() {
  const folder = folderOutside();
  const installed = join(folder, "node_modules/convalida");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", archiveIn(folder), "-C", installed, "--strip-components=1"]);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return folder;
}

/** Imports an entry by the name a user writes: `imported("convalida/inline")`. */
export async function imported(name, folder = packed()) {
  const file = join(folder, `${name.replace(/\W/g, "-")}.mjs`);
  writeFileSync(file, `export * from ${JSON.stringify(name)};`);
  return import(pathToFileURL(file).href);
}
