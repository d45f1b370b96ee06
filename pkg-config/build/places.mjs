// Where things are, and how the build runs its tools.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
/** Git-ignored: what the set-up installed for this project alone. */
export const tools = join(root, ".tools");
export const pkg = join(root, "pkg");
export const sources = join(root, "pkg-config/js");
export const nodeModules = join(root, "pkg-config/node_modules");


export const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** Runs a tool, its messages shown; throws when it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  if (error) throw new Error(`${command}: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

/** What a tool prints. */
export function output(command, args) {
  const { status, error, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (error || status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
  return stdout.trim();
}
