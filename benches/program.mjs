// Builds one of the native programs of this folder, as the command is built.

import { execFileSync } from "node:child_process";
import { root } from "../pkg-config/build/places.mjs";

/** @param {string} name as in Cargo.toml; @returns {string} the program's path */
export function benchProgram(name) {
  const build = ["build", "--quiet", "--locked", "--example", name, "--profile", "native", "--message-format", "json-render-diagnostics"];
  const said = execFileSync("cargo", build, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  const messages = said.trim().split("\n").map((line) => JSON.parse(line));
  const made = messages.find(({ executable, target }) => executable && target.name === name);
  if (!made) throw new Error(`cargo built no program called ${name}`);
  return made.executable;
}
