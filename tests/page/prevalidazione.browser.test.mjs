// The prevalidation page as a consultant uses it: one file from the disk, or installed with the network cut.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { launch, soon, until } from "../tools/browser.mjs";
import { assertAccessible, press, start } from "./open.mjs";
import { CODES, LIST, READY, SINGLE, bubble, cellText, choose, clickCell, noSideways, open, openSingle, status, tab, textIs } from "./prevalidazione.mjs";

describe("one file, from the disk", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  const opened = (view) => openSingle(browser, view);

  test("its own policy lets nothing out, and nothing is asked for", async () => {
    assert.match(readFileSync(SINGLE, "utf8"), /Content-Security-Policy" content="default-src 'none';[^"]*connect-src 'none'/);
    const { page, problems, requests } = await opened();
    await press(page, "esempio");
    await open(page);
    for (const name of ["lavoratori", "dati", "quadro", "uscita"]) await tab(page, name);
    await page.waitForSelector(".rapporto-domanda");
    assert.deepEqual(requests.filter((address) => !/^(file|blob):/.test(address)), []);
    assert.equal(requests.filter((address) => address.startsWith("file:")).length, 1);
    assert.deepEqual(problems, []);
    const refused = await page.evaluate(() => fetch("https://example.invalid/").then(() => "sent", () => "refused"));
    assert.equal(refused, "refused");
    await page.close();
  });

  test("typed, mended, undone; a message at the cell while it is typed", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 1, "dataAssunzione");
    await bubble(page, /24\/03\/2020/);
    await page.keyboard.type("23/02/2020");
    await until(page, () => document.querySelector(".tb-bubble").hidden);
    await page.keyboard.press("Enter");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await clickCell(page, 1, "dataAssunzione");
    await page.keyboard.press("F2");
    for (let keys = 0; keys < 10; keys++) await page.keyboard.press("Backspace");
    await page.keyboard.type("24/02/202");
    await bubble(page, /23\/02\/2020/);
    await page.keyboard.press("Escape");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await page.keyboard.press("Control+z");
    await textIs(page, 1, "dataAssunzione", "24/03/2020");
    await page.keyboard.press("Control+y");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await page.keyboard.press("F8");
    await until(page, () => document.activeElement.textContent === "96");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await soon.equal(() => page.evaluate(() => document.activeElement.closest(".tb") === null), true, "Esc and Tab leave the table");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("blocks are pasted beyond the end, taken back, filtered by rule", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 2, "cognome");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", 'Neri\tAda\n"Due\nrighe"\tEva\nGialli\tIda\n');
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await textIs(page, 4, "nome", "Ida");
    await soon.equal(() => cellText(page, 3, "cognome"), "Due\nrighe");
    await status(page, /5 lavoratori/);
    await page.keyboard.press("Control+z");
    await status(page, /3 lavoratori/);
    await textIs(page, 2, "cognome", "Bianchi");
    await page.keyboard.press("Control++");
    await status(page, /4 lavoratori/);
    await until(page, () => document.activeElement.closest('[aria-rowindex="5"]'));
    await page.keyboard.press("Control+-");
    await status(page, /3 lavoratori/);
    await tab(page, "esiti");
    await page.click('.esito:has([data-regola$="data-assunzione"]) summary');
    await page.click('.esito:has([data-regola$="data-assunzione"]) .pulsanti button');
    await until(page, () => document.querySelectorAll(".tb-row:not([style*=none])").length === 1);
    await soon.equal(() => cellText(page, 0, "cognome"), "Verdi");
    await page.close();
  });

  test("what is exported comes back the same, with its outcome", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "uscita");
    const download = page.waitForEvent("download");
    await page.click('[data-esporta="csv"]');
    const csv = readFileSync(await (await download).path(), "utf8");
    const [header, first, second] = csv.slice(1).split("\r\n");
    assert.equal(header, "Cod. Fisc.;Cognome;Nome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG;Note;Esito;Motivo");
    assert.match(first, /^RSSMRA80A01L219M;Rossi;Mario;01\/02\/2015;TI;40;10;80;'=1\+1;a posto;$/);
    assert.match(second, /;da correggere;.*24\/03\/2020/);
    await choose(page, ["corretta.csv", csv]);
    await open(page);
    await tab(page, "lavoratori");
    await textIs(page, 1, "dataAssunzione", "24/03/2020");
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 2);
    await page.close();
  });

  const paste = (page, text) => page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData("text/plain", content);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

  test("a large paste shows how far it is; stopped, the table is as it was; done, it is taken back in one step", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 2, "cognome");
    const lines = Array.from({ length: 50_000 }, (_, at) => `Rossi ${at}\tMario\t01/02/2015`).join("\n");
    await page.evaluate(() => {
      window.bars = [];
      new MutationObserver(() => {
        if (document.getElementById("avanzamento").hidden) return;
        window.bars.push(document.getElementById("avanzamento-testo").textContent);
        if (/Scrivo/.test(window.bars.at(-1))) window.locked = document.getElementById("lavoro").inert;
        if (window.stopAt?.test(window.bars.at(-1))) document.querySelector('[data-azione="ferma"]').click();
      }).observe(document.getElementById("avanzamento"), { attributes: true, subtree: true, childList: true });
      window.stopAt = /Scrivo/;
    });
    await paste(page, lines);
    await until(page, () => /incolla è stato fermato/.test(document.getElementById("avviso").textContent));
    await status(page, /^3 lavoratori/);
    await soon.equal(() => page.evaluate(() => window.bars[0]), "Scrivo 149.999 celle…");
    await soon.equal(() => page.evaluate(() => window.locked), true, "nothing is typed that the paste would overwrite");
    await soon.equal(() => page.evaluate(() => document.getElementById("lavoro").inert), false);
    await page.evaluate(() => (window.stopAt = /Controllo/));
    await clickCell(page, 2, "cognome");
    await paste(page, lines.split("\n").slice(0, 4000).join("\n"));
    await textIs(page, 3, "cognome", "Rossi 1");
    await status(page, /^4002 lavoratori/);
    await page.evaluate(() => (window.stopAt = undefined));
    await clickCell(page, 3, "cognome");
    await page.keyboard.press("Control+z");
    await status(page, /^3 lavoratori · \d+ err/);
    await textIs(page, 2, "cognome", "Bianchi");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("how columns were matched is kept when a person asks, beyond the page's life, and can be forgotten", async () => {
    const { page } = await opened();
    const taken = () => page.evaluate(() => [...document.querySelectorAll(".colonne-file select")].map(({ value }) => value));
    const list = `Cod. Fisc.;Cognome;Strana\n${CODES[0]};Rossi;80\n`;
    await choose(page, ["a.csv", list]);
    await page.getByLabel("La colonna Strana è").selectOption("ore");
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", "ore"]);
    await page.getByLabel(/Ricorda su questo computer/).check();
    await open(page);
    await page.reload();
    await page.waitForSelector(READY);
    await soon.equal(() => page.getByText("Dimentica 1 abbinamento").count(), 1);
    await choose(page, ["b.csv", list]);
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", "ore"]);
    await soon.ok(() => page.getByText("Abbinate come l'ultimo file").isVisible());
    await page.getByText("Lascia stare").click();
    await page.getByText("Bozze", { exact: true }).click();
    await page.getByText("Dimentica 1 abbinamento").click();
    await soon.equal(() => page.getByText("Dimentica 1 abbinamento").count(), 0);
    await choose(page, ["c.csv", list]);
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", ""]);
    await page.close();
  });

  test("ten thousand rows are a few nodes", async () => {
    const { page } = await opened();
    const rows = Array.from({ length: 10_000 }, (_, at) => `${CODES[at % 3]};Rossi ${at};Mario;01/02/2015;TI;40;10;80;`);
    await choose(page, ["grande.csv", `${LIST.split("\n")[0]}\n${rows.join("\n")}\n`]);
    await page.click("[data-apri]");
    await tab(page, "lavoratori");
    await page.waitForSelector(".tb-row");
    await soon.equal(() => page.getAttribute(".tb", "aria-rowcount"), "10001");
    await clickCell(page, 0, "cognome");
    await page.keyboard.press("Control+End");
    await until(page, () => document.querySelector('.tb-row[aria-rowindex="10001"]'));
    const { lines, most } = await page.evaluate(() => {
      const shown = [...document.querySelectorAll(".tb-row")];
      return { lines: shown.length, most: Math.max(...shown.map((row) => row.querySelectorAll("*").length + 1)) };
    });
    assert.ok(lines < 60, `${lines} rows`);
    assert.ok(most <= 20, `${most} nodes in a row`);
    await page.close();
  });

  test("among many rows an edit tells what it changes, and the whole is checked when somebody looks at it", async () => {
    const { page, problems } = await opened();
    const rows = Array.from({ length: 2_500 }, (_, at) => `${CODES[at % 3]};Rossi ${at};Mario;01/02/2015;TI;40;10;80;`);
    await choose(page, ["grande.csv", `${LIST.split("\n")[0]}\n${rows.join("\n")}\n`]);
    await open(page);
    const before = Number(/(\d+) err/.exec(await page.textContent("#domanda-stato"))[1]);
    await tab(page, "lavoratori");
    await clickCell(page, 0, "ore");
    await page.keyboard.type("300");
    await page.keyboard.press("Enter");
    await status(page, new RegExp(`${before + 1} errori`));
    await tab(page, "esiti");
    await soon.match(() => page.locator('[data-regola$="ore-oltre-settimane"]').textContent(), /1 lavoratore/);
    await page.click('.esito:has([data-regola$="ore-oltre-settimane"]) summary');
    await page.click('.esito:has([data-regola$="ore-oltre-settimane"]) .btn-primary');
    await soon.match(() => page.textContent("#finestra tbody"), /1\. Rossi 0 Mario · ore di CIG300200/);
    await page.click("#finestra .btn-primary");
    await status(page, new RegExp(`${before} errori`));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("three hundred employers in one file: listed, found, opened; their table is one file again", async () => {
    const { page, problems } = await opened();
    const rows = Array.from({ length: 600 }, (_, at) => `Ditta ${at % 300};${String(at % 300).padStart(11, "0")};${CODES[at % 3]};Rossi ${at};${at === 7 ? "24/03/2020" : "01/02/2015"};80`);
    const text = `Ragione sociale ditta;P.IVA ditta;Cod. Fisc.;Cognome;Data assunzione;Ore CIG\n${rows.join("\n")}\n`;
    await choose(page, ["ditte.csv", text]);
    await open(page);
    await soon.match(() => page.textContent("#fascicolo summary"), /^300 domande aperte – \d+ errori in tutto, in 300 domande$/);
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 100);
    await page.getByLabel("In ordine").selectOption("error");
    await soon.equal(() => page.locator(".fascicolo tbody th").first().textContent(), "Ditta 7");
    await page.getByText("Mostrane altre 100").click();
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 200);
    await page.getByLabel("Cerca un datore di lavoro").fill("ditta 299");
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 1);
    await page.click(".fascicolo tbody th button");
    await soon.equal(() => page.textContent("#domanda-nome"), "Ditta 299");
    await tab(page, "uscita");
    await soon.equal(() => page.locator(".rapporto-domanda").count(), 1);
    await page.getByLabel("Rapporto e file sono di").selectOption("tutte");
    await soon.equal(() => page.locator(".rapporto-domanda").count(), 300);
    const download = page.waitForEvent("download");
    await page.click('[data-esporta="csv"]');
    const lines = readFileSync(await (await download).path(), "utf8").slice(1).trim().split("\r\n");
    assert.deepEqual(lines.map((line) => line.split(";").slice(0, 6).join(";")), text.trim().split("\n"));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("closing with work that nobody has stored asks first", async () => {
    const { page } = await opened();
    const asked = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      dialog.dismiss();
    });
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await page.click("#scheda-lavoratori"); // a browser asks only where somebody has touched the page
    await page.evaluate(() => setTimeout(() => location.reload()));
    await soon.deepEqual(() => asked, ["beforeunload"]);
    await press(page, "chiudi");
    await page.click("#finestra .btn-outline-primary");
    await status(page, /3 lavoratori/);
    await press(page, "chiudi");
    await page.click("#finestra .btn-primary");
    await page.waitForSelector("#arrivo:not([hidden])");
    await page.close();
  });

  for (const [name, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } })) {
    test(`no violation, nothing sideways, in both languages: ${name}`, async () => {
      const { page, problems } = await opened({ viewport });
      await assertAccessible(page, "empty");
      await press(page, "esempio");
      await page.waitForSelector("[data-apri]");
      await assertAccessible(page, "matching");
      await soon.ok(() => noSideways(page), "matching");
      await open(page);
      await page.click(".esito:nth-child(2) summary");
      for (const part of ["esiti", "lavoratori", "dati", "quadro", "uscita"]) {
        await tab(page, part);
        if (part === "uscita") await page.waitForSelector(".rapporto-domanda");
        if (part === "lavoratori") {
          await press(page, "prossimo");
          await bubble(page, /./);
          await soon.ok(() => page.evaluate(() => {
            const { top, bottom } = document.activeElement.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
          }), "the next error is in sight");
        }
        await assertAccessible(page, part);
        await soon.ok(() => noSideways(page), part);
      }
      await page.click("[data-lingua=en]");
      await status(page, /30 workers · \d+ errors/);
      await soon.ok(() => noSideways(page), "English");
      await press(page, "aiuto");
      await assertAccessible(page, "help");
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});

describe("served and installed", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  const view = { path: "/prevalidazione.html", ready: READY };

  test("works after the network is gone", async () => {
    const { page, problems } = await site.open(view);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector(READY);
    await press(page, "esempio");
    await open(page);
    await tab(page, "lavoratori");
    await page.waitForSelector(".tb-row");
    assert.deepEqual(problems, []);
    await page.close();
  });

  /** One more window of the same browser profile. */
  async function another(context) {
    const made = await context.newPage();
    await made.goto(`${site.server.url}/prevalidazione.html`);
    await made.waitForSelector(READY);
    return made;
  }

  /** A window with a draft, taken up again by a reload. */
  async function drafted(context) {
    const page = await another(context);
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await press(page, "salva-bozza");
    await page.fill("#finestra-campo", "Ditta");
    await page.click("#finestra .btn-primary");
    await soon.match(() => page.textContent("#bozza-stato"), /salvata/);
    await page.reload();
    await soon.match(() => page.textContent("#bozza-stato"), /ripresa/);
    await status(page, /3 lavoratori · \d+ err/);
    return page;
  }

  test("a draft comes back after a reload, and two windows do not overwrite each other", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await drafted(context);

    const other = await another(context);
    await other.click("#bozze th button");
    await status(other, /3 lavoratori · \d+ err/);
    await edit(page, "Rossini");
    await until(page, () => /salvata/.test(document.getElementById("bozza-stato").textContent));
    await edit(other, "Rossetti");
    await until(other, () => /\(copia\)» salvata/.test(document.getElementById("bozza-stato").textContent));
    const fresh = await another(context);
    await until(fresh, () => document.querySelectorAll("#bozze tbody tr").length === 2);
    await fresh.locator("#bozze button", { hasText: "Cancella tutto" }).click();
    await fresh.click("#finestra .btn-primary");
    await until(fresh, () => document.querySelectorAll("#bozze tbody tr").length === 0);
    await context.close();
  });

  test("what was kept survives a crash of the tab", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await drafted(context);
    await edit(page, "Rossini");
    await soon.match(() => page.textContent("#bozza-stato"), /salvata/);
    const crashed = page.waitForEvent("crash");
    const session = await context.newCDPSession(page);
    session.send("Page.crash").catch(() => {}); // nobody is there to answer
    await crashed;
    const fresh = await another(context);
    await fresh.click("#bozze th button");
    await status(fresh, /3 lavoratori · \d+ err/);
    await tab(fresh, "lavoratori");
    await textIs(fresh, 0, "cognome", "Rossini");
    await context.close();
  });

  async function edit(page, name) {
    await tab(page, "lavoratori");
    await clickCell(page, 0, "cognome");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await textIs(page, 0, "cognome", name);
  }
});
