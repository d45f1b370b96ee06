// Rulebooks as JSON, made from their pages by the command.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** What `convalida compila` writes of a page: JSON text. */
export function compiled(page) {
  const options = ["run", "--quiet", "--locked", "--", "compila", page];
  return execFileSync("cargo", options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] });
}

/** The page that docs/add-a-rulebook.md tells people to copy, as JSON text. */
export function skeleton() {
  const text = readFileSync(join(root, "docs/add-a-rulebook.md"), "utf8");
  const fenced = (pattern) => pattern.exec(text)[1];
  const folder = mkdtempSync(join(tmpdir(), "convalida-"));
  try {
    mkdirSync(join(folder, "en"));
    writeFileSync(join(folder, "marche-2021.md"), fenced(/````markdown\n([^]*?)````/));
    writeFileSync(join(folder, "en/marche-2021.toml"), fenced(/```toml\n([^]*?)```/));
    return compiled(join(folder, "marche-2021.md"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
