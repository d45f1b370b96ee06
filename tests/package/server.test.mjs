// The static server: what it serves, with which headers, and that nothing outside its folders can be had.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CSP, serve } from "../tools/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "convalida-served-"));
mkdirSync(join(folder, "site/inner"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(folder, "site/index.html"), "<p>home</p>");
writeFileSync(join(folder, "site/.hidden"), "secret");
writeFileSync(join(folder, "site/a b.js"), "1");
symlinkSync(join(folder, "secret.txt"), join(folder, "site/link.txt"));
const server = await serve({ folders: { "/": join(folder, "site") } });
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Not `fetch`, which tidies addresses up before it sends them. */
const get = (path, method = "GET") =>
  new Promise((done, failed) => {
    request({ port: server.port, host: "127.0.0.1", path, method }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part) => (body += part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body }));
    })
      .on("error", failed)
      .end();
  });

test("pages, the package and Bootstrap Italia, each with its type and the headers of a strict portal", async () => {
  const TYPES = {
    "/": "text/html; charset=utf-8",
    "/a%20b.js?x=1": "text/javascript; charset=utf-8",
    "/pkg/core.wasm": "application/wasm",
    "/pkg/index.js": "text/javascript; charset=utf-8",
    "/pkg/regolamenti/campi.json": "application/json; charset=utf-8",
    "/bootstrap-italia/css/bootstrap-italia.min.css": "text/css; charset=utf-8",
    "/bootstrap-italia/svg/sprites.svg": "image/svg+xml",
  };
  for (const [path, type] of Object.entries(TYPES)) {
    const { status, headers } = await get(path);
    assert.equal(status, 200, path);
    assert.equal(headers["content-type"], type, path);
    assert.equal(headers["content-security-policy"], CSP);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
  }
});

test("nothing else", async () => {
  const paths = ["/../secret.txt", "/%2e%2e/secret.txt", "/inner/../../secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt",
    "/.hidden", "/link.txt", "//etc/passwd", "/%00", "/inner", "/inner/", "/missing", "/index.html/", "/pkg/../.git/config",
    "/pkg/%2e%2e/Cargo.toml", "/bootstrap-italia/", "/bootstrap-italia/../package.json"];
  for (const path of paths) {
    const { status, body } = await get(path);
    assert.equal(status, 404, path);
    assert.ok(!body.includes("secret\n") && !body.startsWith("secret"), path);
  }
  assert.equal((await get("/%zz")).status, 400);
  assert.equal((await get("/", "POST")).status, 405);
  assert.deepEqual([(await get("/", "HEAD")).status, (await get("/", "HEAD")).body], [200, ""]);
});
