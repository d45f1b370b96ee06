// What was typed comes back exactly, whatever was edited and whatever the core made of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { imported } from "../tools/packed.mjs";

const { Form, check } = await imported("convalida/inline");

test("a loaded domanda comes back as it was, unknown fields included", () => {
  const domanda = {
    regolamento: "piemonte-2020",
    periodo: { dataInizio: " 2/3/2020 ", dataFine: null },
    organico: { dipendenti: 7.5 },
    lavoratori: [{ cognome: "D'Àgata 🦊", ore: "7,5", matricolaInterna: { a: [1, [2]] } }, {}],
    "chiave.con.punti": false,
  };
  const form = new Form("piemonte-2020");
  form.load(domanda);
  assert.deepEqual(form.toJSON(), domanda);
});

test("what is given back is a copy", () => {
  const form = new Form("piemonte-2020");
  const domanda = { lavoratori: [{ nome: "Anna" }] };
  form.load(domanda);
  domanda.lavoratori[0].nome = "changed outside";
  form.toJSON().lavoratori.push("changed outside");
  assert.deepEqual(form.toJSON(), { lavoratori: [{ nome: "Anna" }] });
});

test("set makes what leads to a field, and adds the next row", () => {
  const form = new Form("piemonte-2020");
  form.set("periodo.dataInizio", "2/3");
  form.set("lavoratori.0.nome", "Anna");
  form.set("lavoratori.1.consuntivo.2020-03", "40");
  form.set("lavoratori.1.giorni", 5);
  form.set("lavoratori.0.nome", "");
  assert.deepEqual(form.toJSON(), {
    periodo: { dataInizio: "2/3" },
    lavoratori: [{ nome: "" }, { consuntivo: { "2020-03": "40" }, giorni: 5 }],
  });
  assert.throws(() => form.set("lavoratori.5.nome", "x"), /no row 5: it has 2 rows/);
});

test("rows come and go in the document as in the form", () => {
  const form = new Form("piemonte-2020");
  assert.deepEqual(form.insert("lavoratori").rows, { list: "lavoratori", inserted: 0 });
  form.set("lavoratori.0.nome", "Anna");
  form.insert("lavoratori", 0);
  form.set("lavoratori.0.nome", "Bruno");
  assert.deepEqual(form.toJSON(), { lavoratori: [{ nome: "Bruno" }, { nome: "Anna" }] });
  assert.deepEqual(form.remove("lavoratori", 0).rows, { list: "lavoratori", removed: 0 });
  assert.deepEqual(form.toJSON(), { lavoratori: [{ nome: "Anna" }] });
  assert.equal(form.field("lavoratori.0.nome").text, "Anna");
});

test("a call that throws changes nothing", () => {
  const form = new Form("piemonte-2020");
  form.load({ lavoratori: [{ nome: "Anna" }] });
  assert.throws(() => form.insert("lavoratori", 7));
  assert.throws(() => form.remove("lavoratori", 7));
  assert.throws(() => form.set("lavoratori", "x"));
  assert.throws(() => form.load({ lavoratori: () => {} }));
  assert.deepEqual(form.toJSON(), { lavoratori: [{ nome: "Anna" }] });
});

test("a value typed below something that is no object takes its place", () => {
  const form = new Form("piemonte-2020");
  form.load({ periodo: "marzo", lavoratori: { 0: { nome: "Anna" } } });
  form.set("periodo.dataInizio", "2/3/2020");
  form.set("lavoratori.0.nome", "Bruno");
  assert.deepEqual(form.toJSON(), { periodo: { dataInizio: "2/3/2020" }, lavoratori: [{ nome: "Bruno" }] });
});

test("a field that no rulebook knows answers with what was typed", () => {
  const form = new Form("piemonte-2020");
  form.load({ note: { interne: 12 }, periodo: "x" });
  assert.deepEqual(form.field("note.interne"), { path: "note.interne", state: "unknown", text: "12" });
  assert.equal(form.field("note.altre").state, "unknown");
  const change = form.set("lavoratori.0.reparto", "Forno");
  assert.deepEqual(change.rows, { list: "lavoratori", inserted: 0 });
  assert.equal(change.field.state, "unknown");
  assert.equal(form.field("lavoratori.0.reparto").text, "Forno");
  form.set("lavoratori.1.nome", "Anna");
  assert.deepEqual(form.validate(), check("piemonte-2020", form.toJSON()), "the row counts as any other");
  const mended = form.set("periodo.note", "y");
  assert.deepEqual(mended.removed, [{ rule: "piemonte-2020/valore-illeggibile", path: "periodo" }]);
});
