// How many instructions the hot paths take, natively, and what moved since the counts that are kept: a regression shows
// here on the noisiest machine. Not a test.
//
//     node benches/instructions.mjs           # counts, and says what moved by more than 2 %; status 1 if something takes more
//     node benches/instructions.mjs --keep    # writes the counts into benches/instructions.json

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { output, root, run } from "../pkg-config/build/places.mjs";
import { benchProgram } from "./program.mjs";

/** A change below this is nobody's doing: another address, another length of a path. */
const MOVED = 0.02;
const kept = join(root, "benches/instructions.json");

/** Name of the path → instructions a turn. */
function count(program) {
  const folder = mkdtempSync(join(tmpdir(), "convalida-"));
  try {
    // Only what runs in `counted` is collected, and written into a file of its own after each call.
    const instrument = ["--tool=callgrind", "--quiet", "--toggle-collect=*::counted", "--dump-after=*::counted"];
    const said = execFileSync("valgrind", [...instrument, `--callgrind-out-file=${join(folder, "counts")}`, program], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    const paths = said.trim().split("\n").map((line) => line.split("\t"));
    const files = readdirSync(folder).filter((file) => /^counts\.\d+$/.test(file));
    if (files.length < paths.length) throw new Error(`${paths.length} paths were run, but ${files.length} were counted`);
    return Object.fromEntries(paths.map(([name, turns], at) => [name, Math.round(collected(join(folder, `counts.${at + 1}`)) / turns)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function collected(file) {
  const [, instructions] = /^(?:summary|totals): (\d+)/m.exec(readFileSync(file, "utf8")) ?? [];
  if (!(instructions > 0)) throw new Error(`nothing was counted in ${file}`);
  return Number(instructions);
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, " ");

/** Prints the counts beside those before; gives the names of the paths that take more than before. */
function compare(counts, before) {
  const dearer = [];
  for (const [name, now] of Object.entries(counts)) {
    const was = before[name];
    const change = was ? now / was - 1 : 0;
    const moved = Math.abs(change) > MOVED;
    if (moved && change > 0) dearer.push(name);
    const beside = was ? `${change < 0 ? "−" : "+"}${Math.abs(change * 100).toFixed(1)} %${moved ? "  moved" : ""}` : "new";
    console.log(`${name.padEnd(46)}${grouped(now).padStart(14)}   ${beside}`);
  }
  for (const name of Object.keys(before)) if (!(name in counts)) console.log(`${name.padEnd(46)}${"gone".padStart(14)}`);
  return dearer;
}

try {
  const { values } = parseArgs({ options: { keep: { type: "boolean" } } });
  run("pkg-config/setup/bench-tools.sh", ["valgrind"]);
  const rustc = output("rustc", ["--version"]);
  const before = JSON.parse(readFileSync(kept, "utf8"));
  const counts = count(benchProgram("instructions"));
  if (before.rustc !== rustc) console.log(`the kept counts are of ${before.rustc}, these of ${rustc}`);
  console.log(`instructions a turn, piemonte-2020, 1 000 workers${"change".padStart(18)}`);
  const dearer = compare(counts, before.counts);
  if (values.keep) writeFileSync(kept, `${JSON.stringify({ rustc, counts }, null, 2)}\n`);
  else if (dearer.length > 0) {
    console.log(`take more than before: ${dearer.join("; ")}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`instructions: ${error.message}`);
  process.exitCode = 2;
}
