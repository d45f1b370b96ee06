// What a binding does on a form made for the purpose: messages and their buttons, rows that come back, labels, wrong calls.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launch, newPage, soon, until } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";

let browser, server;
before(async () => {
  const folders = { "/dom/": fileURLToPath(new URL(".", import.meta.url)) };
  const csp = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; img-src 'self' data:; style-src 'self'"; // the READMEs' own scripts
  [browser, server] = [await launch(), await serve({ folders, csp })];
});
after(async () => {
  await browser.close();
  await server.close();
});

/** A page with one form of this markup, bound as `window.binding`. */
async function bound(html, options = {}) {
  const opened = await newPage(browser);
  await opened.page.goto(`${server.url}/dom/blank.html`);
  await until(opened.page, () => window.convalida);
  await opened.page.evaluate(([html, options]) => {
    const form = document.createElement("form");
    form.id = "domanda";
    form.innerHTML = html;
    document.body.append(form);
    window.binding = convalida.bind(form, { rulebook: "piemonte-2020", today: "2020-04-15", keepPage: true, ...options });
  }, [html, options]);
  return opened;
}

const typed = (page) => page.evaluate(() => window.binding.form.toJSON());

const PERIOD = '<input name="dataPresentazione"><input name="periodo.dataInizio"><input name="periodo.dataFine">';

test("a fix that became another has another button: what it is called is what it writes", async () => {
  const { page, problems } = await bound(`${PERIOD}<input name="lavoratori[0].dataFine"><input name="lavoratori[0].dataFineContratto">`);
  const fixes = () => page.locator("[data-convalida-action=fix]").allTextContents();
  await page.evaluate(() => {
    const { binding } = window;
    binding.load({
      dataPresentazione: "01/04/2020",
      periodo: { dataInizio: "23/02/2020", dataFine: "28/03/2020" },
      lavoratori: [{ dataInizio: "23/02/2020", dataFine: "05/04/2020" }],
    });
  });
  await soon.deepEqual(fixes, ["Indica il 28/03/2020"]);
  await page.fill('[name="lavoratori[0].dataFineContratto"]', "20/03/2020");
  await soon.deepEqual(fixes, ["Indica il 20/03/2020", "Termina il 20/03/2020"]);
  await page.click("#domanda button:text-is('Indica il 20/03/2020')");
  await soon.equal(() => page.inputValue('[name="lavoratori[0].dataFine"]'), "20/03/2020");
  assert.deepEqual(problems, []);
  await page.close();
});

test("a fix follows a whole check, too, and one that is gone writes nothing", async () => {
  const { page, problems } = await bound(PERIOD);
  await page.evaluate(() => {
    // Another core of the same kind: it gives what the test tells it to.
    const { form } = window.binding;
    const said = (fix) => ({ rule: "piemonte-2020/prova", severity: "error", path: "periodo.dataFine", related: [], message: "Non va bene.", params: {}, enforcedBy: "portale", sources: [], ...(fix && { fix }) });
    window.fix = { label: "Indica il 28/03/2020", edits: [{ path: "periodo.dataFine", value: "28/03/2020" }] };
    form.validate = form.diagnostics = () => [said(window.fix)];
    window.binding.validate();
  });
  const button = page.locator("[data-convalida-action=fix]");
  await soon.deepEqual(() => button.allTextContents(), ["Indica il 28/03/2020"]);
  await page.evaluate(() => {
    window.fix = { label: "Indica il 20/03/2020", edits: [{ path: "periodo.dataFine", value: "20/03/2020" }] };
    window.binding.validate();
  });
  await soon.deepEqual(() => button.allTextContents(), ["Indica il 20/03/2020"]);
  await page.evaluate(() => {
    window.fix = { ...window.fix, edits: [{ path: "periodo.dataFine", value: "19/03/2020" }] };
    window.before = document.querySelector("[data-convalida-action=fix]");
    window.binding.validate();
  });
  await soon.equal(() => page.evaluate(() => window.before.isConnected), false);
  await page.evaluate(() => (window.fix = undefined));
  await button.click();
  await page.evaluate(() => window.binding.validate());
  await soon.equal(() => button.count(), 0);
  await soon.equal(() => page.inputValue('[name="periodo.dataFine"]'), "");
  assert.deepEqual(problems, []);
  await page.close();
});

/** Rows of workers and of earlier applications, as a page of one's own marks them. */
const ROWS = `<div data-convalida-list="lavoratori"><template><p><input data-convalida="*.cognome"><input data-convalida="*.ore"></p></template></div>
  <div data-convalida-list="domandePrecedenti"><template><p><input data-convalida="*.dataInizio"><input data-convalida="*.dataFine"></p></template></div>`;

test("a row that was taken away comes back with all that it held, also what the page does not show", async () => {
  const { page, problems } = await bound(ROWS);
  const domanda = {
    lavoratori: [
      { cognome: "Neri", ore: "8" },
      { extra: ["a", { b: [] }], cognome: "Rossi", "chiave.con.punti": 1, vuoto: {}, ore: 40, nulla: null },
      { cognome: "Verdi" },
    ],
    domandePrecedenti: [{ dataInizio: "23/02/2020", lavoratori: ["RSSMRA80A01H501U", "VRDLGU75B02F205X"], dataFine: "28/03/2020" }],
  };
  await page.evaluate((domanda) => window.binding.load(domanda), domanda);
  await soon.deepEqual(() => typed(page), domanda);
  for (const [list, index] of [["lavoratori", 1], ["domandePrecedenti", 0]]) {
    await page.evaluate(([list, index]) => window.binding.remove(list, index), [list, index]);
    await soon.deepEqual(async () => (await typed(page))[list] ?? [], domanda[list].toSpliced(index, 1));
    await page.evaluate(() => window.binding.undo());
    await soon.deepEqual(() => typed(page), domanda);
  }
  const shown = (name) => page.locator(`[data-convalida="*.${name}"]`).evaluateAll((fields) => fields.map(({ value }) => value));
  await soon.deepEqual(() => shown("cognome"), ["Neri", "Rossi", "Verdi"]);
  await soon.deepEqual(() => shown("dataFine"), ["28/03/2020"]);
  assert.deepEqual(problems, []);
  await page.close();
});

test("an undo that fails on the way is over all the same", async () => {
  const { page } = await bound(PERIOD);
  const [said, again, offers] = await page.evaluate(() => {
    const offers = [];
    const other = convalida.bind(document.getElementById("domanda"), { form: new convalida.Form("piemonte-2020"), onUndoable: (done) => offers.push(done?.label ?? null) });
    other.undoable("Fatto.", () => {
      throw new Error("la pagina");
    });
    try {
      other.undo();
    } catch (error) {
      return [error.message, other.undo(), offers];
    }
  });
  assert.deepEqual([said, again, offers], ["la pagina", false, ["Fatto.", null]]);
  await page.close();
});

test("`names` adds to the names that the model knows, as the package's README has it", async () => {
  const readme = readFileSync(new URL("../../pkg-config/npm/README.md", import.meta.url), "utf8");
  const [, script] = readme.match(/<script>\n([^]*?)<\/script>/);
  const { page, problems } = await bound("");
  await page.evaluate(() => {
    const form = document.getElementById("domanda");
    form.name = "domanda";
    form.innerHTML = `<input name="data_inizio" value="23/02/2020"><input name="periodo.dataFine" value="29/03/2020">
      <input name="righe[3].cf"><select name="bollo"><option></option><option value="M">M</option><option value="V">V</option></select>`;
  });
  await page.addScriptTag({ content: script });
  const said = () => page.locator("#domanda .form-feedback").allTextContents();
  await soon.match(async () => (await said()).join(), /36 giorni/);
  await page.selectOption("[name=bollo]", "V");
  await page.fill('[name="righe[3].cf"]', "RSSMRA80A01H501X");
  await soon.match(async () => (await said()).join(), /36 giorni.*ultima lettera del codice fiscale/);
  const sent = await page.evaluate(() => convalida.bind(document.forms.domanda, { rulebook: "piemonte-2020", names: { data_inizio: "periodo.dataInizio", "righe[*].cf": "lavoratori.*.codiceFiscale" }, values: { bollo: { M: "marca", V: "virtuale" } } }).form.toJSON());
  assert.deepEqual(sent, { periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" }, lavoratori: [{ codiceFiscale: "RSSMRA80A01H501X" }], bollo: "virtuale" });
  assert.deepEqual(problems, []);
  await page.close();
});

test("`use` goes on with another form: the one that bind made is freed, one of the page's own is not", async () => {
  const { page, problems } = await bound(PERIOD);
  const out = await page.evaluate(() => {
    const { Form } = convalida;
    const isFree = (form) => {
      try {
        return !form.toJSON();
      } catch (error) {
        return /was freed/.test(error.message);
      }
    };
    const { binding } = window;
    const [own, first, second] = [binding.form, new Form("piemonte-2020"), new Form("toscana-2020")];
    binding.set("periodo.dataInizio", "23/02/2020");
    binding.use(first);
    const afterFirst = [isFree(own), isFree(first)];
    binding.use(first);
    binding.use(second);
    const afterSecond = [isFree(first), isFree(second), second.toJSON()];
    binding.destroy();
    return { afterFirst, afterSecond, after: isFree(second) };
  });
  assert.deepEqual(out, { afterFirst: [true, false], afterSecond: [false, false, { periodo: { dataInizio: "23/02/2020" } }], after: false });
  assert.deepEqual(problems, []);
  await page.close();
});

test("wrong calls on a binding are told in a sentence, and change nothing", async () => {
  const { page } = await bound(ROWS);
  await page.evaluate(() => window.binding.load({ lavoratori: [{ cognome: "Rossi" }] }));
  const sentences = await page.evaluate(() => {
    const { Form } = convalida;
    const { binding } = window;
    const lacking = (name) => {
      const form = new Form("piemonte-2020");
      return Object.assign(Object.create(form), { [name]: undefined });
    };
    const told = (call) => {
      try {
        call();
        return "nothing";
      } catch (error) {
        return `${error.name} ${error.message}`;
      }
    };
    return [
      () => binding.sync("periodo.dataInizio"),
      () => binding.rescan({}),
      () => binding.add("lavoratori", "0"),
      () => binding.add("operai"),
      () => binding.add(7),
      () => binding.remove("lavoratori"),
      () => binding.remove("lavoratori", 5),
      () => binding.remove("", 0),
      () => binding.use(),
      () => binding.use({}),
      () => binding.use(binding.form, { language: "de" }),
      () => binding.use(binding.form, { langage: "en" }),
      () => binding.use(binding.form, { text: {} }),
      ...["setMany", "reset", "rulebook", "set"].map((name) => () => binding.use(lacking(name))),
      () => convalida.bind(document.createElement("form"), { form: lacking("setMany") }),
    ].map(told);
  });
  const expected = [
    /^Error convalida: `element` is an element of the page, not `periodo\.dataInizio`/,
    /^Error convalida: `element` is an element of the page, not object/,
    /^Error convalida: `index` is the number of a row, counted from 0, not string/,
    /^Error convalida: .*no list/,
    /^Error convalida: `list` is a text/,
    /^Error convalida: `index` is the number of a row, counted from 0, not undefined/,
    /^Error convalida: .*no row 5/,
    /^Error convalida: `list` is a text/,
    /^Error convalida: use takes a Form, not undefined/,
    /^Error convalida: `form` is a Form, not object/,
    /^Error convalida: the languages are it, en/,
    /^Error convalida: no option is called `langage`: is it `language`\?$/,
    /^Error convalida: no option is called `text`: is it `texts`\?$/,
    ...Array(5).fill(/^Error convalida: `form` is a Form, not object/),
  ];
  assert.equal(sentences.length, expected.length);
  expected.forEach((sentence, n) => assert.match(sentences[n], sentence));
  await soon.deepEqual(() => typed(page), { lavoratori: [{ cognome: "Rossi" }] });
  await soon.deepEqual(() => page.locator('[data-convalida="*.cognome"]').evaluateAll((fields) => fields.map(({ value }) => value)), ["Rossi"]);
  await page.close();
});

test("a field has a name in old tables and without any label: what stands beside or above it, else the rulebook's", async () => {
  const { page, problems } = await bound(`
    <table>
      <tr><td>Inizio *</td><td><input name="periodo.dataInizio"></td><td>Fine:</td><td><input name="periodo.dataFine"></td></tr>
    </table>
    <table>
      <tr><th>N.</th><th>Assunto il</th></tr>
      <tr><td>1</td><td><input name="lavoratori[0].dataAssunzione"></td></tr>
    </table>
    <table>
      <tr><td>Ore</td><td>Giorni</td></tr>
      <tr><td><input name="lavoratori[0].ore"></td><td><input name="lavoratori[0].giorni"></td></tr>
    </table>
    <table>
      <thead><tr><th>Cognome</th><th>Nome</th></tr></thead>
      <tr><td><input name="lavoratori[0].cognome"></td><td><input name="lavoratori[0].nome"></td></tr>
    </table>
    <input name="dataPresentazione"><input name="lavoratori[0].consuntivo.2020-03">`, { delay: 0 });
  const name = (path) => page.evaluate((path) => window.binding.nameOf(path), path);
  await soon.equal(() => name("periodo.dataInizio"), "Inizio");
  await soon.equal(() => name("periodo.dataFine"), "Fine");
  await soon.equal(() => name("lavoratori.0.dataAssunzione"), "Assunto il, riga 1");
  await soon.equal(() => name("lavoratori.0.ore"), "Ore, riga 1");
  await soon.equal(() => name("lavoratori.0.giorni"), "Giorni, riga 1");
  await soon.equal(() => name("lavoratori.0.nome"), "Nome, riga 1");
  await soon.match(() => name("dataPresentazione"), /presentazione/i);
  await soon.match(() => name("lavoratori.0.consuntivo.2020-03"), /^\p{L}.*, riga 1$/u);
  await page.fill('[name="dataPresentazione"]', "30/02/2020");
  await soon.match(() => page.locator("[role=status]").textContent(), /^[^:]*presentazione[^:]*: /i);
  assert.deepEqual(problems, []);
  await page.close();
});
