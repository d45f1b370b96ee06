// One step at a time: the address, the way back, what is asked when, the panel that leads, the draft, the end.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { assertAccessible, cell, field, give, messages, press, start } from "./open.mjs";

const title = (page) => page.locator(".passo-titolo:visible").allInnerTexts();
const panel = (page) => page.locator("#riepilogo-corpo");

describe("one step at a time", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());
  const open = (view = {}) => site.open({ path: "/", ...view });

  test("by keyboard alone, from an empty page to a good check; the address goes along, and going back loses nothing", async () => {
    const { page, problems } = await open();
    const typed = async (path, answer) => {
      await field(page, path).focus();
      await page.keyboard.type(answer);
    };
    const next = async (step) => {
      await page.keyboard.press("Enter");
      await soon.deepEqual(() => title(page), [step]);
    };
    await soon.deepEqual(() => title(page), ["Periodo e presentazione"]);
    await typed("dataPresentazione", "08/04/2020");
    await typed("periodo.dataInizio", "09/03/2020");
    await typed("periodo.dataFine", "05/04/2020");
    await next("Azienda e unità");
    assert.ok(page.url().endsWith("#azienda"));
    await soon.ok(() => page.evaluate(() => document.activeElement.textContent === "Azienda e unità"), "the title of the step has the focus");
    await typed("datoreLavoro.codiceFiscale", "07845120018");
    await next("Accordo e organico");
    await page.goBack();
    await soon.deepEqual(() => title(page), ["Azienda e unità"]);
    await soon.equal(() => field(page, "datoreLavoro.codiceFiscale").inputValue(), "07845120018");
    await page.goForward();
    await typed("organico.dipendenti", "3,5");
    await page.locator('[data-convalida-add="allegati"]').press("Enter");
    await page.keyboard.type("dichiarazione.pdf");
    await page.keyboard.press("Tab");
    await page.keyboard.type("dich");
    await field(page, "organico.dipendenti").focus();
    await next("Lavoratori");
    await page.locator('[data-convalida-add="lavoratori"]').press("Enter");
    for (const text of ["RSSNNA84E57L219H", "Rossi", "Anna", "12/01/2015", "tempo ind", "operaio", "40", "20", "160"]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await page.locator("[data-vai='1']").press("Enter");
    await soon.deepEqual(() => title(page), ["Verifica"]);
    await page.locator("#controlla").press("Enter");
    await page.waitForSelector(".convalida-summary");
    await soon.match(() => page.locator(".convalida-summary").first().textContent(), /niente da correggere/);
    await soon.match(() => page.locator("#adesso").textContent(), /Il controllo ha guardato \d+ regole di «Piemonte 2020.*regole .*il 08\/04\/2020.*entro lunedì 01\/06\/2020/s);
    await soon.match(() => page.locator("#passi-elenco").textContent(), /Lavoratori✓?Completo|LavoratoriCompleto/);
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "calendario")]);
    const file = await download.path();
    const calendar = readFileSync(file, "utf8").replace(/\r\n /g, "");
    assert.match(calendar, /DTSTART;VALUE=DATE:20200601\r\nSUMMARY:Termine per presentare la domanda/);
    assert.ok(readFileSync(file, "utf8").split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("by keyboard alone at another portal, from the choice of it to the printed report", async () => {
    const { page, problems } = await open();
    await page.evaluate(() => (globalThis.print = () => dispatchEvent(new Event("beforeprint"))));
    const tabTo = async (id) => {
      for (let n = 0; n < 60; n++) {
        if ((await page.evaluate(() => document.activeElement.id)) === id) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`Tab does not reach ${id}`);
    };
    const type = async (id, answer) => {
      await tabTo(id);
      await page.keyboard.type(answer);
    };
    await type("portale", "Rapporto");
    await soon.equal(() => page.textContent("#titolo-portale"), "Rapporto di lavoro (comunicazioni obbligatorie)");
    await type("tipo", "cess");
    await soon.equal(() => page.inputValue("#tipo"), "cessazione");
    await soon.deepEqual(() => title(page), ["Presentazione"]);
    await type("dataPresentazione", "01/07/2020");
    await page.keyboard.press("Enter");
    await soon.deepEqual(() => title(page), ["Lavoratore"]);
    await type("rapporto-codiceFiscale", "RSSNNA84E57L219H");
    await type("rapporto-tipoContratto", "tempo ind");
    await type("rapporto-dataAssunzione", "12/01/2015");
    await type("rapporto-dataCessazione", "30/06/2020");
    await page.keyboard.press("Enter");
    await soon.deepEqual(() => title(page), ["Verifica"]);
    await tabTo("controlla");
    await page.keyboard.press("Enter");
    await soon.match(() => page.locator(".convalida-summary").first().textContent(), /niente da correggere/);
    await page.locator("#adesso [data-azione=stampa]").press("Enter");
    await soon.match(() => page.locator("#rapporto").textContent(), /Niente da correggere né da completare\..*Cessazione.*presentata il 01\/07\/2020/s);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a field comes when it is asked: the kind of contract, the outcome with the unions, what follows the filing", async () => {
    const { page } = await open({ path: "/#lavoratori" });
    await page.click('[data-convalida-add="lavoratori"]');
    await page.click("[data-dettagli]");
    await cell(page, 0, "tipoContratto").selectOption("indeterminato");
    await soon.equal(() => cell(page, 0, "dataFineContratto").isVisible(), false);
    await cell(page, 0, "tipoContratto").selectOption("determinato");
    await soon.ok(() => cell(page, 0, "dataFineContratto").isVisible());
    await soon.equal(() => cell(page, 0, "dataProroga").isVisible(), false);
    await cell(page, 0, "dataFineContratto").fill("31/12/2020");
    await cell(page, 0, "ore").focus();
    await soon.ok(() => cell(page, 0, "dataProroga").isVisible());
    await cell(page, 0, "tipoContratto").selectOption("indeterminato");
    await soon.ok(() => cell(page, 0, "dataFineContratto").isVisible(), "what holds a text stays");

    await soon.equal(() => page.locator('#passi-elenco [href="#dopo"]').count(), 0);
    await page.click('#passi-elenco [href="#accordo"]');
    await soon.equal(() => field(page, "accordo.dataInizio").isVisible(), false);
    await give(page, "accordo.esito", "accordo");
    await soon.ok(() => field(page, "accordo.dataInizio").isVisible());
    await page.click('#passi-elenco [href="#periodo"]');
    await soon.match(() => page.locator("#legge-del-giorno").textContent(), /si giudica con le regole/);
    await field(page, "dataPresentazione").fill("29/04/2020");
    await field(page, "periodo.dataInizio").focus();
    await soon.equal(() => page.locator("#legge-del-giorno").isVisible(), false);
    await page.waitForSelector('#passi-elenco [href="#dopo"]');
    await page.close();
  });

  test("each field says what it is about and whether it may stay empty; required ones are announced", async () => {
    const { page } = await open();
    const start = field(page, "periodo.dataInizio");
    await soon.equal(() => start.getAttribute("aria-required"), "true");
    await soon.equal(() => page.locator('label[for="periodo-dataInizio"]').getAttribute("data-facoltativo"), null);
    await soon.equal(() => page.locator('label[for="dataPresentazione"]').getAttribute("data-facoltativo"), "se vuota vale oggi", "it decides the law: an empty answer is one too");
    await soon.match(() => page.locator("#aiuto-periodo-dataInizio").textContent(), /primo giorno/);
    await soon.match(() => start.getAttribute("aria-describedby"), /aiuto-periodo-dataInizio/);
    await page.click('#passi-elenco [href="#azienda"]');
    await soon.equal(() => page.locator('label[for="datoreLavoro-csc"]').getAttribute("data-facoltativo"), "facoltativo");
    await page.click("[data-lingua=en]");
    await soon.equal(() => page.locator('label[for="datoreLavoro-csc"]').getAttribute("data-facoltativo"), "optional");
    await soon.match(() => page.locator("#aiuto-datoreLavoro-csc").textContent(), /5 digits/);
    await page.close();
  });

  test("the panel leads: to the row and person in another step; what changed elsewhere; nothing vanishes while a date is half typed", async () => {
    const { page } = await open();
    await press(page, "difetti");
    await panel(page).getByRole("button", { name: "Assunzione, riga 3, Gallo Chiara" }).click();
    await soon.deepEqual(() => title(page), ["Lavoratori"]);
    await soon.ok(() => cell(page, 2, "dataAssunzione").evaluate((input) => input === document.activeElement));
    await page.goBack();
    await soon.deepEqual(() => title(page), ["Periodo e presentazione"]);
    const end = field(page, "periodo.dataFine");
    await end.fill("28/03/2020");
    await soon.match(() => panel(page).textContent(), /Giorni/);
    await end.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Backspace");
    await soon.ok(() => panel(page).locator(".in-attesa", { hasText: "Giorni" }).count());
    await field(page, "periodo.dataInizio").fill("27/03/2020");
    await end.fill("28/03/2020");
    await soon.match(() => panel(page).textContent(), /Cambiato altrove/);
    await page.close();
  });

  test("every list in the panel can be opened to its end, each line leads, and what is open stays open", async () => {
    const { page } = await open({ path: "/#lavoratori" });
    for (let n = 0; n < 4; n++) await page.click('[data-convalida-add="lavoratori"]');
    const missing = panel(page).locator(".parte", { hasText: "Da completare" });
    const count = async () => Number(/\((\d+)\)/.exec(await missing.locator("h3").textContent())[1]);
    await soon.ok(async () => (await count()) > 20);
    const more = missing.locator("summary", { hasText: "e altri" });
    await more.click();
    await soon.equal(() => missing.getByRole("button").count(), await count());
    await missing.getByRole("button", { name: "riga 4" }).last().click();
    await soon.ok(() => page.evaluate(() => Boolean(document.activeElement.closest("#lavoratori [data-convalida-row]:nth-of-type(4)"))));
    await page.keyboard.type("4");
    await soon.equal(() => missing.locator("details").evaluate((details) => details.open), true);
    await page.close();
  });

  test("what no rule looked at names each row where the answer is empty", async () => {
    const { page } = await open();
    await press(page, "difetti");
    await panel(page).locator("summary", { hasText: "Non verificato" }).click();
    const line = panel(page).locator("li", { hasText: "i dirigenti sono esclusi" }).first();
    for (const who of ["riga 1, Rossi Anna", "riga 5, Costa Sara"]) await soon.equal(() => line.getByRole("button", { name: who }).count(), 1);
    await line.getByRole("button", { name: "riga 5, Costa Sara" }).click();
    await soon.ok(() => cell(page, 4, "qualifica").evaluate((select) => select === document.activeElement));
    await page.close();
  });

  test("the notice lies on nothing of the form, and who closes it by keyboard is back where they were", async () => {
    const { page } = await open();
    await press(page, "difetti");
    const notice = page.locator("#annulla");
    for (const step of ["periodo", "lavoratori"]) {
      await page.click(`#passi-elenco [href="#${step}"]`);
      const apart = () => page.evaluate(() => document.getElementById("annulla").getBoundingClientRect().left >= document.getElementById("domanda").getBoundingClientRect().right);
      await soon.ok(async () => (await notice.isVisible()) && (await apart()), step);
    }
    await page.locator("#lavoratori [data-convalida-remove]").first().press("Enter");
    await soon.match(() => notice.textContent(), /Annulla/);
    const field = cell(page, 0, "ore");
    await field.focus();
    await notice.getByRole("button", { name: "Chiudi l'avviso" }).press("Enter");
    await soon.equal(() => notice.isVisible(), false);
    await soon.ok(() => field.evaluate((input) => input === document.activeElement));
    await page.close();
  });

  test("many messages of one rule stand together", async () => {
    const { page } = await open();
    await press(page, "esempio");
    const domanda = JSON.parse(readFileSync(new URL("../../www/examples/piemonte-2020.json", import.meta.url), "utf8"));
    const [worker] = domanda.lavoratori;
    domanda.lavoratori = Array.from({ length: 10 }, (_, n) => ({ ...worker, cognome: `Rossi ${n}`, ore: "900" }));
    await page.setInputFiles("#apri-file", { name: "molti.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(domanda)) });
    const group = panel(page).locator("details", { hasText: "(10)" }).first();
    await group.locator("summary").click();
    await soon.equal(() => group.getByRole("button", { name: /riga 7, Rossi 6 Anna/ }).count(), 1);
    await page.close();
  });

  test("a draft is kept on request, comes back, and is erased on request", async () => {
    const { page, problems } = await open();
    const asked = [];
    page.on("dialog", (dialog) => (asked.push(dialog.type()), dialog.accept()));
    const again = async () => {
      await page.reload();
      await page.waitForSelector("html[data-pronta]");
    };
    await page.selectOption("#portale", "toscana-2020");
    await page.getByText("Tieni una bozza").click();
    await field(page, "periodo.dataInizio").pressSequentially("23/02/2");
    await again();
    assert.deepEqual(asked, []);
    await soon.equal(() => page.inputValue("#portale"), "toscana-2020");
    await soon.equal(() => field(page, "periodo.dataInizio").inputValue(), "23/02/2");
    await page.getByText("Tieni una bozza").click();
    await soon.equal(() => page.evaluate(() => localStorage.getItem("convalida.bozza")), null);
    await again();
    await soon.equal(() => field(page, "periodo.dataInizio").inputValue(), "");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("on a phone every step is accessible, and the focused field is not covered", async () => {
    const { page, problems } = await open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await press(page, "difetti");
    for (const step of ["periodo", "azienda", "accordo", "lavoratori", "verifica", "dopo"]) {
      await page.click(`#passi-elenco [href="#${step}"]`);
      await soon.equal(() => page.evaluate(() => location.hash), `#${step}`);
      if (step === "verifica") await page.click("#controlla");
      await assertAccessible(page, step);
      await soon.ok(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), step);
    }
    await page.click('#passi-elenco [href="#lavoratori"]');
    await cell(page, 0, "codiceFiscale").focus();
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press("Tab");
      await soon.ok(
        () => page.evaluate(() => {
          const { left, top, width, height } = document.activeElement.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return document.activeElement.contains(seen) || seen?.contains(document.activeElement);
        }),
        `field ${n} is seen`,
      );
    }
    await soon.ok(async () => (await messages(page)).length > 0);
    assert.deepEqual(problems, []);
    await page.close();
  });
});
