// The examples of embedding in www/esempi: each is opened, and does what it shows.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
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

test("no example is left untried", () => {
  const pages = readdirSync(new URL("../../www/esempi", import.meta.url)).filter((file) => file.endsWith(".html"));
  assert.deepEqual(pages.sort(), Object.keys(EXAMPLES).map((name) => `${name}.html`).sort());
});
