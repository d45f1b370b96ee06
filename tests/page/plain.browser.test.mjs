// The binding layer on bare HTML: every kind of control, the browser's own validation, pickers, long lists.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { serious, start } from "./open.mjs";

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
    assert.equal(await page.getAttribute("#inizio", "min"), "2020-02-23");
    await page.check('[value="artigianato"]');
    assert.equal((await errors(page)).length, 1);
    assert.ok(await page.locator("fieldset .just-validate-error-label").isVisible(), "the message stands in the group");
    await page.check('[value="commercio"]');
    assert.deepEqual(await errors(page), []);
    await page.check('[type="checkbox"]');
    assert.equal(await page.evaluate(() => binding.form.toJSON().datoreLavoro.cisoaEsaurita), "sì");
    await page.fill("#regioni", "5");
    assert.equal((await errors(page)).length, 1);
    assert.ok(await page.$eval("#regioni", (input) => input.validity.customError));
    assert.deepEqual(serious(problems), []);
    await page.close();
  });

  test("what the page itself describes stays described", async () => {
    const { page } = await site.open({ path });
    await page.fill("#inizio", "2020-02-23");
    await page.fill("#fine", "31/03/2020");
    const ids = (await page.getAttribute("#fine", "aria-describedby")).split(" ");
    assert.ok(ids.includes("aiuto") && ids.length > 1);
    await page.fill("#fine", "20/03/2020");
    await page.focus("#cf");
    assert.equal(await page.getAttribute("#fine", "aria-describedby"), "aiuto");
    await page.close();
  });

  test("a picker that fills the field by script is heard through sync, or when the field is left", async () => {
    const { page } = await site.open({ path });
    await page.fill("#inizio", "2020-02-23");
    await page.$eval("#fine", (input) => {
      input.value = "30/06/2020";
      binding.sync(input);
    });
    assert.ok((await errors(page)).length > 0);
    await page.focus("#fine");
    await page.$eval("#fine", (input) => (input.value = "20/03/2020"));
    await page.focus("#cf");
    assert.deepEqual(await errors(page), []);
    await page.close();
  });

  test("submitting is held back while something is wrong, with the summary made on the spot", async () => {
    const { page } = await site.open({ path });
    await page.click("#invia");
    assert.equal(await page.evaluate(() => globalThis.sent), false);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("convalida-summary")));
    const missing = await page.evaluate(() => globalThis.groups.missing.map(({ rule }) => rule.split("/")[1]));
    assert.ok(missing.includes("campo-obbligatorio"));
    await page.close();
  });

  test("destroy leaves the page as it was", async () => {
    const { page } = await site.open({ path });
    await page.fill("#fine", "31/02/2020");
    assert.equal((await errors(page)).length, 1);
    await page.evaluate(() => binding.destroy());
    assert.deepEqual(await errors(page), []);
    assert.equal(await page.getAttribute("#fine", "aria-invalid"), null);
    await page.fill("#fine", "32");
    assert.deepEqual(await errors(page), []);
    await page.close();
  });
});
