// Which fields a portal asks: what its rules read or require, and nothing of other portals.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Form, rulebooks } from "../../pkg/inline.js";

const asked = (rulebook, tipo) => {
  const form = new Form(rulebook);
  if (tipo) form.set("tipo", tipo);
  return new Map(form.fields().map((field) => [field.path, field]));
};
const parts = (fields) => new Set([...fields.keys()].map((path) => path.split(".")[0]));

test("what the whole check requires is asked, in every rulebook and kind of application", () => {
  for (const { name, tipi } of rulebooks()) {
    for (const tipo of tipi) {
      const form = new Form(name);
      form.load({ tipo, lavoratori: [{}], domandePrecedenti: [{}] });
      const fields = new Map(form.fields().map((field) => [field.path, field]));
      const missing = form.validate().filter(({ rule }) => rule === `${name}/campo-obbligatorio`);
      assert.ok(missing.length > 0);
      for (const { path } of missing) assert.equal(fields.get(path.replace(/\.\d+\./g, ".*."))?.required, true, `${name} ${tipo}: ${path}`);
    }
  }
});

test("a rule of all rulebooks asks nothing in a part that the rulebook does not look at", () => {
  assert.ok(!parts(asked("piemonte-2020")).has("mobilita"));
  assert.ok(!parts(asked("toscana-2020")).has("rapporto"), "even where the rulebook changes the rule");
  assert.deepEqual([...parts(asked("rapporto", "proroga"))], ["tipo", "dataPresentazione", "rapporto"]);
  assert.deepEqual([...parts(asked("lombardia-2009", "mobilita"))], ["tipo", "dataPresentazione", "periodo", "mobilita"]);
  assert.ok(asked("toscana-2009").has("domandePrecedenti.*.dataFine"));
});

test("what only the summary reads is asked too", () => {
  assert.ok(asked("lombardia-2009", "cig").has("lavoratori.*.retribuzioneMensile"));
  assert.ok(!asked("lombardia-2009", "mobilita").has("lavoratori.*.retribuzioneMensile"));
  assert.ok(asked("toscana-2014", "cig").has("richiestaIntegrazione"));
});

test("words come with their labels: a field's own, the rulebook's, and the texts that a rule admits alone", () => {
  const values = (rulebook, tipo, path) => asked(rulebook, tipo).get(path).words?.map(({ value }) => value);
  assert.deepEqual(values("lombardia-2009", "cig", "datoreLavoro.tipologia"), ["1", "2"]);
  assert.deepEqual(values("toscana-2014", "cig", "causale"), ["eventi-transitori", "mercato", "crisi", "ristrutturazione"]);
  assert.equal(values("toscana-2014", "cig", "unitaProduttiva.regione"), undefined);
  assert.equal(asked("toscana-2014", "cig").get("causale").words[2].label, "crisi aziendale");
});
