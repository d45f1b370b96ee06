// The binding layer on bare HTML: every kind of control, the browser's own validation, pickers, long lists.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { start } from "./open.mjs";

const path = "/plain/";
const errors = (page) => page.locator(".just-validate-error-label > span").allTextContents();

describe("a bare page", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  test("native date and number controls get their bounds; radios and check boxes speak at once", async () => {
    const { page, problems } = await site.open({ path });
    await page.fill("#presentata", "2020-04-01");
    await page.fill("#inizio", "2020-02-23");
    await page.focus("#inizio");
    await soon.equal(() => page.getAttribute("#inizio", "min"), "2020-02-23");
    await page.check('[value="artigianato"]');
    await soon.equal(async () => (await errors(page)).length, 1);
    await soon.ok(() => page.locator("fieldset .just-validate-error-label").isVisible(), "the message stands in the group");
    await page.check('[value="commercio"]');
    await soon.deepEqual(() => errors(page), []);
    await page.check('[type="checkbox"]');
    await soon.equal(() => page.evaluate(() => binding.form.toJSON().datoreLavoro.cisoaEsaurita), "sì");
    await page.fill("#regioni", "5");
    await soon.equal(async () => (await errors(page)).length, 1);
    await soon.ok(() => page.$eval("#regioni", (input) => input.validity.customError));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("what the page itself describes stays described", async () => {
    const { page } = await site.open({ path });
    await page.fill("#inizio", "2020-02-23");
    await page.fill("#fine", "31/03/2020");
    await soon.match(() => page.getAttribute("#fine", "aria-describedby"), /\baiuto .|. aiuto\b/);
    await page.fill("#fine", "20/03/2020");
    await page.focus("#cf");
    await soon.equal(() => page.getAttribute("#fine", "aria-describedby"), "aiuto");
    await page.close();
  });

  test("a picker that fills the field by script is heard through sync, or when the field is left", async () => {
    const { page } = await site.open({ path });
    await page.fill("#inizio", "2020-02-23");
    await page.$eval("#fine", (input) => {
      input.value = "30/06/2020";
      binding.sync(input);
    });
    await soon.ok(async () => (await errors(page)).length > 0);
    await page.focus("#fine");
    await page.$eval("#fine", (input) => (input.value = "20/03/2020"));
    await page.focus("#cf");
    await soon.deepEqual(() => errors(page), []);
    await page.close();
  });

  test("submitting is held back while something is wrong, with the summary made on the spot", async () => {
    const { page } = await site.open({ path });
    await page.click("#invia");
    await soon.ok(() => page.evaluate(() => document.activeElement.classList.contains("convalida-summary")));
    await soon.ok(() => page.evaluate(() => globalThis.groups.missing.some(({ rule }) => rule.endsWith("/campo-obbligatorio"))));
    await soon.equal(() => page.evaluate(() => globalThis.sent ?? "nobody else heard of it"), "nobody else heard of it");
    await page.close();
  });

  test("destroy leaves the page as it was", async () => {
    const { page } = await site.open({ path });
    await page.fill("#fine", "31/02/2020");
    await soon.equal(async () => (await errors(page)).length, 1);
    await page.evaluate(() => binding.destroy());
    await soon.deepEqual(() => errors(page), []);
    await soon.equal(() => page.getAttribute("#fine", "aria-invalid"), null);
    await page.fill("#fine", "32");
    await soon.deepEqual(() => errors(page), []);
    await page.close();
  });
});
