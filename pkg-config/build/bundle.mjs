// The core, the wrapper and the rulebooks → pkg/, ready for `npm publish`.

import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pkg, root, sources } from "./places.mjs";

/** As old as a browser may be: those that run what rustc compiles today know this JavaScript, too. */
const TARGET = "es2022";

/** What only exists once the package is built: `import … from "generated/…"`. */
const generated = (core, books) => ({
  name: "generated",
  setup(build) {
    const make = {
      "core.js": () => readFileSync(core.js, "utf8"),
      "files.js": () => filesModule(Object.keys(books.named)),
      "inlined.js": () => inlinedModule(readFileSync(core.wasm), books),
      "dom.js": () => (existsSync(join(sources, "dom.js")) ? 'export * from "./dom.js";' : ""),
    };
    build.onResolve({ filter: /^generated\// }, ({ path }) => ({ path, namespace: "generated" }));
    build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => ({
      contents: make[path.slice("generated/".length)](),
      resolveDir: sources,
    }));
  },
});

/** Each address is written out, so that bundlers see the file and ship it. */
function filesModule(names) {
  const at = (file) => `() => new URL("./${file}", import.meta.url)`;
  return [
    `export const core = ${at("core.wasm")};`,
    `export const common = ${at("regolamenti/comuni.json")};`,
    `export const fields = ${at("regolamenti/campi.json")};`,
    `export const files = {`,
    ...names.map((name) => `  ${JSON.stringify(name)}: ${at(`regolamenti/${name}.json`)},`),
    `};`,
  ].join("\n");
}

function inlinedModule(wasm, { common, fields, named }) {
  const constants = { wasm: wasm.toString("base64"), common, fields, books: named };
  return Object.entries(constants)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join("\n");
}

export async function bundle(core, books) {
  const out = `${pkg}.${process.pid}`; // whole or not at all: a page may be reading pkg/
  const entries = ["index", "inline", "standard-schema", "dom"].filter((name) => existsSync(join(sources, `${name}.js`)));
  const common = { bundle: true, minify: true, target: TARGET, legalComments: "none", plugins: [generated(core, books)] };
  await build({
    ...common,
    entryPoints: entries.map((name) => join(sources, `${name}.js`)),
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
    globalName: "convalida",
  });
  copyFileSync(core.wasm, join(out, "core.wasm"));
  writeRulebooks(join(out, "regolamenti"), books);
  for (const file of readdirSync(sources).filter((file) => file.endsWith(".d.ts"))) {
    copyFileSync(join(sources, file), join(out, file));
  }
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) {
    if (existsSync(join(root, file))) copyFileSync(join(root, file), join(out, file));
  }
  writeFileSync(join(out, "package.json"), manifest(entries));
  rmSync(pkg, { recursive: true, force: true });
  renameSync(out, pkg);
}

function writeRulebooks(folder, { common, fields, named }) {
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ comuni: common, campi: fields, ...named })) {
    writeFileSync(join(folder, `${name}.json`), text);
  }
  copyFileSync(join(root, "regolamenti/rulebook.schema.json"), join(folder, "rulebook.schema.json")); // for editors
}

/** The version is the crate's: it stands in one place. */
function manifest(entries) {
  const described = JSON.parse(readFileSync(join(root, "pkg-config/npm/package.json"), "utf8"));
  const version = /^version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
  for (const name of Object.keys(described.exports)) {
    const types = described.exports[name].types; // an entry is there when its code is, its types when they are written
    if (types && !entries.includes(types.slice(2, -".d.ts".length))) delete described.exports[name];
    else if (types && !existsSync(join(sources, types))) delete described.exports[name].types;
  }
  return JSON.stringify({ name: described.name, version, ...described }, null, 2);
}
