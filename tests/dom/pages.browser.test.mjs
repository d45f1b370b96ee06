// `bind` on pages that somebody else wrote: a JSP page with jQuery and an old date-picker, Bootstrap Italia, no style.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newPage, soon, until } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";
import { installed } from "../tools/installed.mjs";
import { fileURLToPath } from "node:url";

let browser, server;
before(async () => {
  const folders = { "/dom/": fileURLToPath(new URL(".", import.meta.url)), "/adapters/": installed("adapters") };
  const csp = "default-src 'self'; font-src data:; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";
  [browser, server] = [await launch(), await serve({ folders, csp })];
});
after(async () => {
  await browser.close();
  await server.close();
});

async function open(name) {
  const opened = await newPage(browser);
  await opened.page.goto(`${server.url}/dom/${name}.html`);
  await until(opened.page, () => window.binding);
  return opened;
}

const typed = (page) => page.evaluate(() => window.binding.form.toJSON());
const errors = (page) => page.evaluate(() => window.binding.diagnostics().filter(({ severity }) => severity === "error").map(({ path }) => path));
const said = (page, name) => page.evaluate((name) => {
  const ids = document.querySelector(`[name="${name}"]`).getAttribute("aria-describedby")?.split(" ").filter((id) => id !== "convalida-hint") ?? [];
  return ids.map((id) => document.getElementById(id).textContent).join(" ");
}, name);
const comes = (page, get, argument) => until(page, get, argument, 10_000);

test("what an edit page already holds is read, by the page's names and codes, and stays", async () => {
  const { page, problems } = await open("jsp");
  await soon.deepEqual(async () => await typed(page), {
    dataPresentazione: "01/04/2020",
    periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" },
    cessazioneAttivita: "N",
    accordo: { dataFirma: "30/02/2020" },
    lavoratori: [
      { cognome: "Rossi", dataAssunzione: "01/02/2019", ore: "8" },
      { cognome: "Verdi", dataAssunzione: "24/02/2020", ore: "8" },
    ],
  });
  await soon.match(async () => await said(page, "periodo.dataFine"), /36 giorni/);
  await soon.match(async () => await said(page, "lavoratori[1].dataAssunzione"), /./);
  await soon.equal(async () => await said(page, "lavoratori[0].dataAssunzione"), "");
  await page.evaluate(() => window.binding.rescan());
  await soon.equal(async () => await page.inputValue('[name="periodo.dataFine"]'), "29/03/2020");
  await page.selectOption('[name="bollo"]', "V");
  await comes(page, () => window.binding.form.field("bollo").value === "virtuale");
  await page.fill('[name="causale"]', "calo");
  await comes(page, () => window.binding.form.field("causale").text === "calo"); // form="…", outside of the form
  assert.deepEqual(problems, []);
  await page.close();
});

test("rows that the page's own script adds, takes away and numbers anew are followed", async () => {
  const { page } = await open("jsp");
  await soon.ok(async () => (await errors(page)).includes("lavoratori.1.dataAssunzione"));
  await page.click("#aggiungi");
  await comes(page, () => window.binding.form.toJSON().lavoratori.length === 3);
  await soon.deepEqual(async () => (await typed(page)).lavoratori.map(({ cognome }) => cognome || ""), ["", "Rossi", "Verdi"]);
  await soon.deepEqual(async () => (await errors(page)).filter((path) => path.endsWith("dataAssunzione")), ["lavoratori.2.dataAssunzione"]);
  await soon.match(async () => await said(page, "lavoratori[2].dataAssunzione"), /./);
  await page.locator(".togli").nth(1).click();
  await comes(page, () => window.binding.form.toJSON().lavoratori.length === 2);
  await soon.deepEqual(async () => (await errors(page)).filter((path) => path.endsWith("dataAssunzione")), ["lavoratori.1.dataAssunzione"]);
  await page.fill('[name="lavoratori[1].dataAssunzione"]', "23/02/2020");
  await comes(page, () => !window.binding.diagnostics().some(({ path }) => path === "lavoratori.1.dataAssunzione"));
  await soon.deepEqual(async () => (await typed(page)).lavoratori, [{ cognome: "", dataAssunzione: "", ore: "" }, { cognome: "Verdi", dataAssunzione: "23/02/2020", ore: "8" }].map((row, at) => (at ? row : {})));
  await page.close();
});

test("the old date-picker is heard, and so is a value set by script, on leaving or on sync()", async () => {
  const { page } = await open("jsp");
  await page.focus('[name="periodo.dataFine"]');
  await page.evaluate(() => {
    $('[name="periodo.dataFine"]').datepicker("setDate", new Date(2020, 2, 28));
    $('[name="periodo.dataFine"]').trigger("change");
  });
  await comes(page, () => window.binding.form.field("periodo.dataFine").text === "28/03/2020");
  await soon.equal(async () => await said(page, "periodo.dataFine"), "");
  await page.evaluate(() => {
    document.querySelector('[name="lavoratori[0].ore"]').value = "7";
    window.binding.sync();
  });
  await soon.equal(async () => (await typed(page)).lavoratori[0].ore, "7");
  await page.close();
});

test("formnovalidate, reset and disabled fieldsets are honoured", async () => {
  const { page } = await open("jsp");
  await page.click("#bozza");
  await soon.match(async () => await comes(page, () => window.sent), /periodo.dataFine=29%2F03%2F2020/);
  await soon.ok(async () => (await errors(page)).includes("accordo.dataFirma"));
  await page.evaluate(() => (document.getElementById("accordo").disabled = true));
  await comes(page, () => !window.binding.diagnostics().some(({ path }) => path === "accordo.dataFirma"));
  await soon.equal(async () => (await typed(page)).accordo.dataFirma, "");
  await page.evaluate(() => (document.getElementById("accordo").disabled = false));
  await comes(page, () => window.binding.form.field("accordo.dataFirma").text === "30/02/2020");
  await page.fill('[name="periodo.dataFine"]', "28/03/2020");
  await page.click("#annulla");
  await comes(page, () => window.binding.form.field("periodo.dataFine").text === "29/03/2020");
  await soon.match(async () => await said(page, "periodo.dataFine"), /36 giorni/);
  await page.evaluate(() => (window.sent = undefined));
  await page.click("#invia");
  await page.waitForSelector("[data-convalida-summary] a");
  await soon.equal(async () => await page.evaluate(() => window.sent), undefined, "what is wrong is not sent, nor by the page's own script");
  await page.close();
});

test("without any style: a wizard page is judged by its own fields, its events tell, and destroy leaves it as it was", async () => {
  const { page, problems } = await open("plain");
  await page.fill("#a", "01/04/2020");
  await page.fill("#b", "2020-02-23");
  await page.fill("#c", "29/03/2020");
  await page.fill('[name="dip_1_ass"]', "24/02/202");
  await comes(page, () => window.binding.diagnostics().some(({ path }) => path === "lavoratori.0.dataAssunzione"));
  await soon.deepEqual(async () => [...new Set(await page.evaluate(() => window.heard))].filter((path) => path !== "?"), [
    "dataPresentazione", "periodo.dataInizio", "periodo.dataFine", "lavoratori.0.dataAssunzione",
  ]);
  await page.click("#invia");
  const invalid = await comes(page, () => window.invalid);
  const paths = [...invalid.wrong, ...invalid.missing].map(({ path }) => path);
  assert.ok(paths.includes("periodo.dataFine") && !paths.some((path) => path.startsWith("datoreLavoro")), paths.join());
  await page.fill("#c", "28/03/2020");
  await page.fill('[name="dip_1_ass"]', "23/02/2020");
  await page.fill('[name="dip_1_ore"]', "8");
  await page.click("#invia");
  await soon.equal(async () => await comes(page, () => window.sent), true, "other pages of the wizard do not block this one");
  await page.evaluate(() => window.binding.destroy());
  await soon.equal(async () => await page.evaluate(() => document.body.innerHTML), await page.evaluate(() => window.before));
  await soon.equal(async () => await page.evaluate(() => form.noValidate), false);
  await soon.equal(async () => await page.inputValue("#c"), "28/03/2020");
  assert.deepEqual(problems, []);
  await page.close();
});

test("a misspelt name or mark is told when the form is bound, with the name that is like it", async () => {
  const { page, problems } = await open("plain");
  const told = (options, html = "") =>
    page.evaluate(([options, html]) => {
      const form = document.createElement("form");
      form.innerHTML = html;
      document.body.append(form);
      try {
        convalida.bind(form, { rulebook: "piemonte-2020", ...options }).destroy();
        return "bound";
      } catch (error) {
        return error.message;
      } finally {
        form.remove();
      }
    }, [options, html]);
  const row = (list, name) => `<div data-convalida-list="${list}"><template><div><input data-convalida="*.${name}"></div></template></div>`;
  const cases = [
    [{ names: { dal: "periodo.dataInizo" } }, "", /`names` leads to `periodo\.dataInizo`, which no application has: is it `periodo\.dataInizio`\?/],
    [{ names: { "riga[*].a": "lavoratori.*.dataAsunzione" } }, "", /is it `lavoratori\.\*\.dataAssunzione`\?/],
    [{ values: { bolo: { M: "marca" } } }, "", /`values` names `bolo`, which no application has/],
    [{}, '<input data-convalida="perido.dataFine">', /the page marks \(`data-convalida`\) `perido\.dataFine`, .* is it `periodo\.dataFine`\?/],
    [{}, row("lavoratori", "dataAsunzione"), /`lavoratori\.\*\.dataAsunzione`, which no application has: is it `lavoratori\.\*\.dataAssunzione`\?/],
    [{}, row("lavoratorri", "ore"), /`lavoratorri\.\*\.ore`, .* is it `lavoratori\.\*\.ore`\?/],
    [{ name: { dal: "periodo.dataInizio" } }, "", /^convalida: no option is called `name`: is it `names`\?$/],
    [{ onchange: null }, "", /^convalida: no option is called `onchange`: is it `onChange`\?$/],
    [{ readonly: true }, "", /^convalida: no option is called `readonly`; there are rulebook, names, values, .*, onWhy, ruleLink, aside$/],
    [{ texts: { whi: "Come mai?" } }, "", /^convalida: `texts` has no `whi`: is it `why`\?$/],
    [{ messages: { "piemonte-2020/durata-domnda": "No." } }, "", /`messages` names `piemonte-2020\/durata-domnda`, .* is it `durata-domanda`\?$/],
    [{ keepPage: "false" }, "", /^convalida: `keepPage` is true or false, not `false`$/],
    [{ names: { dal: 5 } }, "", /^convalida: `names` is a text like "lavoratori\.0\.dataAssunzione", not number$/],
    [{ values: { bollo: "marca" } }, "", /^convalida: `values` gives `bollo` an object \{ code: value \}, not string$/],
    [{ values: { "lavoratori[*].qualifica": { OP: "operajo" } } }, "", /^convalida: `values` leads from `lavoratori\[\*\]\.qualifica` to `operajo`, which it does not take: is it `operaio`\?$/],
    [{ values: { "lavoratori[*].qualifica": { OP: "Operaio ", X: null, Y: "altro del portale" } } }, "", /^bound$/],
    [{ today: "1/4/2020" }, "", /`today` is a day written YYYY-MM-DD/],
    [{ rulebook: "toscana-2014", values: { "datoreLavoro.tipologia": { 1: "A", 2: "b", "-": "", 0: null } } }, "", /^bound$/],
    [{ names: { dal: "periodo.dataInizio" }, values: { bollo: { M: "marca" } }, texts: { why: "Come mai?" }, nothing: undefined }, row("lavoratori", "consuntivo.2020-03"), /^bound$/],
  ];
  for (const [options, html, sentence] of cases) await soon.match(() => told(options, html), sentence);
  assert.deepEqual(problems, []);
  await page.close();
});

test("a name of the page that the page does not have is told on the console, where it has one like it", async () => {
  const { page, problems } = await open("plain");
  const bound = (names, html) =>
    page.evaluate(([names, html]) => {
      const form = document.createElement("form");
      form.innerHTML = html;
      convalida.bind(form, { rulebook: "piemonte-2020", names }).destroy();
    }, [names, html]);
  const html = '<input name="dal"><input name="al"><input name="riga[3].ore">';
  await bound({ dall: "periodo.dataInizio", al: "periodo.dataFine", "righe[*].ore": "lavoratori.*.ore", presentata: "dataPresentazione" }, html);
  const warned = (name, near) => `console warning: convalida: \`names\` has \`${name}\`, and no control of the page is called so: is it \`${near}\`?`;
  await soon.deepEqual(() => problems, [warned("dall", "dal"), warned("righe[*].ore", "riga[*].ore")]);
  await bound({ dal: "periodo.dataInizio", all: "periodo.dataFine", "riga[*].ore": "lavoratori.*.ore" }, html.replace('<input name="al">', ""));
  assert.equal(problems.length, 2, "what is alike and leads somewhere is no slip");
  await bound({}, '<input name="data_inizio"><button>Invia</button>');
  await soon.match(() => problems.slice(2).join(), /^console warning: convalida: no control of this form is known as a field: mark them \(`data-convalida`\), or say by `names` which is which$/);
  await bound({}, "<button>Invia</button>");
  await bound({}, '<input name="data_inizio"><input data-convalida="periodo.dataInizio">');
  await bound({}, '<input name="data_inizio"><div data-convalida-list="lavoratori"><template><p><input data-convalida="*.ore"></p></template></div>');
  assert.equal(problems.length, 3);
  await page.close();
});

test("bind is told what it was given in the place of a form, and how to mend it", async () => {
  const { page } = await open("plain");
  const told = (code) =>
    page.evaluate((code) => {
      const cases = { selector: "#domanda", nothing: null, missing: undefined, list: [document.forms[0]], element: document.createElement("div"), other: {} };
      try {
        convalida.bind(cases[code], { rulebook: "piemonte-2020" });
      } catch (error) {
        return error.message;
      }
    }, code);
  const sentences = {
    selector: /not `#domanda`: give it as document\.querySelector does$/,
    nothing: /not null: no such form is there yet/,
    missing: /not undefined$/,
    list: /not a list: give its form, \[0\]$/,
    element: /not a <div>$/,
    other: /not object$/,
  };
  for (const [code, sentence] of Object.entries(sentences)) assert.match(await told(code), sentence);
  await page.close();
});

test("a page of a wizard that names its fields is blocked by these alone; a misspelt one is told when the form is bound", async () => {
  const { page } = await open("plain");
  const wrong = await page.evaluate(() => {
    try {
      window.start({ page: false, fields: ["periodo", "accrodo"] });
    } catch (error) {
      return error.message;
    }
  });
  assert.match(wrong, /`fields` names `accrodo`, which no application has/);
  await page.evaluate(() => (window.binding = window.start({ page: false, fields: ["periodo"] })));
  await page.fill("#b", "2020-02-23");
  await page.fill("#c", "29/03/2020");
  await page.fill('[name="dip_1_ass"]', "30/02/2020");
  await page.click("#invia");
  const { wrong: found, missing } = await comes(page, () => window.invalid);
  assert.deepEqual([...found, ...missing].map(({ path }) => path), ["periodo.dataFine"]);
  await soon.equal(() => page.evaluate(() => window.sent), undefined);
  await page.fill("#c", "28/03/2020");
  await page.click("#invia");
  await soon.equal(() => page.evaluate(() => window.sent), true, "the filing day and the hire day are another page's matter");
  await page.close();
});

test("a form that is bound twice is bound once", async () => {
  const { page } = await open("plain");
  await page.fill("#c", "29/03/2020");
  await page.evaluate(() => (window.binding = window.start()));
  await page.fill("#b", "2020-02-23");
  await comes(page, () => window.binding.diagnostics().some(({ path }) => path === "periodo.dataFine"));
  await soon.equal(async () => await page.locator(".convalida-messages:not(:empty)").count(), 1);
  await soon.equal(async () => await page.locator("[role=status]").count(), 1);
  await page.close();
});

test("a draft is taken up again, and says when its rulebook changed", async () => {
  const { page } = await open("plain");
  await page.fill("#a", "01/04/2020");
  await page.fill('[name="dip_1_ore"]', "8");
  const draft = await page.evaluate(() => window.binding.draft());
  assert.equal(draft.regolamento, "piemonte-2020");
  await page.reload();
  await until(page, () => window.binding);
  await page.evaluate((draft) => window.binding.load({ ...draft, versioneRegolamento: "0" }), draft);
  await soon.equal(async () => await page.inputValue("#a"), "01/04/2020");
  await soon.equal(async () => await page.inputValue('[name="dip_1_ore"]'), "8");
  const rules = await page.evaluate(() => window.binding.diagnostics().map(({ rule }) => rule));
  assert.ok(rules.includes("piemonte-2020/regolamento-aggiornato"));
  await page.close();
});

test("Bootstrap Italia: the click on the button is not lost, the help of the field stays described", async () => {
  const { page, problems } = await open("kit");
  await page.fill("#p", "01/04/2020");
  await page.fill("#i", "23/02/2020");
  await page.locator("#f").pressSequentially("29/03/20");
  await soon.ok(async () => await page.locator("#convalida-hint").isVisible());
  const button = page.locator("#invia");
  const { x, y, width, height } = await button.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await soon.deepEqual(async () => await button.boundingBox(), { x, y, width, height }, "nothing moves under the pointer");
  await page.mouse.up();
  await comes(page, () => window.clicks === 1);
  await page.waitForSelector("[data-convalida-summary] a");
  await soon.match(async () => await said(page, "dataPresentazione"), /gg\/mm\/aaaa/);
  await page.fill("#f", "29/03/2020");
  await comes(page, () => document.getElementById("f").classList.contains("is-invalid"));
  await soon.ok(async () => await page.locator(".form-group:has(#f) .form-feedback").isVisible());
  await page.evaluate(() => window.binding.destroy());
  await soon.equal(() => page.evaluate(() => document.getElementById("domanda").noValidate), true, "as this page had it");
  assert.deepEqual(problems, []);
  await page.close();
});

test("a hiring page of GECO: its codes, its radios S and N, a day chosen in its old date-picker", async () => {
  const { page, problems } = await open("geco");
  const radio = (value) => page.locator(`[name="flgStagionale"][value="${value}"]`);
  const pick = async (name, day) => {
    await page.click(`[name="${name}"]`);
    await page.locator("#ui-datepicker-div td a", { hasText: new RegExp(`^${day}$`) }).click();
    await soon.equal(() => page.locator("#ui-datepicker-div").isVisible(), false);
  };
  await soon.equal(async () => (await typed(page)).rapporto.stagionale, "N");
  await page.fill('[name="codFiscale"]', "MBGPNM72D12E992W");
  await pick("dtInizio", 20);
  await comes(page, () => window.binding.form.field("rapporto.dataAssunzione").text === "20/01/2020");
  await pick("dtFine", 10);
  await soon.match(() => said(page, "dtFine"), /prima dell'assunzione/, "at the day that was chosen");
  await pick("dtFine", 30);
  await soon.equal(() => said(page, "dtFine"), "");
  await page.selectOption('[name="codTipoContratto"]', "A.03.09");
  await soon.match(() => said(page, "dtFine"), /solo se è stagionale/);
  await radio("S").check();
  await soon.equal(() => said(page, "dtFine"), "", "a radio speaks at once");
  await radio("N").check();
  await soon.match(() => said(page, "dtFine"), /solo se è stagionale/);
  await page.click("#conferma");
  await page.waitForSelector("[data-convalida-summary] a");
  await soon.equal(() => page.evaluate(() => window.sent), undefined);
  await radio("S").check();
  await pick("dtFineFormativo", 30);
  await page.click("#conferma");
  await soon.match(() => page.evaluate(() => window.sent), /dtInizio=20%2F01%2F2020.*flgStagionale=S/);
  await page.evaluate(() => window.binding.destroy());
  await soon.equal(() => page.locator("[data-convalida-summary]").count(), 0);
  await soon.equal(() => radio("S").isChecked(), true);
  assert.deepEqual(problems, []);
  await page.close();
});
