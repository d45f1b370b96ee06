// Changes the core in small ways and tells which changes no test notices:
//
//     node tests/mutanti.mjs [SHARE] [SHARD] [PATTERN]
//
// SHARE: one in so many of the mutants (48 if absent), SHARD: which of these samples (0), PATTERN: what the names of those
// must hold that are drawn from. What is committed is tried, in a copy of its own under target/mutanti; each mutant meets
// the cases first, what survives them the unit tests, what survives these all that look at verdicts. It takes about ten
// seconds of processor time a mutant, some minutes one that survives: no part of the test run. What it prints stands as it
// comes, so that it may be stopped. Survivors and their reasons are in docs/proof.md. cargo-mutants makes the mutants
// (`cargo install cargo-mutants --locked`).

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const [share = "48", shard = "0", pattern = ""] = process.argv.slice(2);
const here = join(import.meta.dirname, "..");
const work = join(here, "target/mutanti");
const tree = join(work, "tree");

const FILES = ["src/formula/*.rs", "src/program/*.rs", "src/session/*.rs", "src/reply/**/*.rs", "src/text/*.rs", "src/calendar.rs", "src/ranges.rs"];
const STAGES = {
  cases: ["casi", "typing", "esempi", "limits", "dossier"],
  "unit tests": null,
  all: ["answers", "fixes", "properties", "coverage", "catalogo", "exhaustion", "law", "rulebook_format", "open", "cost"],
};

// Nobody reads the stack of a mutant: without it the test programs link faster.
const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "false", CARGO_TARGET_DIR: join(tree, "target") };
const git = (...given) => execFileSync("git", ["-C", tree, ...given], { encoding: "utf8", stdio: ["pipe", "pipe", "inherit"] });

/** Whether the tests of a stage pass: yes, no, or the mutant does not compile. */
function outcome(tests) {
  const which = tests ? tests.flatMap((name) => ["--test", name]) : ["--lib"];
  const cargo = (seconds, ...more) =>
    spawnSync("cargo", ["test", "--quiet", "--locked", ...which, ...more], { cwd: tree, env, stdio: "ignore", timeout: seconds * 1000 });
  if (cargo(1800, "--no-run").status !== 0) return "unviable";
  return cargo(400).status === 0 ? "passes" : "caught"; // one that never ends is caught
}

mkdirSync(work, { recursive: true });
if (!existsSync(tree)) execFileSync("git", ["clone", "--quiet", "--local", here, tree]);
git("fetch", "--quiet", here, "HEAD");
git("reset", "--quiet", "--hard", "FETCH_HEAD");
// What a run left that was stopped amid a mutant is no part of this one.
execFileSync("cargo", ["clean", "--quiet", "--package", "convalida"], { cwd: tree, env });

const wanted = FILES.flatMap((file) => ["--file", file]);
const listed = execFileSync("cargo", ["mutants", "--list", "--json", "--diff", ...wanted], { cwd: tree, encoding: "utf8", maxBuffer: 1 << 28 });
const mutants = JSON.parse(listed).filter(({ name }) => new RegExp(pattern).test(name));
const drawn = mutants.filter((_, place) => place % Number(share) === Number(shard));
console.log(`${drawn.length} of ${mutants.length} mutants`);
for (const [stage, tests] of Object.entries(STAGES)) {
  if (outcome(tests) !== "passes") throw new Error(`the tests do not pass without a mutant: ${stage}`);
}

const counts = {};
for (const { name, file, diff } of drawn) {
  const lines = diff.split("\n").slice(2); // in the place of its head, one that git knows
  execFileSync("git", ["-C", tree, "apply", "-"], { input: [`--- a/${file}`, `+++ b/${file}`, ...lines].join("\n") });
  let told = "survives";
  for (const [stage, tests] of Object.entries(STAGES)) {
    const found = outcome(tests);
    if (found === "passes") continue;
    told = found === "caught" ? `caught by ${stage}` : found;
    break;
  }
  git("checkout", "--quiet", ".");
  counts[told] = (counts[told] ?? 0) + 1;
  console.log(`${told}: ${name}`);
}
console.log(JSON.stringify(counts));
