// The two modules, the wrapper and the rulebooks → pkg/, ready for `npm publish`.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pkg, root, sources } from "./places.mjs";

/** As old as a browser may be: those that run what rustc compiles today know this JavaScript, too. */
export const TARGET = "es2022";

/** The entries of the package that are written by hand; those of single rulebooks are made from these. */
const ENTRIES = ["index", "inline", "standard-schema", "dom", "worker", "worker-thread"];

/** The modules: file of the package without its ending. */
const MODULES = ["core", "compiler"];

/** What only exists once the package is built: `import … from "generated/…"`. */
const generated = (modules, books) => ({
  name: "generated",
  setup(build) {
    const names = Object.keys(books.named);
    const make = {
      "core.js": () => hardened(readFileSync(modules.core.js, "utf8")),
      "compiler.js": () => hardened(readFileSync(modules.compiler.js, "utf8")),
      "files.js": () => filesModule(names),
      "inlined.js": () => inlined(modules.core),
      "inlined-compiler.js": () => inlined(modules.compiler),
      "labels.js": () => `export const labels = ${JSON.stringify(books.labels.toString("latin1"))};`,
      "all-books.js": () => names.map((name) => `import "generated/rulebooks/${name}.js";`).join("\n"),
    };
    for (const name of names) {
      make[`rulebooks/${name}.js`] = () =>
        `import { shipped } from "./shipped.js"; export default shipped(${JSON.stringify(written(books.named[name]))});`;
      make[`inline/${name}.js`] = () =>
        `import "generated/rulebooks/${name}.js"; export * from "./inlined.js"; export { default } from "./inlined.js";`;
    }
    build.onResolve({ filter: /^generated\// }, ({ path }) => ({ path, namespace: "generated" }));
    build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => ({
      contents: make[path.slice("generated/".length)](),
      resolveDir: sources,
    }));
  },
});

const inlined = ({ wasm }) => `export const wasm = ${JSON.stringify(readFileSync(wasm).toString("base64"))};`;

/** A rulebook in a script: a character for each byte, in which compression finds the words that base64 would hide. */
const written = ({ bytes, ...about }) => ({ ...about, compiled: bytes.toString("latin1") });

/** What wasm-bindgen writes, in pages where `Object.prototype.get` exists: a descriptor then inherits it. */
const hardened = (script) => script.replace(/(Object\.defineProperty\([^{}]*\{)/g, "$1 __proto__: null,");

/** Each address is written out, so that bundlers see the file and ship it. */
function filesModule(names) {
  const paths = { campi: "regolamenti/campi.bin" };
  for (const name of MODULES) paths[name] = `${name}.wasm`;
  for (const name of names) paths[name] = `regolamenti/${name}.bin`;
  const entries = Object.entries(paths).map(
    ([name, path]) => `  ${JSON.stringify(name)}: { path: "${path}", beside: () => new URL("./${path}", import.meta.url) },`,
  );
  return ["export const files = {", "  __proto__: null,", ...entries, "};"].join("\n");
}

/** @param {Record<"core" | "compiler", { js: string, wasm: string }>} modules */
export async function bundle(modules, books) {
  const out = `${pkg}.${process.pid}`; // whole or not at all: a page may be reading pkg/
  const common = { absWorkingDir: root, bundle: true, minify: true, target: TARGET, legalComments: "none", plugins: [generated(modules, books)] };
  const adapters = readdirSync(join(sources, "adapters")).filter((file) => file.endsWith(".js"));
  const ofBooks = Object.keys(books.named).flatMap((name) => [`rulebooks/${name}`, `inline/${name}`]);
  await build({
    ...common,
    entryPoints: [
      ...ENTRIES.map((name) => ({ in: join(sources, `${name}.js`), out: name })),
      ...adapters.map((file) => ({ in: join(sources, "adapters", file), out: file.slice(0, -".js".length) })),
      { in: join(sources, "inline-compiler.js"), out: "inline/compiler" },
      ...ofBooks.map((name) => ({ in: `generated/${name}.js`, out: name })),
    ],
    outdir: out,
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
  });
  await build({
    ...common,
    entryPoints: [join(sources, "iife.js")],
    outfile: join(out, "convalida.iife.js"),
    format: "iife",
  });
  await bundleCommand(out);
  leaveSourceOut(out);
  for (const name of MODULES) copyFileSync(modules[name].wasm, join(out, `${name}.wasm`));
  writeRulebooks(join(out, "regolamenti"), books);
  for (const folder of [sources, join(sources, "adapters")]) {
    for (const file of readdirSync(folder).filter((file) => /\.(d\.ts|css)$/.test(file))) {
      copyFileSync(join(folder, file), join(out, file));
    }
  }
  writeFileSync(join(out, "paths.d.ts"), pathTypes(books));
  for (const file of ["LICENSE", "CHANGELOG.md"]) copyFileSync(join(root, file), join(out, file));
  copyFileSync(join(root, "pkg-config/npm/README.md"), join(out, "README.md"));
  writeFileSync(join(out, "package.json"), manifest());
  writeFileSync(join(out, "integrity.json"), hashes(out));
  rmSync(pkg, { recursive: true, force: true });
  renameSync(out, pkg);
}

/** Above an error that nobody catches Node prints the line that threw it, here all of a script; this mark keeps it off. */
function leaveSourceOut(out) {
  for (const file of readdirSync(out, { recursive: true }).filter((file) => file.endsWith(".js"))) {
    const script = readFileSync(join(out, file), "utf8").trimEnd();
    if (script.includes("throw ")) writeFileSync(join(out, file), `${script}//node-do-not-add-exception-line\n`);
  }
}

/** The command that `npx convalida` runs: for Node, over the entry that is beside it. */
export async function bundleCommand(out) {
  const outfile = join(out, "command.js");
  const beside = {
    name: "beside",
    setup: (build) => build.onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: "./index.js", external: true })),
  };
  await build({
    absWorkingDir: root,
    entryPoints: [join(sources, "command/main.js")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: TARGET,
    format: "esm",
    plugins: [beside],
  });
  chmodSync(outfile, 0o755);
}

function writeRulebooks(folder, { fields, labels, named }) {
  mkdirSync(folder);
  writeFileSync(join(folder, "campi.json"), fields); // for pages that show names of fields
  writeFileSync(join(folder, "campi.bin"), labels);
  for (const { name, bytes } of Object.values(named)) writeFileSync(join(folder, `${name}.bin`), bytes);
  copyFileSync(join(root, "regolamenti/regolamento.schema.json"), join(folder, "regolamento.schema.json")); // for editors
}

/** Names of the rulebooks and paths of the fields, for editors to complete and for TypeScript to check. */
function pathTypes({ fields, named }) {
  const union = (texts) => texts.map((text) => `  | ${text}`).join("\n");
  const quoted = Object.keys(named).map((name) => JSON.stringify(name));
  const all = Object.keys(JSON.parse(fields).fields);
  const typed = (path) => {
    const open = path.replaceAll(".*", ".${number}").replace("<aaaa-mm>", "${string}");
    return open === path ? JSON.stringify(path) : `\`${open}\``;
  };
  const holds = (path, what) => all.some((other) => other.startsWith(`${path}.${what}`));
  const paths = all.filter((path) => !holds(path, "")).map(typed);
  const lists = all.filter((path) => holds(path, "*")).map(typed);
  return [
    "// Written by the build from the rulebooks.",
    "",
    "/** The rulebooks of the package. */",
    `export type RulebookName =\n${union(quoted)};`,
    "",
    "/** The fields of the model; a number stands for a row, `lavoratori.0.ore`. */",
    `export type KnownPath =\n${union(paths)};`,
    "",
    "/** The lists of the model. */",
    `export type KnownList =\n${union(lists)};`,
    "",
  ].join("\n");
}

/** What a page writes as `integrity` of a script, a sheet, a module: file → hash. */
function hashes(out) {
  const files = readdirSync(out, { recursive: true }).filter((file) => /\.(js|css|wasm)$/.test(file)).sort();
  const hash = (file) => `sha384-${createHash("sha384").update(readFileSync(join(out, file))).digest("base64")}`;
  return `${JSON.stringify(Object.fromEntries(files.map((file) => [file, hash(file)])), null, 2)}\n`;
}

/** The version is the crate's: it stands in one place. */
const version = () => /^version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];

function manifest() {
  const described = JSON.parse(readFileSync(join(root, "pkg-config/npm/package.json"), "utf8"));
  return JSON.stringify({ name: described.name, version: version(), ...described }, null, 2);
}
