// The built package in Chromium: under a strict Content-Security-Policy, from file://, and where servers are old.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, newPage, soon, until } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";

const browser = await launch();
const folder = mkdtempSync(join(tmpdir(), "convalida-page-"));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** What a page does with the module; `out` is what the test reads. */
const USE = `
  const form = new Form("piemonte-2020");
  form.load({ dataPresentazione: "01/04/2020", lavoratori: [{}] });
  const { field } = form.set("lavoratori.0.dataAssunzione", "24/02/202");
  window.out = { state: field.state, books: rulebooks().length, errors: check("piemonte-2020", {}).length };
`;

const script = {
  "module.js": `import init, { Form, check, rulebooks } from "/pkg/index.js"; await init(); ${USE}`,
  "failing.js": `import init from "/pkg/index.js"; init().catch((error) => { window.out = error.message; });`,
  "inline.js": `import { Form, check, rulebooks } from "/pkg/inline.js"; ${USE}`,
  "classic.js": `const { Form, check, rulebooks } = convalida; ${USE}`,
};

for (const [name, text] of Object.entries(script)) {
  writeFileSync(join(folder, name), text);
  const before = name === "classic.js" ? '<script src="/pkg/convalida.iife.js"></script>' : "";
  const type = name === "classic.js" ? "" : 'type="module"';
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${before}<script ${type} src="${name}"></script>`;
  writeFileSync(join(folder, name.replace(".js", ".html")), html);
}

async function opened(url) {
  const { page, problems, requests } = await newPage(browser);
  await page.goto(url);
  const out = await until(page, () => window.out);
  await page.close();
  return { out, problems, requests };
}

async function served(name, options = {}) {
  const server = await serve({ folders: { "/": folder }, csp: `${CSP}; img-src data:`, ...options });
  try {
    return { ...(await opened(`${server.url}/${name}`)), url: server.url };
  } finally {
    await server.close();
  }
}

function assertWorks({ out, problems }) {
  assert.deepEqual(problems, []);
  assert.equal(out.state, "invalid");
  assert.ok(out.books > 0 && out.errors > 0);
}

for (const name of ["module.html", "inline.html", "classic.html"]) {
  test(`${name} under a strict Content-Security-Policy; nothing is asked for elsewhere`, async () => {
    const result = await served(name);
    assertWorks(result);
    assert.deepEqual(result.requests.filter((url) => !url.startsWith(result.url) && !url.startsWith("data:")), []);
  });
}

test("the plain form of the README speaks at its field, and is sent when it is right", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, html] = readme.match(/```html\n([^]*?)```/);
  writeFileSync(join(folder, "readme.html"), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`);
  for (const file of ["convalida.iife.js", "dom.css"]) copyFileSync(join(import.meta.dirname, "../../pkg", file), join(folder, file));
  const server = await serve({ folders: { "/": folder }, csp: "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; img-src data:" });
  const { page, problems } = await newPage(browser);
  await page.goto(`${server.url}/readme.html`);
  await page.fill("#inizio", "23/02/2020");
  await page.fill("#fine", "29/03/2020");
  await soon.match(() => page.textContent("form"), /36 giorni; il massimo per una domanda è 35/);
  await page.click("button:text-is('Invia')");
  await soon.match(() => page.textContent("form"), /Da correggere \(1\)/);
  await soon.equal(() => page.locator("#fine").evaluate((field) => getComputedStyle(field).borderColor), "rgb(176, 24, 43)");
  await page.fill("#fine", "28/03/2020");
  await soon.equal(() => page.locator(".convalida-messages").textContent(), "");
  await page.click("button:text-is('Invia')");
  await page.waitForURL(/readme\.html\?/); // nothing of what the form lacks keeps it back
  assert.deepEqual(problems, []);
  await page.close();
  await server.close();
});

test("a server that does not know the type of .wasm files", async () => {
  assertWorks(await served("module.html", { types: { ".wasm": "application/octet-stream" } }));
});

test("a policy without wasm-unsafe-eval is told in a sentence", async () => {
  const { out } = await served("failing.html", { csp: "default-src 'none'; script-src 'self'; connect-src 'self'" });
  assert.match(out, /script-src needs 'wasm-unsafe-eval'/);
});

test("a file that is missing is told in a sentence", async () => {
  const { out } = await served("failing.html", { folders: { "/": folder, "/pkg/regolamenti/": join(folder, "none") } });
  assert.match(out, /regolamenti\/\S+\.bin answers 404.*convalida\/inline/);
});

test("the script build in a page opened from file://", async () => {
  copyFileSync(new URL("../../pkg/convalida.iife.js", import.meta.url), join(folder, "convalida.iife.js"));
  const html = `<!doctype html><meta charset="utf-8"><script src="convalida.iife.js"></script><script src="classic.js"></script>`;
  writeFileSync(join(folder, "file.html"), html);
  const result = await opened(pathToFileURL(join(folder, "file.html")).href);
  assertWorks(result);
  assert.ok(result.requests.every((url) => url.startsWith("file:")));
});
