// The examples of embedding in www/esempi: each is opened, and does what it shows.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { CSP, serve } from "../tools/server.mjs";

let browser, server;
before(async () => {
  const csp = `${CSP.replace(/worker-src[^;]*(; )?/, "")}; worker-src 'self'`;
  [browser, server] = [await launch(), await serve({ csp })];
});
after(async () => {
  await browser.close();
  await server.close();
});

const EXAMPLES = {
  "pagina-esistente": async (page) => {
    await soon.match(() => page.textContent("form"), /36 giorni; il massimo per una domanda è 35/);
    await page.fill("#fine", "28/03/2020");
    await soon.doesNotMatch(() => page.textContent("form"), /36 giorni/);
    await page.click("#aggiungi");
    await page.fill('[name="righe[2].ore"]', "abc");
    await soon.ok(() => page.$eval('[name="righe[2].ore"]', (input) => input.classList.contains("is-invalid")));
  },
  modulo: async (page) => {
    await soon.match(() => page.textContent("#esito"), /Al massimo 28\/03\/2020/);
    await page.locator("#fine").pressSequentially("29/03/2020");
    await soon.match(() => page.textContent("#esito"), /36 giorni/);
  },
  politica: async (page) => {
    await page.fill("#inizio", "23/02/2020");
    await page.locator("#fine").pressSequentially("29/03/2020");
    await soon.match(() => page.textContent("form"), /36 giorni; il massimo per una domanda è 35/);
    await page.fill("#fine", "28/03/2020");
    await soon.doesNotMatch(() => page.textContent("form"), /36 giorni/);
  },
  schema: async (page) => {
    await page.click("button");
    await soon.match(() => page.textContent("#esito"), /Da correggere: 2/);
    await page.locator("#inizio").pressSequentially("23/02/2020");
    await page.locator("#fine").pressSequentially("28/03/20");
    await soon.equal(() => page.textContent("#di-fine"), "", "half-typed text is no issue");
    await page.fill("#fine", "29/03/2020");
    await soon.match(() => page.textContent("#di-fine"), /36 giorni; il massimo per una domanda è 35/);
    await page.fill("#fine", "28/03/2020");
    await page.click("button");
    await soon.equal(() => page.textContent("#esito"), "Il periodo va bene.");
  },
  operaio: async (page) => {
    await page.click("#controlla");
    await soon.match(() => page.textContent("#esito"), /: 5000\./);
  },
};

for (const [name, use] of Object.entries(EXAMPLES)) {
  test(name, async () => {
    const { page, problems } = await newPage(browser);
    await page.goto(`${server.url}/esempi/${name}.html`);
    await use(page);
    assert.deepEqual(problems, []);
    await page.close();
  });
}

for (const name of ["pagina-esistente", "politica"]) {
  test(`${name} on a phone: what may be entered stands above the field, inside the page, and covers no message`, async () => {
    const { page } = await newPage(browser, { viewport: { width: 360, height: 640 } });
    await page.goto(`${server.url}/esempi/${name}.html`);
    await page.fill("#inizio", "23/02/2020");
    await page.fill("#fine", "29/03/2020");
    await soon.match(() => page.textContent("form"), /36 giorni/);
    const places = () => page.evaluate(() => {
      const [field, hint] = ["#fine", "#convalida-hint"].map((at) => document.querySelector(at).getBoundingClientRect());
      return { above: hint.bottom <= field.top + 1, inside: hint.left >= 0 && hint.right <= 360, wide: document.documentElement.scrollWidth };
    });
    await soon.deepEqual(places, { above: true, inside: true, wide: 360 });
    await page.close();
  });
}

test("a script with the hash of integrity.json is run, one with another hash is refused", async () => {
  const hashes = JSON.parse(readFileSync(new URL("../../pkg/integrity.json", import.meta.url), "utf8"));
  const tag = '<script src="../pkg/convalida.iife.js">';
  for (const [hash, runs] of [[hashes["convalida.iife.js"], true], [hashes["index.js"], false]]) {
    const { page, problems } = await newPage(browser);
    await page.route("**/esempi/politica.html", async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      assert.ok(html.includes(tag));
      await route.fulfill({ response, body: html.replace(tag, tag.replace(">", ` integrity="${hash}" crossorigin="anonymous">`)) });
    });
    await page.goto(`${server.url}/esempi/politica.html`);
    await soon.equal(() => page.evaluate(() => typeof globalThis.convalida), runs ? "object" : "undefined");
    await soon.equal(() => problems.some((problem) => problem.includes("integrity")), !runs);
    await page.close();
  }
});

test("no example is left untried", () => {
  const pages = readdirSync(new URL("../../www/esempi", import.meta.url)).filter((file) => file.endsWith(".html"));
  assert.deepEqual(pages.sort(), Object.keys(EXAMPLES).map((name) => `${name}.html`).sort());
});
