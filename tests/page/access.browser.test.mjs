// The page for everybody: accessibility by axe, phone, strong zoom, strict policy, no request after load, no core.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { CSP } from "../tools/server.mjs";
import { assertAccessible, cell, field, messages, press, start } from "./open.mjs";

const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

describe("for everybody", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  for (const [name, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 }, "200 % zoom": { width: 640, height: 450 } })) {
    test(`no violation and no sideways scrolling: ${name}`, async () => {
      const { page, problems } = await site.open({ viewport });
      await assertAccessible(page, "empty");
      await press(page, "difetti");
      await page.click('[data-convalida-add="domandePrecedenti"]');
      await page.click("#controlla");
      await page.locator(".convalida-why").first().click();
      await assertAccessible(page, "with messages");
      await soon.ok(() => noSideways(page), "Italian");
      await page.keyboard.press("Escape");
      await page.click("[data-lingua=en]");
      await page.selectOption("#portale", "toscana-2020");
      await assertAccessible(page, "English, Toscana");
      await soon.ok(() => noSideways(page), "English");
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  /** Each rulebook with each kind of application. */
  async function kinds(page) {
    const found = [];
    for (const [portal, title] of await page.locator("#portale option").evaluateAll((all) => all.map(({ value, text }) => [value, text]))) {
      await page.selectOption("#portale", portal);
      await soon.equal(() => page.locator("#titolo-portale").textContent(), title);
      const words = await page.locator("select#tipo:visible option").evaluateAll((all) => all.map(({ value }) => value));
      for (const tipo of words.length ? words : [null]) found.push([portal, tipo]);
    }
    return found;
  }

  for (const language of ["it", "en"]) {
    test(`no violation in any step of any rulebook: ${language}`, async () => {
      const { page, problems } = await site.open({ path: "/#periodo" });
      await page.click(`[data-lingua=${language}]`);
      const all = await kinds(page);
      assert.equal(new Set(all.map(([portal]) => portal)).size, 9);
      for (const [portal, tipo] of all) {
        await page.evaluate(() => (location.hash = "periodo"));
        await page.selectOption("#portale", portal);
        if (tipo) await page.selectOption("#tipo", tipo);
        await press(page, "difetti");
        const steps = await page.locator("#passi-elenco li").evaluateAll((items) => items.map(({ dataset }) => dataset.verso));
        for (const step of steps) {
          await page.click(`#passi-elenco [data-verso="${step}"] a`);
          if (step === "verifica") await page.click("#controlla");
          await assertAccessible(page, `${portal} ${tipo ?? ""} ${step}`);
          await soon.ok(() => noSideways(page), `${portal} ${step} fits`);
        }
      }
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  test("every text of the page has its English", async () => {
    const { page } = await site.open();
    const left = await page.evaluate(async () => {
      const { en } = await import("/i18n/en.js");
      const missing = new Set();
      const visit = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
          node.nodeType === 1 && (node.getAttribute("translate") === "no" || node.tagName === "SCRIPT") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
        );
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.nodeType === 1) {
            if (node.tagName === "TEMPLATE") visit(node.content);
            for (const name of ["aria-label", "title", "placeholder"]) note(node.getAttribute(name));
          } else note(node.data);
        }
      };
      const note = (text) => {
        const words = (text ?? "").replace(/\s+/g, " ").trim();
        if (/\p{L}/u.test(words) && !(words in en)) missing.add(words);
      };
      visit(document.body);
      return [...missing];
    });
    assert.deepEqual(left, []);
    await page.close();
  });

  test("the policy is strict, and after load nothing is asked of anybody", async () => {
    assert.ok(!/unsafe-inline|unsafe-eval'? *(;|$)|https?:/.test(CSP.replace("'wasm-unsafe-eval'", "")));
    const { page, problems, requests } = await site.open();
    const loaded = requests.length;
    assert.ok(requests.every((address) => address.startsWith(site.server.url)));
    await press(page, "difetti");
    await page.click("#controlla");
    await page.locator(".convalida-fix").first().click();
    await page.click("[data-lingua=en]");
    await page.selectOption("#portale", "toscana-2020");
    await press(page, "esempio");
    await cell(page, 0, "ore").fill("12");
    await page.click("#controlla");
    await press(page, "svuota");
    await soon.equal(() => field(page, "periodo.dataInizio").inputValue(), "");
    assert.equal(requests.length, loaded, requests.slice(loaded).join("\n"));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("markup in what is typed stays text", async () => {
    const { page } = await site.open();
    const nasty = '<img src=x onerror="document.title=1">';
    await page.click('[data-convalida-add="lavoratori"]');
    await cell(page, 0, "cognome").fill(nasty);
    await cell(page, 0, "dataAssunzione").fill(nasty);
    await page.click("#controlla");
    await page.waitForSelector(".convalida-summary");
    await soon.equal(() => page.locator("#domanda img").count(), 0);
    await page.close();
  });

  test("without the core the form is still a form", async () => {
    const bare = await start({ csp: CSP.replace(" 'wasm-unsafe-eval'", "") });
    const { page } = await bare.open();
    await soon.match(() => page.locator("#avviso-nucleo").textContent(), /non si è caricato/);
    await page.click('[data-convalida-add="lavoratori"]');
    await cell(page, 0, "cognome").fill("Rossi");
    await field(page, "dataPresentazione").fill("30/02/2020");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "scarica")]);
    const file = await download.path();
    assert.ok(file);
    await soon.equal(() => page.locator("#controlla").isVisible(), false, "what can not be checked is not said to be right");
    await page.close();
    await bare.stop();
  });

  test("leaving asks only where something typed would be lost", async () => {
    const { page } = await site.open();
    const asked = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      return dialog.accept();
    });
    const reload = async (dialogs) => {
      await page.reload();
      await page.waitForSelector("html[data-pronta]");
      assert.deepEqual(asked.splice(0), dialogs);
    };
    await page.selectOption("#portale", "toscana-2020");
    await reload([]);
    await press(page, "esempio");
    await reload([]);
    await field(page, "periodo.dataInizio").pressSequentially("23");
    await reload(["beforeunload"]);
    await field(page, "periodo.dataInizio").pressSequentially("23/02/2020");
    await Promise.all([page.waitForEvent("download"), press(page, "scarica")]);
    await reload([]);
    await page.close();
  });

  test("what is typed while the page is still loading stays", async () => {
    let go;
    const held = new Promise((done) => (go = done));
    const { page } = await site.open({ ready: "#domanda", before: (fresh) => fresh.route("**/core.wasm", (route) => held.then(() => route.continue())) });
    await field(page, "datoreLavoro.denominazione").pressSequentially("Bar D'Angelo");
    await page.keyboard.press("Enter");
    await field(page, "periodo.dataInizio").pressSequentially("30/02/2020");
    go();
    await page.waitForSelector("html[data-pronta]");
    await soon.equal(() => field(page, "datoreLavoro.denominazione").inputValue(), "Bar D'Angelo");
    await soon.match(async () => (await messages(page)).join(), /febbraio 2020 ha 29 giorni/);
    await page.close();
  });

  test("without scripts nothing is offered that only a script can do", async () => {
    const { page } = await site.open({ javaScriptEnabled: false, ready: "noscript" });
    await soon.equal(() => page.locator("[data-azione]:visible").count(), 0);
    await field(page, "datoreLavoro.denominazione").fill("Bar D'Angelo");
    await page.keyboard.press("Enter");
    await soon.equal(() => field(page, "datoreLavoro.denominazione").inputValue(), "Bar D'Angelo");
    await page.close();
  });

  test("paper: the report of the check; without a core, the form with what was typed", async () => {
    const { page } = await site.open();
    await press(page, "esempio");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await soon.equal(() => page.locator("#domanda").isVisible(), false);
    const parts = [/Niente da correggere/, /Libreria Del Borgo S\.n\.c\./, /piemonte-2020/, /lunedì 01\/06\/2020/, /Solo l'ufficio può dirlo/, /RSSNNA84E57L219H/, /SHA-256/];
    for (const part of parts) await soon.match(() => page.locator("#rapporto").innerText(), part);
    await page.emulateMedia({ media: "screen" });
    await press(page, "difetti");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    await soon.match(() => page.locator("#rapporto").innerText(), /D\.M\. 23 dicembre 1976 n\. 13813.*16 caratteri, data di nascita, carattere di controllo – dalla stampa o da manuali, non alla lettera/);
    await soon.match(() => page.locator("#rapporto").innerText(), /In tutto o in parte è una nostra lettura\./);
    const unsourced = () => page.evaluate(() => [...document.querySelectorAll("#rapporto ol")].flatMap((list) => [...list.children].filter((item, at, all) => !item.querySelector("cite") && !all.slice(0, at).some((other) => other.querySelector(".rapporto-regola").textContent === item.querySelector(".rapporto-regola").textContent))).map(({ textContent }) => textContent));
    await soon.deepEqual(unsourced, [], "each rule is told with its sources once");
    await page.setViewportSize({ width: 700, height: 1000 });
    await soon.ok(() => noSideways(page), "it fits a sheet");
    await page.close();

    const bare = await start({ csp: CSP.replace(" 'wasm-unsafe-eval'", "") });
    const { page: plain } = await bare.open();
    await field(plain, "datoreLavoro.denominazione").fill("Bar D'Angelo");
    await plain.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await plain.emulateMedia({ media: "print" });
    await soon.ok(() => field(plain, "datoreLavoro.denominazione").isVisible());
    await soon.equal(() => plain.locator(".azioni-domanda").isVisible(), false);
    await plain.close();
    await bare.stop();
  });
});
