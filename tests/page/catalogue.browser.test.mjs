// The catalogue page: its addresses, its examples checked live, search and filters, two languages, everybody.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { soon, until } from "../tools/browser.mjs";
import { imported } from "../tools/packed.mjs";
import { skeleton } from "../tools/pages.mjs";
import { CSP } from "../tools/server.mjs";
import { assertAccessible, start } from "./open.mjs";

const data = (file) => JSON.parse(readFileSync(new URL(`../../www/catalogo/${file}`, import.meta.url), "utf8"));
const books = data("index.json").rulebooks.map((name) => ({ name, ...data(`${name}.json`) }));

const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const rule = (page, name) => page.locator(`details[id="${name}"]`);
const side = (page, name, which) => rule(page, name).locator(`fieldset[data-lato="${which}"]`);
const answered = (place) => place.locator(".verdetto p").first().waitFor();

describe("the catalogue's examples", () => {
  let check;
  before(async () => ({ check } = await imported("convalida/inline")));

  for (const { name, rules } of books) {
    test(`${name}: the module says of each what its case says`, () => {
      let examples = 0;
      // They speak of several applications, and of a draft of another version.
      const alone = rules.filter(({ rule }) => !/\/(domande-sovrapposte|regolamento-aggiornato)$/.test(rule));
      for (const { rule, examples: { fails, passes } } of alone) {
        for (const [example, speaks] of [[fails, true], [passes, false]]) {
          const { domanda, today, expected } = example;
          const found = check(name, domanda, today ? { today } : {}).map(({ rule, severity, path }) => [rule, severity, path].join(" "));
          assert.deepEqual(found.toSorted(), expected.map((said) => said.join(" ")).sort(), rule);
          assert.equal(expected.some((said) => said[0] === rule), speaks, rule);
          examples++;
        }
      }
      assert.equal(examples, 2 * alone.length, "one that passes and one that does not for each rule");
    });
  }
});

describe("the catalogue page", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());
  const open = (hash = "", view = {}) => site.open({ path: `/catalogo.html${hash}`, ...view });

  test("every rule opens, with a source and the verdict of its case on each side", async () => {
    const { page, problems } = await open();
    for (const { name, rules } of books) {
      await page.selectOption("#regolamento", name);
      await page.evaluate(() => document.querySelectorAll("details.regola").forEach((details) => (details.open = true)));
      const shown = await until(page, (wanted) => {
        const boxes = [...document.querySelectorAll("fieldset.esempio")];
        if (boxes.length < wanted || boxes.some((box) => !box.querySelector(".verdetto p"))) return null;
        return boxes.map((box) => [box.closest("details").id, box.dataset.lato, box.querySelector(".verdetto .tace") === null]);
      }, rules.flatMap(({ examples }) => [examples.fails, examples.passes]).filter(Boolean).length);
      for (const [id, which, speaks] of shown) assert.equal(speaks, which === "fails", `${id}, ${which}`);
      const withoutSource = () => page.evaluate(() => [...document.querySelectorAll("details.regola")].filter((details) => !details.querySelector(".fonti li")).map(({ id }) => id));
      await soon.deepEqual(withoutSource, []);
    }
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("an address leads to its rule; opening another changes the address", async () => {
    const { page } = await open("#piemonte-2020/durata-domanda");
    await soon.equal(() => page.evaluate(() => document.activeElement.closest("details")?.id), "piemonte-2020/durata-domanda");
    await soon.ok(() => rule(page, "piemonte-2020/durata-domanda").locator("blockquote").first().isVisible());
    await rule(page, "piemonte-2020/durata-complessiva").locator("> summary").click();
    await page.waitForURL("**/catalogo.html#piemonte-2020/durata-complessiva");
    await rule(page, "piemonte-2020/durata-complessiva").getByRole("link", { name: "Toscana 2020" }).click();
    await rule(page, "toscana-2020/durata-complessiva").locator("blockquote").first().waitFor();
    await page.goto(`${site.server.url}/catalogo.html#non-ce/questa`);
    await page.reload();
    await page.waitForSelector("#avviso:not([hidden])");
    await page.click("[data-lingua=en]");
    await soon.equal(() => page.locator("#avviso").isVisible(), false, "nothing stays in the other language");
    await page.click("[data-lingua=it]");
    await page.fill("#cerca", "qwertyuiop");
    await soon.equal(() => page.locator("#regole").textContent(), "Nessuna regola risponde alla ricerca.");
    await page.close();
  });

  test("an address cut short is told, and the page works", async () => {
    const { page, problems } = await open("#piemonte-2020%2");
    await soon.match(() => page.locator("#avviso").textContent(), /«piemonte-2020%2»/);
    await soon.ok(() => page.locator("#regole section").count());
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a value that is changed changes the verdict, and can be taken back", async () => {
    const { page } = await open("#piemonte-2020/durata-domanda");
    const fails = side(page, "piemonte-2020/durata-domanda", "fails");
    await answered(fails);
    const end = fails.locator('[data-percorso="periodo.dataFine"]');
    const first = await end.inputValue();
    await soon.match(() => fails.locator(".verdetto").textContent(), /36 giorni/);
    await end.fill("05/04/2020");
    await fails.locator(".tace").waitFor();
    await fails.getByText("Come all'inizio").click();
    await fails.locator(".parla").waitFor();
    await soon.equal(() => end.inputValue(), first);
    await fails.locator(".intera > summary").click();
    await fails.locator("textarea").fill("{ oops");
    await fails.getByText("non è una domanda in JSON").waitFor();
    await fails.locator("textarea").fill('{ "periodo": { "dataInizio": "02/03/2020", "dataFine": "07/04/2020" } }');
    await fails.locator(".parla").waitFor();
    await soon.match(() => fails.locator(".parla").textContent(), /37 giorni/);
    await page.close();
  });

  test("what is in several rulebooks has its example too; a rule that no application alone shows says why", async () => {
    const { page, problems } = await open();
    await page.fill("#cerca", "25/03/2020");
    const shared = page.locator('details[id="data-assunzione"]');
    await shared.locator("> summary").click();
    await answered(shared.locator("fieldset.esempio").first());
    await soon.match(() => shared.locator('fieldset[data-lato="fails"] .parla').first().textContent(), /Assunto il/);
    await page.fill("#cerca", "stessi giorni");
    await page.locator('details[id="domande-sovrapposte"] > summary').click();
    await soon.match(() => page.locator('details[id="domande-sovrapposte"]').textContent(), /Senza esempio: confronta più domande dello stesso datore/);
    const draft = page.locator('details[id="regolamento-aggiornato"]');
    await page.fill("#cerca", "regolamento-aggiornato");
    await draft.locator("> summary").click();
    await soon.match(() => draft.textContent(), /Senza esempio: parla solo quando si riapre una bozza/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("words are chosen from their list; the day of the check can be moved", async () => {
    const { page } = await open("#piemonte-2020/allegati-mancanti");
    const fails = side(page, "piemonte-2020/allegati-mancanti", "fails");
    await fails.locator('select[data-percorso="allegati.0.tipo"]').selectOption("accordo");
    await fails.locator(".tace").waitFor();
    await fails.locator('[data-percorso="organico.dipendenti"]').fill("5");
    await fails.locator('select[data-percorso="allegati.0.tipo"]').selectOption("altro");
    await fails.locator(".tace").waitFor();
    await page.goto(`${site.server.url}/catalogo.html#piemonte-2020/consuntivo-anticipato`);
    const early = side(page, "piemonte-2020/consuntivo-anticipato", "fails");
    await early.locator(".parla").waitFor();
    await early.locator('[data-percorso="oggi"]').fill("31/12/2020");
    await early.locator(".tace").waitFor();
    await page.close();
  });

  test("by keyboard: search, filter, open, read", async () => {
    const { page } = await open();
    await page.focus("#cerca");
    await page.keyboard.type("apprendistato tipologie");
    await soon.match(() => page.locator("#regole").textContent(), /Apprendisti di ogni tipo/);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("5 settimane, pari a 35 giorni");
    await soon.match(() => page.locator("#quante").textContent(), /^2 regole su/);
    for (let n = 0; n < 2; n++) await page.keyboard.press("Tab");
    await page.keyboard.press("Space"); // not the warnings
    await soon.equal(() => page.locator("details.regola").count(), 2);
    await page.focus("details.regola > summary");
    await page.keyboard.press("Enter");
    await page.locator("details.regola[open] blockquote").first().waitFor();
    await page.focus("#regolamento");
    await page.selectOption("#regolamento", "rapporto");
    await soon.match(() => page.locator("#quante").textContent(), /^0 regole su/);
    await page.close();
  });

  test("a date is found however it is written, the place that matched is shown, and a rule of several rulebooks stands once", async () => {
    const { page, problems } = await open();
    const found = () => page.locator("details.regola").evaluateAll((all) => all.map(({ id }) => id));
    await page.fill("#cerca", "25 marzo 2020");
    await soon.ok(async () => (await found()).includes("data-assunzione"));
    const written = await found();
    for (const other of ["25/03/2020", "25.3.2020", "2020-03-25"]) {
      await page.fill("#cerca", other);
      await soon.deepEqual(found, written, other);
    }
    const hired = page.locator('details[id="data-assunzione"]');
    await soon.match(() => hired.locator("mark").first().textContent(), /25\/03\/2020|25 marzo 2020/);
    await soon.match(() => hired.locator("> summary").textContent(), /5 regolamenti/);
    await hired.locator("> summary").click();
    await soon.match(() => hired.locator(".dove-vale").first().textContent(), /In .*Toscana 2020/);
    await soon.ok(async () => (await hired.locator(".linea > .versione").count()) > 2, "the versions are a line in time");
    await soon.match(() => hired.locator(".frase").first().textContent(), /Assunto il \d\d\/\d\d\/2020: .* era in forza il 23\/02\/2020/);
    await assertAccessible(page, "rules of several rulebooks");
    await hired.getByRole("link", { name: /Piemonte 2020/ }).click();
    await rule(page, "piemonte-2020/data-assunzione").locator("fieldset").first().waitFor();
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("English at one click, for the data too; it is kept", async () => {
    const { page } = await open("#toscana-2020/data-assunzione");
    await page.click("[data-lingua=en]");
    await soon.equal(() => page.locator("h1").textContent(), "Catalogue of rules");
    const body = rule(page, "toscana-2020/data-assunzione");
    await soon.ok(() => body.evaluate((details) => details.open));
    await answered(side(page, "toscana-2020/data-assunzione", "fails"));
    for (const words of [/Employed on the reference day/, /applications filed from 09\/04\/2020 to 18\/05\/2020/, /Hired on/]) {
      await soon.match(() => body.textContent(), words);
    }
    await soon.equal(() => page.evaluate(() => document.documentElement.lang), "en");
    await page.reload();
    await page.waitForSelector("html[data-pronta]");
    await soon.equal(() => page.title(), "Catalogue of rules – convalida");
    await page.close();
  });

  test("every text of the page has its English", async () => {
    const { page } = await open();
    const left = await page.evaluate(async () => {
      const { en } = await import("/i18n/catalogo.js");
      const { en: frame } = await import("/i18n/en.js");
      const sources = await Promise.all(["main", "rule", "example", "books", "search"].map((name) => fetch(`/catalogo/${name}.js`).then((file) => file.text())));
      const wanted = new Set(sources.flatMap((text) => [...text.matchAll(/\bt\(\s*"([^"]+)"|: "([a-zè][^"]+ [^"]+)"/g)].map(([, words, more]) => words ?? more)));
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("[translate=no], script, noscript") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const words = node.data.replace(/\s+/g, " ").trim();
        if (/\p{L}/u.test(words)) wanted.add(words);
      }
      return [...wanted].filter((words) => !(words in en) && !(words in frame));
    });
    assert.deepEqual(left, []);
    await page.close();
  });

  test("a rulebook from a file shows as the others; a mistake in it is told with its place", async () => {
    const { page } = await open();
    const copied = JSON.stringify(JSON.parse(skeleton()), null, 2);
    const give = (text) => page.setInputFiles("#apri-file", { name: "marche.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await give(copied);
    await page.waitForURL("**/catalogo.html#marche-2021");
    await rule(page, "marche-2021/decorrenza-minima").locator("> summary").click();
    await soon.match(() => rule(page, "marche-2021/decorrenza-minima").textContent(), /Regione Marche, nota sulla CIG in deroga/);
    const shown = rule(page, "marche-2021/decorrenza-minima").locator(".formule");
    await shown.locator("summary").click();
    await soon.match(() => shown.textContent(), /minimo 01\/01\/2021/);
    const graver = JSON.parse(copied);
    graver.regole.find(({ slug }) => slug === "decorrenza-minima").parti[0].gravità = "fatale";
    await give(JSON.stringify(graver));
    await page.locator("#avviso", { hasText: "«fatale» non è tra le scelte: errore, avviso, nota" }).waitFor();
    await soon.equal(() => page.locator("#avviso li").count(), 1);
    await page.setInputFiles("#apri-file", { name: "marche.md", mimeType: "text/markdown", buffer: Buffer.from("# Marche") });
    await page.locator("#avviso", { hasText: "prima «convalida compila marche.md»" }).waitFor();
    await give(copied.replace('"regione":', "regione:"));
    await page.locator("#avviso", { hasText: /line \d+/ }).waitFor();
    await page.close();
  });

  for (const [name, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 }, "200 % zoom": { width: 640, height: 450 } })) {
    test(`no violation and no sideways scrolling: ${name}`, async () => {
      const { page, problems } = await open("", { viewport });
      await assertAccessible(page, "all rulebooks");
      await page.goto(`${site.server.url}/catalogo.html#piemonte-2020/termine-presentazione`);
      await answered(side(page, "piemonte-2020/termine-presentazione", "fails"));
      await page.locator("details.altro > summary").first().click();
      await assertAccessible(page, "an open rule");
      await soon.ok(() => noSideways(page), "Italian");
      await page.click("[data-lingua=en]");
      await answered(side(page, "piemonte-2020/termine-presentazione", "fails"));
      await assertAccessible(page, "English");
      await soon.ok(() => noSideways(page), "English");
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  test("without the core the catalogue can be read, and nothing is asked of anybody else", async () => {
    const bare = await start({ csp: CSP.replace(" 'wasm-unsafe-eval'", "") });
    const { page, requests } = await bare.open({ path: "/catalogo.html#piemonte-2020/durata-domanda" });
    const fails = side(page, "piemonte-2020/durata-domanda", "fails");
    await fails.getByText("Il controllo non si è caricato").waitFor();
    await soon.equal(() => fails.locator('[data-percorso="periodo.dataFine"]').inputValue(), "06/04/2020");
    await soon.ok(() => rule(page, "piemonte-2020/durata-domanda").locator("blockquote").first().isVisible());
    assert.deepEqual(requests.filter((address) => !address.startsWith(bare.server.url)), []);
    await page.close();
    await bare.stop();
  });

  test("paper: the rules without what only a screen can do", async () => {
    const { page } = await open("#piemonte-2020/durata-domanda");
    await page.emulateMedia({ media: "print" });
    await soon.equal(() => page.locator("#filtri").isVisible(), false);
    await soon.ok(() => rule(page, "piemonte-2020/durata-domanda").locator("blockquote").first().isVisible());
    await page.close();
  });
});
