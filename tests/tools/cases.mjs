// The cases of tests/casi, read from their files.

import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../casi/", import.meta.url);

/** Every case, with its file and line as `place`. */
export function allCases() {
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  return files.flatMap((file) => {
    const lines = readFileSync(new URL(file, folder), "utf8").trim().split("\n");
    return lines.map((line, at) => ({ place: `${file}:${at + 1}`, ...JSON.parse(line) }));
  });
}
