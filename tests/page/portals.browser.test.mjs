// Every portal and kind of application on one page: what shows, what is kept, own rulebooks, other filing days.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { rulebooks } from "../../pkg/inline.js";
import { soon } from "../tools/browser.mjs";
import { compiled } from "../tools/pages.mjs";
import { assertAccessible, cell, field, give, messages, press, start, typeAndCount } from "./open.mjs";

const SYSTEMS = rulebooks().flatMap(({ name, title, tipi }) => tipi.map((tipo) => ({ name, title, tipo, several: tipi.length > 1 })));

async function choose(page, { name, tipo, several }) {
  await page.selectOption("#portale", name);
  if (several) await page.selectOption("#tipo", tipo);
}

const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** The paths that show, with `*` for rows; of lists what a new row would show. */
const shownPaths = (page) =>
  page.evaluate(() => {
    const found = [];
    const visit = (root, list) => {
      for (const control of root.querySelectorAll("[data-convalida]")) {
        if (control.closest("[data-convalida-row]") || control.closest("[hidden]:not(.dettagli)")) continue;
        const name = control.dataset.convalida;
        found.push(name.startsWith("*") ? `${list}.${name}` : name);
      }
      for (const template of root.querySelectorAll("template")) {
        const container = template.closest("[data-convalida-list]");
        if (template.closest("[hidden]:not(.dettagli):not(.tabella)")) continue;
        const name = container.dataset.convalidaList;
        visit(template.content, name.startsWith("*.") ? `${list}.${name}` : name);
      }
    };
    visit(document, "");
    return [...new Set(found)].sort();
  });

/** What every control holds, shown or not; the months of the report come and go with the period. */
const everyValue = (page) =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll("[data-convalida]")].filter((control) => !/\d{4}-\d\d$/.test(control.dataset.convalida));
    return controls.map((control) => `${control.dataset.convalida}: ${control.value}`);
  });

describe("portals", () => {
  let site;
  let page;
  let problems;
  let requests;
  before(async () => {
    site = await start();
    ({ page, problems, requests } = await site.open());
  });
  after(() => site.stop());

  test("the list names every rulebook that is shipped, by region", async () => {
    const listed = await page.locator("#portale option").evaluateAll((options) => options.map((option) => option.value));
    assert.deepEqual([...listed].sort(), [...new Set(SYSTEMS.map(({ name }) => name))].sort());
    const groups = await page.locator("#portale optgroup").evaluateAll((all) => all.map((group) => group.label));
    assert.ok(groups.includes("Toscana"));
    assert.equal(groups.at(-1), "In tutta Italia");
  });

  for (const system of SYSTEMS) {
    test(`${system.name} ${system.tipo}: shows what its rules ask, speaks, and is accessible`, async () => {
      await choose(page, system);
      await press(page, "svuota");
      await soon.equal(() => page.textContent("#titolo-portale"), system.title);
      const asked = await page.evaluate(async ({ name, tipo, several }) => {
        const { Form } = await import("/pkg/index.js");
        const form = new Form(name);
        if (several) form.set("tipo", tipo);
        return form.fields().filter(({ asked }) => asked).map(({ path }) => path);
      }, system);
      const always = await page.evaluate(() => [...document.querySelectorAll("[data-sempre] [data-convalida]")].map((control) => control.dataset.convalida));
      const identify = (path) => always.includes(path) || /\.(cognome|nome)$/.test(path);
      const wanted = asked.filter((path) => !path.includes("<aaaa-mm>") && (path !== "tipo" || system.several));
      const differing = async () => {
        const shown = await shownPaths(page);
        return {
          "asked, but not there": wanted.filter((path) => !shown.includes(path)),
          "there, but not asked": shown.filter((path) => !wanted.includes(path) && !identify(path)),
        };
      };
      await soon.deepEqual(differing, { "asked, but not there": [], "there, but not asked": [] });
      await soon.equal(async () => (await page.isVisible("#consuntivo-vuoto")) || (await page.isVisible("#consuntivo")), asked.some((path) => path.includes("consuntivo")));

      await press(page, "difetti");
      await soon.equal(() => page.inputValue("#portale"), system.name);
      const atOnce = (await messages(page)).length;
      await page.click("#controlla");
      await page.waitForSelector(".convalida-summary");
      await soon.ok(async () => (await messages(page)).length >= Math.max(atOnce, 2));
      const hidden = () => page.locator(".just-validate-error-label").evaluateAll((found) => found.filter((message) => message.closest("[hidden]:not(.dettagli)")).length);
      await soon.equal(hidden, 0, "no message in a hidden place");
      await page.locator(".convalida-why").first().click();
      await assertAccessible(page, `${system.name} ${system.tipo}`);
      await soon.match(() => page.locator(".convalida-catalogue").getAttribute("href"), new RegExp(`^catalogo\\.html#${system.name}/[a-z0-9-]+$`));
      await page.keyboard.press("Escape");
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 800 });
        await soon.ok(() => noSideways(page), `no sideways scrolling at ${width}`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await press(page, "esempio");
      await page.click("#controlla");
      await soon.equal(() => page.locator(".convalida-summary.alert-success").count(), 1);
    });
  }

  test("the links into the catalogue lead to their rules", async () => {
    const { page: catalogue } = await site.open({ path: "/catalogo.html#piemonte-2020/ore-oltre-giorni", ready: "details[open]" });
    await soon.match(() => catalogue.textContent("details[open]"), /ore-oltre-giorni/);
    await catalogue.close();
  });

  test("nothing was asked of anybody meanwhile, and nothing went wrong", async () => {
    assert.deepEqual(problems, []);
    const examples = requests.filter((address) => address.includes("/examples/"));
    assert.equal(examples.length, SYSTEMS.length * 2, "each example once, when the page opened");
  });
});

/** In each system one field, key by key: the number of red messages after each key. */
const TYPED = [
  { name: "piemonte-2020", given: { dataPresentazione: "08/04/2020", "periodo.dataInizio": "09/03/2020" }, path: "periodo.dataFine", text: "13/04", counts: [0, 0, 0, 0, 1] },
  { name: "toscana-2020", given: {}, path: "datoreLavoro.regioni", text: "5", counts: [1] },
  { name: "toscana-2014", tipo: "cig", given: { "periodo.dataInizio": "15/09/2014", "accordo.esito": "accordo" }, path: "accordo.dataFirma", text: "03/08/2014", counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "toscana-2014", tipo: "mobilita", given: {}, path: "mobilita.mesiLavorati", text: "3", counts: [0] },
  { name: "toscana-2009", given: {}, path: "dataPresentazione", text: "19/07/200", counts: [0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "lombardia-2009", tipo: "cig", given: {}, path: "periodo.dataInizio", text: "31/12/2008", counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "lombardia-2009", tipo: "mobilita", given: { dataPresentazione: "20/10/2009" }, path: "mobilita.dataCessazione", text: "30/06/200", counts: [0, 0, 0, 0, 1, 1, 1, 1, 1] },
  { name: "lombardia-2009", tipo: "trattamento-equivalente", given: {}, path: "mobilita.codiceFiscale", text: "FMGLSN79M33", counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "rapporto", tipo: "assunzione", given: {}, path: "rapporto.orarioSettimanale", text: "52", counts: [0, 1] },
  { name: "rapporto", tipo: "proroga", given: { "rapporto.tipoContratto": "determinato", "rapporto.dataFineContratto": "31/03/2020" }, path: "rapporto.dataProroga", text: "31/03/2020", counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "rapporto", tipo: "trasformazione", given: { "rapporto.tipoContratto": "determinato", "rapporto.dataFineContratto": "31/03/2020" }, path: "rapporto.dataTrasformazione", text: "30/04/202", counts: [0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "rapporto", tipo: "cessazione", given: { "rapporto.dataAssunzione": "02/09/2019" }, path: "rapporto.dataCessazione", text: "01/09/201", counts: [0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "puglia-2020", given: {}, path: "periodo.dataInizio", text: "22/02/2020", counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  { name: "friuli-2020", given: {}, path: "datoreLavoro.regioni", text: "12", counts: [0, 1] },
];

describe("one application through all portals", () => {
  let site;
  let page;
  let problems;
  before(async () => {
    site = await start();
    ({ page, problems } = await site.open());
  });
  after(() => site.stop());

  test("at each portal the message comes at the key that makes it", async () => {
    for (const { name, tipo, given, path, text, counts } of TYPED) {
      await choose(page, { name, tipo, several: tipo !== undefined });
      await press(page, "svuota");
      for (const [other, value] of Object.entries(given)) await give(page, other, value);
      const control = field(page, path);
      await typeAndCount(page, control, text, counts, `${name} ${tipo ?? ""}: ${path} ${text}`);
      await soon.ok(() => control.evaluate((input) => input === document.activeElement), "the focus stays");
    }
  });

  test("by keyboard alone: the portal, then the kind; the focus stays, and what was chosen is said", async () => {
    await page.selectOption("#portale", "toscana-2020");
    await page.focus("#portale");
    await page.keyboard.press("ArrowDown");
    const said = page.locator("#portale-fatti[role=status]");
    await soon.match(() => said.textContent(), /^Regione Toscana\. Presentazione dal 04\/08\/2014 al 01\/03\/2017\. Per: .*mobilità in deroga\.$/);
    await soon.equal(() => page.evaluate(() => document.activeElement.id), "portale");
    await page.keyboard.press("Tab");
    await soon.equal(() => page.evaluate(() => document.activeElement.id), "tipo");
    await page.keyboard.press("ArrowDown");
    await soon.equal(() => page.evaluate(() => document.activeElement.id), "tipo");
    await soon.ok(() => field(page, "mobilita.mesiLavorati").isVisible());
    await soon.equal(() => field(page, "causale").isVisible(), false);
  });

  test("nothing typed is lost on the way through all portals and kinds", async () => {
    await choose(page, { name: "toscana-2014", tipo: "mobilita", several: true });
    await press(page, "difetti");
    await page.selectOption("#tipo", "cig");
    await field(page, "causale").selectOption("crisi");
    await field(page, "datoreLavoro.tipologia").selectOption("B");
    await page.click('[data-convalida-add="lavoratori"]');
    await cell(page, 0, "cognome").fill("Verdi");
    await cell(page, 0, "qualifica").selectOption("quadro");
    await page.selectOption("#tipo", "mobilita");
    const before = await everyValue(page);
    for (const system of SYSTEMS) await choose(page, system);
    await soon.equal(() => page.isVisible("#causale"), false);
    await page.click("[data-lingua=en]");
    await page.click("[data-lingua=it]");
    await page.selectOption("#portale", "toscana-2014");
    await soon.equal(() => page.inputValue("#tipo"), "mobilita", "the kind chosen at this portal comes back with it");
    await soon.deepEqual(() => everyValue(page), before);
    await page.selectOption("#tipo", "cig");
    await soon.equal(() => field(page, "causale").inputValue(), "crisi");
    await soon.equal(() => cell(page, 0, "qualifica").inputValue(), "quadro");
    await soon.equal(() => page.textContent("#causale option:checked"), "crisi aziendale");
    assert.deepEqual(problems, []);
  });

  test("what is typed for another portal and can not be read comes forth here too", async () => {
    await page.selectOption("#portale", "toscana-2020");
    await press(page, "svuota");
    await field(page, "bollo").selectOption("marca");
    await page.click('[data-convalida-add="lavoratori"]');
    await cell(page, 0, "sostituzioneDal").evaluate((input) => input.closest(".dettagli").hidden = false);
    await cell(page, 0, "sostituzioneDal").fill("31/02/2020");
    await page.selectOption("#portale", "piemonte-2020");
    await soon.equal(() => field(page, "bollo").isVisible(), false);
    await soon.equal(async () => (await messages(page)).length, 1);
    await page.click("#controlla");
    await page.locator(".convalida-summary a", { hasText: "31/02/2020" }).click();
    await soon.equal(() => page.evaluate(() => document.activeElement.value), "31/02/2020");
  });

  test("an own rulebook joins the list, judges, and is chosen again; a bad one is told with its key", async () => {
    const own = JSON.parse(compiled("regolamenti/puglia-2020.md"));
    own.nome = "liguria-2020";
    own.regione = "Liguria";
    own.titolo = { it: "Liguria 2020: prova", en: "Liguria 2020: trial" };
    const load = async (name, text) => {
      await page.setInputFiles("#regolamento-file", { name, mimeType: "application/json", buffer: Buffer.from(text) });
    };
    await page.click(".regolamento-proprio summary");
    await load("appunti.txt", "non è JSON");
    await page.waitForSelector("#regolamento-esito:not([hidden])");
    await soon.match(() => page.textContent("#regolamento-esito"), /appunti\.txt/);
    await load("guasto.json", JSON.stringify({ ...own, regole: own.regole.map((rule) => (rule.slug === "durata-complessiva" ? { ...rule, massimo: "63" } : rule)) }));
    await page.waitForFunction(() => document.getElementById("regolamento-esito").textContent.includes("guasto.json"));
    await soon.match(() => page.textContent("#regolamento-esito"), /regola durata-complessiva, massimo: La chiave «massimo» non esiste/);
    await soon.equal(() => page.inputValue("#portale"), "piemonte-2020", "the portal stays");
    const five = structuredClone(own);
    const forbidding = five.regole.flatMap(({ parti = [] }) => parti).filter(({ vietato }) => vietato).slice(0, 5);
    for (const part of forbidding) part.vietato += " + giornii *";
    await load("cinque.json", JSON.stringify(five));
    await soon.equal(() => page.locator("#regolamento-esito li").count(), 3);
    await soon.match(() => page.locator("#regolamento-esito").innerText(), /^«cinque\.json» non si può usare\.\n[^]*… e 2 altri errori\.$/);
    const marks = await page.locator("#regolamento-esito pre").first().evaluate((shown) => {
      const range = document.createRange();
      const { data } = shown.firstChild;
      const placeOf = (at) => {
        range.setStart(shown.firstChild, at);
        range.setEnd(shown.firstChild, at + 1);
        return range.getBoundingClientRect();
      };
      const [line] = data.split("\n");
      const last = placeOf(line.length - 1);
      const mark = placeOf(data.indexOf("^"));
      return { line, after: Math.abs(mark.left - last.right), below: mark.top - last.top };
    });
    assert.match(marks.line, / \+ giornii \*$/);
    assert.ok(marks.after < 1 && marks.below > 5, `the mark stands below the end of the formula: ${JSON.stringify(marks)}`);
    await soon.ok(() => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await assertAccessible(page, "a rulebook that can not be used");
    await load("marche-2021.md", "# Marche");
    await soon.match(() => page.textContent("#regolamento-esito"), /^«marche-2021\.md» è la pagina di un regolamento: prima «convalida compila marche-2021\.md»/);

    await load("liguria.json", JSON.stringify(own));
    await page.waitForFunction(() => document.getElementById("titolo-portale").textContent === "Liguria 2020: prova");
    await soon.equal(() => page.isVisible("#regolamento-esito"), false);
    await soon.equal(() => page.locator('optgroup[label="Dal tuo file"] option').count(), 1);
    await soon.ok(() => page.isDisabled('[data-azione="esempio"]'));
    await press(page, "svuota");
    await typeAndCount(page, field(page, "periodo.dataInizio"), "22/02/2020", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    await page.locator(".convalida-why").first().click();
    await soon.equal(() => page.locator(".convalida-catalogue").count(), 0, "the catalogue does not know it");
    await page.click("[data-lingua=en]");
    await soon.equal(() => page.textContent("#titolo-portale"), "Liguria 2020: trial");
    await page.click("[data-lingua=it]");
    await page.selectOption("#portale", "piemonte-2020");
    await page.selectOption("#portale", "file/liguria-2020");
    await soon.equal(async () => (await messages(page)).length, 1);
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "scarica")]);
    const saved = readFileSync(await download.path(), "utf8");
    assert.equal(JSON.parse(saved).regolamento, "liguria-2020");
    assert.deepEqual(problems, []);
  });

  test("if filed on another day: the stretches, the messages, and the lines in «Perché?»", async () => {
    await page.selectOption("#portale", "piemonte-2020");
    await press(page, "difetti");
    await page.click("#altro-giorno > summary");
    const stretches = page.locator(".giorni > li");
    await soon.match(() => stretches.first().textContent(), /^Presentata dal 17\/03\/2020/);
    await soon.equal(() => page.locator(".giorni > [aria-current]").count(), 1);
    await soon.ok(async () => (await stretches.count()) > 2);
    const before = await page.textContent(".giorni");
    await field(page, "periodo.dataInizio").fill("02/03/2020");
    await page.waitForFunction((text) => document.querySelector(".giorni").textContent !== text, before);
    const hire = page.locator("#lavoratori [data-convalida-row]").nth(1).locator(".convalida-why").first();
    await hire.click();
    for (const words of [/Che cosa dicono le fonti/, /Presentata dal 19\/05\/2020/, /28\/03\/2020 – 08\/04\/2020/]) {
      await soon.match(() => page.textContent(".convalida-explanation"), words);
    }
    await assertAccessible(page, "other days");
    await page.keyboard.press("Escape");
    await page.selectOption("#portale", "rapporto");
    await soon.equal(() => page.isVisible("#altro-giorno"), false, "no filing days, no question");
  });

  test("the panel: a need too long for one application is split, terms say what was done", async () => {
    await page.selectOption("#portale", "piemonte-2020");
    await press(page, "difetti");
    await page.waitForSelector(".proposta");
    await soon.match(() => page.textContent(".proposta"), /2 domande/);
    await page.selectOption("#portale", "puglia-2020");
    await press(page, "difetti");
    await page.waitForFunction(() => document.getElementById("riepilogo-corpo").textContent.includes("8 – serve l'accordo"));
    await page.selectOption("#portale", "lombardia-2009");
    await press(page, "esempio");
    await page.waitForFunction(() => document.getElementById("riepilogo-corpo").textContent.includes("Prestazione"));
    await soon.match(() => page.textContent("#riepilogo-corpo"), /886,31 € al mese/);
    await soon.match(() => page.textContent("#riepilogo-corpo"), /fatto il 27\/07\/2009/);
    await page.selectOption("#portale", "toscana-2014");
    await press(page, "esempio");
    await page.waitForFunction(() => document.getElementById("riepilogo-corpo").textContent.includes("settembre 2014"));
    await field(page, "richiestaIntegrazione").fill("29/09/2014");
    await page.waitForFunction(() => document.getElementById("riepilogo-corpo").textContent.includes("14/10/2014 (ancora 22 giorni)"));
  });
});
