// `convalida/worker` in Chromium: the same answers as on the page, with promises, and sentences when something is wrong.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "convalida-worker-"));
const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src data:";
const server = await serve({ folders: { "/": folder }, csp });
const browser = await launch();
after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

writeFileSync(
  join(folder, "use.js"),
  `import init, { check, Form, stop } from "/pkg/worker.js";
   import initHere, { check as checkHere, Form as FormHere } from "/pkg/index.js";
   const domanda = { dataPresentazione: "01/04/2020", lavoratori: [{ dataAssunzione: "24/02/2020" }] };
   const early = await check("piemonte-2020", domanda).catch((error) => error.message);
   await Promise.all([init({ rulebooks: ["piemonte-2020"] }), initHere({ rulebooks: ["piemonte-2020"] })]);
   const [form, here] = [new Form("piemonte-2020"), new FormHere("piemonte-2020")];
   const heard = [];
   form.subscribe((change) => heard.push(change));
   await form.load(domanda);
   here.load(domanda);
   const change = await form.set("lavoratori[0].dataAssunzione", "23/02/2020");
   const same = [
     [change, here.set("lavoratori[0].dataAssunzione", "23/02/2020")],
     [heard.at(-1), change],
     [await form.toJSON(), here.toJSON()],
     [await form.validate({ fields: ["periodo"] }), here.validate({ fields: ["periodo"] })],
     [await check("piemonte-2020", domanda), checkHere("piemonte-2020", domanda)],
   ].map((pair) => pair.map((value) => JSON.stringify(value)));
   const wrong = await Promise.all([
     form.remove("lavoratori", 9).catch((error) => error.message),
     new Form("narnia-1950").summary().catch((error) => error.message),
     form.set("bollo", () => {}).catch((error) => error.message),
   ]);
   await form.free();
   stop();
   const late = await form.summary().catch((error) => error.message);
   window.out = { early, same, wrong, late };`,
);
writeFileSync(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="use.js"></script>');

test("the same Form and check, under a strict Content-Security-Policy", async () => {
  const { page, problems } = await newPage(browser);
  await page.goto(server.url);
  await soon.ok(() => page.evaluate(() => window.out));
  const { early, same, wrong, late } = await page.evaluate(() => window.out);
  for (const [there, here] of same) assert.equal(there, here);
  assert.match(early, /not ready yet/);
  assert.match(wrong[0], /no row 9/);
  assert.match(wrong[1], /no rulebook `narnia-1950`/);
  assert.match(wrong[2], /can not be handed to a worker/);
  assert.match(late, /not ready yet/);
  assert.deepEqual(problems, []);
  await page.close();
});

writeFileSync(
  join(folder, "twice.js"),
  `import init, { check, Form, rulebooks, stop } from "/pkg/worker.js";
   const said = (promise) => promise.then((value) => JSON.stringify(value), (error) => error.message);
   const broken = await said(init({ worker: new Worker("/nowhere.js", { type: "module" }) }));
   await Promise.all([init({ rulebooks: ["piemonte-2020"] }), init({ rulebooks: ["piemonte-2020"] })]);
   const form = new Form("piemonte-2020");
   await form.set("periodo.dataInizio", "23/02/2020");
   const pending = form.toJSON();
   await init({ rulebooks: ["toscana-2020"] });
   const kept = await Promise.all([said(pending), said(form.toJSON())]);
   const names = (await rulebooks()).map(({ name }) => name);
   const first = new Worker("/pkg/worker-thread.js", { type: "module" });
   const replaced = said(check("piemonte-2020", { lavoratori: Array.from({ length: 3000 }, () => ({ ore: "8" })) }));
   await init({ rulebooks: ["piemonte-2020"], worker: first });
   const gone = await said(form.set("bollo", "marca"));
   const other = new Form("piemonte-2020");
   await other.set("bollo", "marca");
   await init({ worker: first });
   const own = await said(other.toJSON());
   const waiting = said(other.summary());
   stop();
   await init({ rulebooks: ["piemonte-2020"] });
   window.out = { broken, kept, names, replaced: await replaced, gone, own, stopped: await waiting, late: await said(other.summary()) };`,
);
writeFileSync(join(folder, "twice.html"), '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="twice.js"></script>');

test("init again keeps the worker and its forms; who waits for a worker that is left is told, and so is a form of it", async () => {
  const { page } = await newPage(browser); // the missing file is in the console
  await page.goto(`${server.url}/twice.html`);
  await soon.ok(() => page.evaluate(() => window.out));
  const { broken, kept, names, replaced, gone, own, stopped, late } = await page.evaluate(() => window.out);
  assert.match(broken, /^convalida: the worker could not be started/);
  assert.deepEqual(kept, Array(2).fill('{"periodo":{"dataInizio":"23/02/2020"}}'));
  assert.deepEqual(names, ["piemonte-2020", "toscana-2020"]);
  assert.match(replaced, /^convalida: another worker took the place of this one/);
  for (const sentence of [gone, late]) assert.match(sentence, /^convalida: this form is gone/);
  assert.equal(own, '{"bollo":"marca"}');
  assert.match(stopped, /^convalida: the worker was stopped/);
  await page.close();
});
