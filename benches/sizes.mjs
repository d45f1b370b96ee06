// What each entry of the package weighs in a page, beside the libraries that one would use instead. Not a test.
//
//     ./avvia --no-serve && node benches/sizes.mjs

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pkg, run } from "../pkg-config/build/places.mjs";
import { loadedBy, sizeOf } from "../pkg-config/build/sizes.mjs";
import { bundles } from "./beside/hosts.mjs";

const RULEBOOK = "piemonte-2020";
const PEERS = { hand: "JavaScript by hand, whole form", "hand-incremental": "JavaScript by hand, incremental", valibot: "valibot 1", zod: "zod 4", ajv: "ajv 8" };
/** What an entry fetches beside its scripts. */
const FETCHED = { "./index.js": ["core.wasm", "regolamenti/campi.bin", `regolamenti/${RULEBOOK}.bin`] };

/** Every entry that is a script of a page, with all that it loads. */
function entries() {
  const { exports } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  const scripts = Object.entries(exports).filter(([, { default: file }]) => file?.endsWith(".js"));
  return scripts.map(([name, { default: file }]) => {
    const script = join(pkg, file.replace("*", RULEBOOK));
    const fetched = FETCHED[file] ?? [];
    const label = `${name.replace(/^\./, "convalida").replace("*", RULEBOOK)}${fetched.length > 0 ? `, with its core and ${RULEBOOK}` : ""}`;
    return [label, [...loadedBy(script), ...fetched.map((each) => join(pkg, each))]];
  });
}

function print(title, rows) {
  console.log(`\n| ${title} | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |`);
  for (const [label, files] of rows) {
    const { raw, gzip, brotli } = sizeOf(files);
    console.log(`| ${label} | ${[raw, gzip, brotli].map((bytes) => String(bytes).replace(/\B(?=(\d{3})+$)/g, " ")).join(" | ")} |`);
  }
}

run("pkg-config/setup/bench-tools.sh", ["libraries"]);
const made = bundles(Object.keys(PEERS));
try {
  print("entry of the package", entries());
  print("sixteen of its rules, in one language", Object.entries(PEERS).map(([name, label]) => [label, [made.file(name)]]));
} finally {
  made.close();
}
