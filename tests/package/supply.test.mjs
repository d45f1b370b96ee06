// What comes from elsewhere: the modules reach for nothing but what is listed, every dependency is locked, and its
// licence is one that may be passed on. What was once installed is looked at: no network is needed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const read = (file) => readFileSync(join(root, file), "utf8");

/** What the modules may ask of JavaScript, without the hashes that wasm-bindgen adds. None of it leaves the page. */
const IMPORTS = {
  // Errors, JSON text, numbers as they are written, a fresh instance; and what serde-wasm-bindgen reads options with.
  core: [
    "__wbg_Error", "__wbg_String", "__wbg_call", "__wbg_done", "__wbg_entries", "__wbg_get", "__wbg_get_unchecked",
    "__wbg_get_with_ref_key", "__wbg_instanceof_ArrayBuffer", "__wbg_instanceof_Uint8Array", "__wbg_iterator",
    "__wbg_length", "__wbg_new", "__wbg_next", "__wbg_parse", "__wbg_prototypesetcall", "__wbg_toString", "__wbg_value",
    "__wbg___wbindgen_boolean_get", "__wbg___wbindgen_debug_string", "__wbg___wbindgen_in",
    "__wbg___wbindgen_is_function", "__wbg___wbindgen_is_object", "__wbg___wbindgen_is_undefined",
    "__wbg___wbindgen_jsval_loose_eq", "__wbg___wbindgen_number_get", "__wbg___wbindgen_reinit",
    "__wbg___wbindgen_string_get", "__wbg___wbindgen_throw", "__wbindgen_generic", "__wbindgen_init_externref_table",
  ],
  compiler: ["__wbg_Error", "__wbg___wbindgen_reinit", "__wbindgen_init_externref_table"],
};

for (const [name, listed] of Object.entries(IMPORTS)) {
  test(`the module ${name} imports only what is listed`, async () => {
    const module = await WebAssembly.compile(readFileSync(join(root, `pkg/${name}.wasm`)));
    const names = WebAssembly.Module.imports(module).map(({ name }) => name.replace(/_[0-9a-f]{16}$/, ""));
    assert.ok(names.length > 0);
    assert.deepEqual(names.filter((name) => !listed.includes(name)), [], "a dependency began to reach for the host");
  });
}

/** Licences that ask for no more than their text and the names of the authors. */
const LICENCES = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "Unlicense", "CC0-1.0", "Unicode-3.0", "BlueOak-1.0.0"]);
/** Tools of the tests that are used as they are, and never shipped. */
const NOT_SHIPPED = new Set(["MPL-2.0", "CC-BY-4.0", "Python-2.0"]);

/** Whether one of the choices of an SPDX expression holds only such licences. */
const fits = (expression, licences) =>
  expression
    .replace(/[()]/g, "")
    .split(/ OR |\//)
    .some((choice) => choice.split(" AND ").every((name) => licences.has(name.replace(/ WITH .*/, "").trim())));

test("Rust crates: locked to their bytes, with a licence that fits", () => {
  const locked = read("Cargo.lock").split("[[package]]").slice(1);
  for (const crate of locked.filter((text) => !text.includes('name = "convalida"'))) {
    assert.match(crate, /\nsource = "registry\+/, crate);
    assert.match(crate, /\nchecksum = "[0-9a-f]{64}"/, crate);
  }
  const host = /^host: (.+)$/m.exec(execFileSync("rustc", ["-vV"], { cwd: root, encoding: "utf8" }))[1];
  const crates = [host, "wasm32-unknown-unknown"].flatMap((platform) => {
    const options = ["metadata", "--locked", "--format-version", "1", "--filter-platform", platform];
    const said = execFileSync("cargo", options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    return JSON.parse(said).packages.filter(({ source }) => source !== null);
  });
  assert.ok(crates.length > 10);
  const unfit = crates.filter(({ license }) => !fits(license ?? "", LICENCES));
  assert.deepEqual(unfit.map(({ name, license }) => `${name}: ${license}`), []);
});

/** Packages of old say it in a list, which the lock file leaves out. */
const oldLicence = (path) => {
  const { licenses = [] } = JSON.parse(read(`pkg-config/${path}/package.json`));
  return licenses.map(({ type }) => type).join(" OR ");
};

test("npm packages: locked to their bytes, with a licence that fits; the package itself needs none", () => {
  const { packages } = JSON.parse(read("pkg-config/package-lock.json"));
  const named = Object.entries(packages).filter(([path]) => path !== "");
  assert.ok(named.length > 10);
  for (const [path, { integrity, version, license = oldLicence(path) }] of named) {
    assert.match(integrity ?? "", /^sha512-/, path);
    assert.match(version, /^\d/, path);
    assert.ok(fits(license, new Set([...LICENCES, ...NOT_SHIPPED])), `${path}: ${license}`);
  }
  const shipped = JSON.parse(read("pkg/package.json"));
  assert.deepEqual([shipped.dependencies, shipped.scripts], [undefined, undefined]);
});
