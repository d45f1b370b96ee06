// What a Form offers beside typing: who listens, pastes, pages of a wizard, copies, names in brackets, drafts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "../tools/pages.mjs";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { Form, check, rulebooks } = await imported("convalida/inline", folder);
await imported("convalida/inline/compiler", folder);
const BOOK = "piemonte-2020";

function filled() {
  const form = new Form(BOOK);
  form.load({ dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020" }, lavoratori: [{ nome: "Anna" }] });
  return form;
}

test("who subscribes hears every Change, whoever caused it, until it stops", () => {
  const form = filled();
  const heard = [];
  const stop = form.subscribe((change) => heard.push(change));
  const made = [
    form.set("periodo.dataFine", "29/03/2020"),
    form.commit("periodo.dataFine"),
    form.insert("lavoratori"),
    form.remove("lavoratori", 1),
    form.setMany([["bollo", "marca"]]),
  ];
  assert.deepEqual(heard, made);
  const before = form.diagnostics();
  form.load({ periodo: { dataInizio: "22/02/2020" } });
  const { added, removed, loaded } = heard.at(-1);
  assert.equal(loaded, true);
  assert.deepEqual(added, form.diagnostics());
  assert.deepEqual(removed, before.map(({ rule, path }) => ({ rule, path })));
  form.reset();
  assert.equal(heard.length, 7);
  stop();
  form.set("bollo", "virtuale");
  assert.equal(heard.length, 7);
});

test("a listener that edits, or throws, does not disturb the edit", (t) => {
  const form = filled();
  const thrown = [];
  t.mock.method(globalThis, "setTimeout", (task) => thrown.push(task));
  form.subscribe(() => {
    throw new Error("of the page");
  });
  form.subscribe(({ field }) => field?.path === "periodo.dataFine" && form.set("bollo", "marca"));
  form.set("periodo.dataFine", "28/03/2020");
  assert.equal(form.field("bollo").text, "marca");
  assert.throws(thrown[0], /of the page/);
});

test("setMany is one Change: what is new and gone after all of it", () => {
  const one = filled();
  const change = one.setMany([
    ["periodo.dataFine", "29/03/2020"],
    ["lavoratori.1.dataAssunzione", "24/02/2020"],
    ["lavoratori.2.nome", "Bruno"],
    ["periodo.dataFine", "28/03/2020"],
  ]);
  const other = filled();
  other.set("periodo.dataFine", "28/03/2020");
  other.set("lavoratori.1.dataAssunzione", "24/02/2020");
  other.set("lavoratori.2.nome", "Bruno");
  assert.deepEqual(one.diagnostics(), other.diagnostics());
  assert.deepEqual(one.toJSON(), other.toJSON());
  assert.deepEqual(change.fields.map(({ path, state }) => [path, state]), [
    ["periodo.dataFine", "valid"],
    ["lavoratori.1.dataAssunzione", "invalid"],
    ["lavoratori.2.nome", "valid"],
  ]);
  assert.deepEqual(change.rows, { list: "lavoratori", inserted: 1, count: 2 });
  const added = change.added.map(({ rule, path }) => `${rule} ${path}`);
  assert.ok(added.includes(`${BOOK}/data-assunzione lavoratori.1.dataAssunzione`));
  assert.ok(!added.includes(`${BOOK}/durata-domanda periodo.dataFine`), "what came and went is not told");
});

test("a page of a wizard is judged by its fields", () => {
  const form = filled();
  form.set("periodo.dataFine", "29/03/2020");
  const whole = form.validate();
  const page = form.validate({ fields: ["periodo"] });
  assert.deepEqual(page, whole.filter(({ path }) => path === "periodo" || path.startsWith("periodo.")));
  assert.ok(page.length > 0 && page.length < whole.length);
  const column = form.validate({ fields: ["lavoratori[*].codiceFiscale", "bollo"] });
  assert.deepEqual(column, whole.filter(({ path }) => path === "bollo" || path === "lavoratori.0.codiceFiscale"));
  form.remove("lavoratori", 0);
  const list = form.validate({ fields: ["lavoratori.*.ore"] });
  assert.ok(list.some(({ path }) => path === "lavoratori"), "what is said of the list belongs to the page that shows its rows");
  assert.deepEqual(form.validate({ fields: [] }), []);
});

test("a copy is another form, half-typed fields included", () => {
  const form = filled();
  form.set("lavoratori.0.dataAssunzione", "24/0");
  const twin = form.clone();
  assert.deepEqual(twin.toJSON(), form.toJSON());
  assert.equal(twin.field("lavoratori.0.dataAssunzione").state, "incomplete");
  twin.set("bollo", "marca");
  assert.equal(form.field("bollo").text, "");
  form.free();
  assert.equal(twin.field("bollo").text, "marca");
});

test("reset leaves an empty form", () => {
  const form = filled();
  form.set("periodo.dataFine", "29/03/2020");
  form.reset();
  assert.deepEqual(form.toJSON(), {});
  assert.deepEqual(form.diagnostics(), []);
});

test("what a page of a wizard may name: fields, what holds them, columns, rows, months, and what only this application has", () => {
  const form = new Form("piemonte-2020");
  form.load({ note: { interne: "12" }, lavoratori: [{}] });
  for (const field of ["periodo.dataFine", "periodo", "lavoratori", "lavoratori.*.ore", "lavoratori[3]", "lavoratori.*", "lavoratori.0.consuntivo.2020-03", "organico.mensile", "domandePrecedenti.*.lavoratori.*", "note.interne"]) {
    assert.ok(Array.isArray(form.validate({ fields: [field] })), field);
  }
});

test("a name that no rulebook knows is told, once, and its field is not called right", () => {
  const form = new Form("piemonte-2020");
  assert.equal(form.set("lavoratori[0].oree", "8").field.state, "unknown");
  form.setMany([["peridoo.dataInizio", "23/02/2020"], ["peridoo.dataFine", "28/03/2020"]]);
  const told = form.validate().filter(({ rule }) => rule === "piemonte-2020/campo-sconosciuto");
  assert.deepEqual(told.map(({ path, severity }) => [path, severity]), [["lavoratori.0.oree", "info"], ["peridoo", "info"]]);
  assert.match(told[0].message, /«lavoratori\.0\.oree» non è un campo previsto/);
});

test("names in brackets are the same addresses", () => {
  const form = filled();
  assert.equal(form.set("lavoratori[0].ore", "8").field.path, "lavoratori.0.ore");
  form.set('lavoratori[0]["consuntivo"][2020-03]', "8");
  assert.deepEqual(form.toJSON().lavoratori, [{ nome: "Anna", ore: "8", consuntivo: { "2020-03": "8" } }]);
  assert.equal(form.field("lavoratori[0].ore").text, "8");
  assert.deepEqual(form.bounds("periodo[dataFine]"), form.bounds("periodo.dataFine"));
});

test("a domanda may be JSON text", () => {
  const domanda = { periodo: { dataInizio: "22/02/2020" }, lavoratori: [{ ore: 7.5 }] };
  assert.deepEqual(check(BOOK, JSON.stringify(domanda)), check(BOOK, domanda));
});

test("a draft that was saved with another version says so, and only that", () => {
  const form = new Form(BOOK, { language: "en" });
  const { name, version, hash } = form.rulebook();
  assert.match(hash, /^[0-9a-f]{16}$/);
  const listed = rulebooks().find((book) => book.name === BOOK);
  assert.deepEqual([listed.version, listed.hash], [version, hash]);
  const saved = { regolamento: name, versioneRegolamento: version };
  form.load(saved);
  assert.deepEqual(form.diagnostics(), []);
  form.load({ ...saved, versioneRegolamento: "1" });
  const [note] = form.diagnostics();
  assert.equal(note.rule, `${BOOK}/regolamento-aggiornato`);
  assert.equal(note.severity, "info");
  assert.match(note.message, new RegExp(`version 1 .* ${version}`));
  assert.deepEqual(form.validate({ fields: ["versioneRegolamento"] }), [note]);
  form.load({ regolamento: "toscana-2020", versioneRegolamento: "1" });
  assert.deepEqual(form.diagnostics(), [], "of another rulebook nothing is known");
});

test("an own rulebook has an edition and a hash, too", () => {
  const mine = { ...JSON.parse(compiled("regolamenti/piemonte-2020.md")), nome: "mio-2020", versione: "7" };
  const [one, two] = [new Form(mine), new Form(structuredClone(mine))];
  assert.deepEqual([one.rulebook().version, one.rulebook().hash], ["7", two.rulebook().hash]);
  assert.notEqual(one.rulebook().hash, new Form({ ...mine, regione: "Altrove" }).rulebook().hash);
});
