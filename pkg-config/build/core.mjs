// Rust → .wasm and its raw JavaScript: cargo, wasm-bindgen, wasm-opt.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { hashOf, kept, nodeModules, output, root, run, target } from "./places.mjs";

const TRIPLE = "wasm32-unknown-unknown";

// Chosen by what a page downloads: -Os and -O1 make fewer bytes, but bytes that compress worse (docs/design.md).
// The features are those that rustc uses by itself; wasm-opt has to be told because the names of features are
// stripped before.
const OPTIMISE = [
  "--duplicate-function-elimination",
  "--remove-unused-brs",
  "--code-folding",
  "--optimize-instructions",
  "--precompute",
  "--merge-blocks",
  "--rse",
  "--vacuum",
  "--reorder-locals",
  "--vacuum",
  "--duplicate-function-elimination",
  "--remove-unused-module-elements",
  "--enable-bulk-memory",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];

/** @returns {{ js: string, wasm: string }} the two files */
export function compileCore() {
  const compiled = cargoBuild();
  const bindgen = join(kept, "bin/bindgen");
  const made = join(kept, "core");
  const stamp = hashOf(readFileSync(compiled), readFileSync(bindgen), OPTIMISE.join(" "));
  const files = { js: join(made, "core.js"), wasm: join(made, "core.wasm") };
  const stampFile = join(made, "stamp");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return files;

  console.log("build: wasm-bindgen and wasm-opt (a few seconds)");
  const work = `${made}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  run(bindgen, [compiled, work]);
  run(process.execPath, [
    join(nodeModules, "binaryen/bin/wasm-opt"),
    join(work, "core_bg.wasm"),
    "-o",
    join(work, "core.wasm"),
    ...OPTIMISE,
  ]);
  writeFileSync(join(work, "stamp"), stamp);
  rmSync(made, { recursive: true, force: true });
  renameSync(work, made);
  return files;
}

function cargoBuild() {
  const env = { CARGO_TARGET_DIR: target, RUSTFLAGS: flags() };
  // Where rustup could not add the target, pkg-config/setup/wasm-target.sh made the toolchain `debian`.
  if (!existsSync(join(output("rustc", ["--print", "sysroot"]), "lib/rustlib", TRIPLE))) env.RUSTUP_TOOLCHAIN = "debian";
  run("cargo", ["build", "--quiet", "--locked", "--release", "--lib", "--target", TRIPLE], env);
  return join(target, TRIPLE, "release/convalida.wasm");
}

/** The module must not tell in which folders it was built: nobody's business, and not the same bytes elsewhere. */
function flags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const added = [`--remap-path-prefix=${root}=convalida`, `--remap-path-prefix=${cargoHome}=cargo`];
  return [process.env.RUSTFLAGS, ...added].filter(Boolean).join(" ");
}
