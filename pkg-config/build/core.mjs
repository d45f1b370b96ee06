// Rust → .wasm and its raw JavaScript, by wasm-pack: cargo, wasm-bindgen, wasm-opt (how: Cargo.toml, package.metadata).

import { existsSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { nodeModules, output, root, run, target, tools } from "./places.mjs";

const TRIPLE = "wasm32-unknown-unknown";

/** The module that holds forms, and the one that compiles a portal's own rulebooks. */
const MODULES = { core: [], compiler: ["--features", "compiler"] };

/**
 * @param {keyof MODULES} name
 * @returns {{ js: string, wasm: string }} the two files
 */
export function compileModule(name) {
  const made = join(target, "wasm-pack", name);
  rmSync(made, { recursive: true, force: true });
  const build = ["--quiet", "build", root, "--release", "--target", "web", "--mode", "no-install"];
  const into = ["--no-pack", "--no-typescript", "--out-name", name, "--out-dir", made];
  run(join(tools, "bin/wasm-pack"), [...build, ...into, "--", "--locked", ...MODULES[name]], environment());
  return { js: join(made, `${name}.js`), wasm: join(made, `${name}_bg.wasm`) };
}

function environment() {
  const env = {
    PATH: [join(tools, "bin"), join(nodeModules, ".bin"), process.env.PATH].join(delimiter), // wasm-bindgen, wasm-opt
    WASM_PACK_CACHE: join(tools, "cache"),
    CARGO_TARGET_DIR: target,
    CARGO_ENCODED_RUSTFLAGS: flags().join("\x1f"),
  };
  // Where rustup could not add the target, pkg-config/setup/wasm-target.sh made the toolchain `debian`.
  if (!existsSync(join(output("rustc", ["--print", "sysroot"]), "lib/rustlib", TRIPLE))) env.RUSTUP_TOOLCHAIN = "debian";
  return env;
}

/** The module must not tell in which folders it was built: nobody's business, and not the same bytes elsewhere. */
function flags() {
  const { CARGO_ENCODED_RUSTFLAGS: encoded, RUSTFLAGS: plain, CARGO_HOME = join(homedir(), ".cargo") } = process.env;
  const given = encoded !== undefined ? encoded.split("\x1f") : (plain ?? "").split(" ");
  return [...given.filter(Boolean), `--remap-path-prefix=${root}=convalida`, `--remap-path-prefix=${CARGO_HOME}=cargo`];
}
