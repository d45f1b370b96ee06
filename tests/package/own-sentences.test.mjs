// A caller's own sentences by rule: said where the rule speaks, with its figures, and misspelt ones are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allCases } from "../tools/cases.mjs";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { check, checkDossier, Form, rules } = await imported("convalida/inline", folder);
const BOOK = "piemonte-2020";
const PERIOD = { periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" } };

const said = (messages, domanda = PERIOD, options = {}) =>
  check(BOOK, domanda, { messages, ...options }).find(({ rule }) => rule === `${BOOK}/durata-domanda`).message;

test("by the name of a rule, alone or with its rulebook, in the language of the form", () => {
  assert.equal(said({ "durata-domanda": "{giorni} giorni su {massimo}, fino al {ultima}." }), "36 giorni su 35, fino al 28/03/2020.");
  assert.equal(said({ [`${BOOK}/durata-domanda`]: "Hai scritto {valore} in «{campo}»." }), "Hai scritto 29/03/2020 in «data di fine del periodo».");
  const both = { "durata-domanda": { it: "Troppi: {giorni}.", en: "Too many: {giorni}." } };
  assert.equal(said(both), "Troppi: 36.");
  assert.equal(said(both, PERIOD, { language: "en" }), "Too many: 36.");
});

test("every sentence of a rulebook may be given back as one's own", () => {
  for (const name of ["piemonte-2020", "toscana-2014", "toscana-2020", "lombardia-2009", "rapporto"]) {
    for (const language of ["it", "en"]) {
      const own = rules(name, { language }).map(({ rule, versions }) => [rule, versions[0].message]);
      new Form(name, { language, messages: Object.fromEntries(own) }).free();
    }
  }
});

test("every figure that an answer has may be named", () => {
  const figures = new Map();
  for (const { domanda, today, texts } of allCases()) {
    if (!domanda?.regolamento || texts) continue;
    for (const { rule, params } of check(domanda.regolamento, domanda, today ? { today } : {})) {
      figures.set(rule, new Set([...(figures.get(rule) ?? []), ...Object.keys(params)]));
    }
  }
  assert.ok(figures.size > 500);
  for (const [rule, names] of figures) {
    const text = [...names].map((name) => `{${name}}`).join(" ");
    new Form(rule.split("/")[0], { messages: { [rule]: text } }).free();
  }
});

test("a figure that has no value while the field is typed leaves no hole: the package says its own sentence", () => {
  const messages = { "durata-complessiva": "In tutto {totale} giorni, massimo {massimo}.", "data-assunzione": "{valore}: no." };
  const [form, plain] = [new Form(BOOK, { messages }), new Form(BOOK)];
  for (const each of [form, plain]) each.load({ dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020" } });
  const [said] = form.set("periodo.dataFine", "31/12/202").added;
  assert.equal(said.rule, `${BOOK}/durata-complessiva`);
  assert.equal(said.message, plain.set("periodo.dataFine", "31/12/202").added[0].message);
  assert.equal(form.set("lavoratori.0.dataAssunzione", "24/02/202").added[0].message, "24/02/202: no.");
});

test("sentences for several rulebooks may stand in one object", () => {
  const other = rules("toscana-2020").map(({ rule }) => rule.split("/")[1]).find((slug) => !rules(BOOK).some(({ rule }) => rule.endsWith(`/${slug}`)));
  const messages = { [other]: "{qualcosa}", "toscana-2014/narnia": "è di un altro", "portale-mio/narnia": "anche" };
  assert.throws(() => new Form("toscana-2020", { messages: { [other]: "{qualcosa}" } }), /\{qualcosa\}/);
  assert.deepEqual(warnings(() => new Form(BOOK, { messages }).free()), []);
  assert.equal(checkDossier(BOOK, [PERIOD], { messages }).length, 1);
});

test("the sentence for a rulebook goes before the one for all", () => {
  assert.equal(said({ "durata-domanda": "per tutti", [`${BOOK}/durata-domanda`]: "per questo" }), "per questo");
  assert.equal(said({ [`${BOOK}/durata-domanda`]: "{massimo}", "durata-domanda": "{qualcosa} di un altro" }), "35");
});

test("a rule that no rulebook at hand has is told on the console, once: it may be another portal's", () => {
  const make = () => new Form(BOOK, { messages: { "durata-domnda": "No." } }).free();
  assert.deepEqual(warnings(make), ["convalida: `messages` names `durata-domnda`, which is no rule of piemonte-2020: is it `durata-domanda`?"]);
  assert.deepEqual(warnings(make), []);
});

test("braces that name nothing stay as they are written", () => {
  assert.equal(said({ "durata-domanda": "{giorni} giorni, usa {" }), "36 giorni, usa {");
});

test("a figure that has no value leaves no hole: the package says its own sentence", () => {
  const reads = (text) => check(BOOK, { periodo: { dataInizio: text } }, { messages: { "valore-illeggibile": "Il {date} non esiste." } }).find(({ path }) => path === "periodo.dataInizio").message;
  assert.equal(reads("31/02/2020"), "Il 31/02/2020 non esiste.");
  assert.equal(reads("x"), check(BOOK, { periodo: { dataInizio: "x" } }).find(({ path }) => path === "periodo.dataInizio").message);
});

/** What the console is told meanwhile. */
function warnings(act) {
  const { warn } = console;
  const told = [];
  console.warn = (...said) => told.push(said.join(" "));
  try {
    act();
  } finally {
    console.warn = warn;
  }
  return told;
}
