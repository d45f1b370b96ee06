// A wrong call throws an Error whose sentence says what is wrong and how to mend it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { Form, check, checkDossier, rules, rulebooks, unasked } = await imported("convalida/inline", folder);
await imported("convalida/inline/compiler", folder);
const { standardSchema } = await imported("convalida/standard-schema", folder);
const { convalidaResolver } = await imported("convalida/react-hook-form", folder);
const { convalidaValidators } = await imported("convalida/tanstack-form", folder);
const { convalidaSchema } = await imported("convalida/vee-validate", folder);
const { convalidaGroup, convalidaSignals } = await imported("convalida/angular", folder);
const { connect } = await imported("convalida/formio", folder);
const { parseTable } = await imported("convalida/dom", folder);
const form = new Form("piemonte-2020");
form.load({ lavoratori: [{ nome: "Anna" }] });
const before = JSON.stringify(form);

const WRONG = [
  ["an unknown rulebook", () => new Form("narnia-1950"), /no rulebook `narnia-1950` is loaded\. Loaded: .*piemonte-2020/],
  ["no rulebook", () => new Form(), /a name or an object, not undefined/],
  ["a rulebook that is none", () => new Form({ nome: "mio" }), /the rulebook has a mistake\. .*versione/],
  ["a rulebook with a function", () => new Form({ nome: () => {} }), /the rulebook holds a function at `nome`/],
  ["a dossier that is no list", () => checkDossier("piemonte-2020", {}), /a dossier is a list of applications, not object/],
  ["a dossier whose application names no rulebook", () => checkDossier(null, [{}]), /application 0 .* names no rulebook/],
  ["a dossier whose application names an unknown one", () => checkDossier(null, [{ regolamento: "narnia-1950" }]), /no rulebook `narnia-1950`/],
  ["an unknown option", () => new Form("piemonte-2020", { lang: "en" }), /no option is called `lang`.*language, today, messages/],
  ["a misspelt option", () => new Form("piemonte-2020", { tody: "2020-04-01" }), /^convalida: no option is called `tody`: is it `today`\?$/],
  ["a misspelt option of a check", () => check("piemonte-2020", {}, { langauge: "en" }), /is it `language`\?$/],
  ["a misspelt option of the rules", () => rules("piemonte-2020", { languag: "en" }), /is it `language`\?$/],
  ["a misspelt option of a schema", () => standardSchema("piemonte-2020", { mod: "typing" }), /^convalida: no option is called `mod`: is it `mode`\?$/],
  ["a schema whose mode stands alone", () => standardSchema("piemonte-2020", "typing"), /the options are an object \{ language, today, messages, fields, mode \}, not string$/],
  ["a schema with a day in another form", () => standardSchema("piemonte-2020", { today: "1/4/2020" }), /YYYY-MM-DD/],
  ["a misspelt option of a resolver", () => convalidaResolver("piemonte-2020", { field: ["periodo"] }), /is it `fields`\?$/],
  ["an option that a resolver has no use for", () => convalidaResolver("piemonte-2020", { names: {} }), /no option is called `names`; there are language, today, messages, fields$/],
  ["a misspelt option of validators", () => convalidaValidators("piemonte-2020", { languge: "en" }), /is it `language`\?$/],
  ["a misspelt option of a schema of another library", () => convalidaSchema("piemonte-2020", { messagges: {} }), /is it `messages`\?$/],
  ["a misspelt option of a group", () => convalidaGroup("rapporto", { name: {} }), /is it `names`\?$/],
  ["a misspelt option of signals", () => convalidaSignals("rapporto", { todai: "2020-04-01" }), /is it `today`\?$/],
  ["a misspelt option of a connection", () => connect({}, "piemonte-2020", { feilds: [] }), /is it `fields`\?$/],
  ["a table that is no text", () => parseTable(7), /^convalida: parseTable takes a text, not number$/],
  ["an unknown language", () => new Form("piemonte-2020", { language: "de" }), /languages are it, en/],
  ["a day in another form", () => new Form("piemonte-2020", { today: "1/4/2020" }), /YYYY-MM-DD/],
  ["a day that does not exist", () => new Form("piemonte-2020", { today: "2020-02-30" }), /^convalida: `today` is a day written YYYY-MM-DD, .* not `2020-02-30`/],
  ["a month that does not exist", () => new Form("piemonte-2020", { today: "2020-13-01" }), /^convalida: `today` .* not `2020-13-01`/],
  ["a Date for today", () => new Form("piemonte-2020", { today: new Date() }), /Date object: give the day as text, "2020-02-23" at `today`/],
  ["texts that are none", () => new Form("piemonte-2020", { messages: "x" }), /`messages` is an object/],
  ["a sentence of a misspelt rule", () => new Form("piemonte-2020", { messages: { "piemonte-2020/durata-domnda": "No." } }), /^convalida: `messages` names `piemonte-2020\/durata-domnda`, which is no rule of piemonte-2020: is it `durata-domanda`\?$/],
  ["a sentence of a rule without a name", () => new Form("piemonte-2020", { messages: { "piemonte-2020/": "No." } }), /`messages` names `piemonte-2020\/`, which is no rule/],
  ["a sentence of no rule", () => check("piemonte-2020", {}, { messages: { "piemonte-2020/narnia": "No." } }), /`piemonte-2020\/narnia`, which is no rule of piemonte-2020: see rules\("piemonte-2020"\)$/],
  ["a sentence with a misspelt figure", () => unasked("piemonte-2020", {}, { messages: { "durata-domanda": "{giorn} giorni, {oltre|uno|più} di troppo." } }), /^convalida: `messages` gives `durata-domanda` a text with \{giorn\}, which the rule does not have: is it `giorni`\?$/],
  ["a sentence with a figure of nobody", () => checkDossier(null, [{ regolamento: "piemonte-2020" }], { messages: { "durata-domanda": { it: "[{boh}|mai]", en: "" } } }), /a text with \{boh\}, which the rule does not have; there are .*giorni, .*massimo/],
  ["a sentence in a language that is not spoken", () => new Form("piemonte-2020", { messages: { "durata-domanda": { it: "No.", eng: "No." } } }), /languages are it, en, not `eng`$/],
  ["options that are a list", () => form.validate(["periodo"]), /the options are an object \{ fields \}, not a list$/],
  ["a dossier with a text that is no application", () => checkDossier("piemonte-2020", ["{}", "{"]), /^convalida: application 1 of the dossier: the domanda can not be read, line 1, column 1: EOF/],
  ["options that are none", () => new Form("piemonte-2020", "en"), /options are an object/],
  ["an unknown list", () => form.insert("operai"), /no list.*lavoratori/],
  ["a row that is not there", () => form.remove("lavoratori", 3), /no row 3/],
  ["a row number that is none", () => form.remove("lavoratori", -1), /number of a row, counted from 0, not -1/],
  ["a row number as text", () => form.insert("lavoratori", "0"), /number of a row.*not string/],
  ["a row left out", () => form.remove("lavoratori"), /number of a row.*not undefined/],
  ["a path that is none", () => form.set(42, "x"), /`path` is a text.*not number/],
  ["an empty path", () => form.commit(""), /`path` is a text/],
  ["an endless path", () => form.field("a.".repeat(1e6)), /a text of 2000000 characters/],
  ["a value that is an object", () => form.set("periodo.dataInizio", new Date()), /takes a text, a number.*not a Date object: give the day as text, "2020-02-23"/],
  ["a value that is a list", () => form.set("periodo.dataInizio", []), /takes a text, a number.*not object/],
  ["a value left out", () => form.set("periodo.dataInizio"), /null \(empty\), not undefined/],
  ["a value in the place of a list", () => form.set("lavoratori", "x"), /is a list\. Name a row/],
  ["a row beyond the end", () => form.set("lavoratori.9.nome", "x"), /no row 9: it has 1 row,/],
  ["a column without a row", () => form.set("lavoratori.nome", "x"), /«lavoratori» is a list\. Name a row/],
  ["a row without a number, in an empty list", () => form.set("allegati.x.nome", "x"), /is a list\. Name a row|is an object/],
  ["a worker without a number", () => form.set("domandePrecedenti.0.lavoratori.x", "x"), /is a list\. Name a row|is an object/],
  ["a huge row", () => form.set("lavoratori.4294967295.nome", "x"), /«lavoratori» is a list\. Name a row/],
  ["a misspelt rule", () => form.explain("durata-domnda"), /^convalida: no rule is called `durata-domnda`: is it `durata-domanda`\?$/],
  ["a misspelt rule of a rulebook", () => form.explain("piemonte-2020/data-asunzione", "lavoratori.0.dataAssunzione"), /is it `data-assunzione`\?$/],
  ["a rule at a row that is not there", () => form.explain("durata-domanda", "lavoratori.7.ore"), /no row 7/],
  ["an application in the place of the rulebook", () => check({ periodo: {} }, "piemonte-2020"), /^convalida: the rulebook comes first, then the domanda: check\("piemonte-2020", domanda\)$/],
  ["the same as JSON text", () => check('{"periodo":{}}', "piemonte-2020"), /the rulebook comes first/],
  ["the same of what was not asked", () => unasked({}, "piemonte-2020"), /the rulebook comes first/],
  ["a dossier in the place of the rulebook", () => checkDossier([{}], "piemonte-2020"), /the rulebook comes first/],
  ["an unknown rule", () => form.explain("narnia"), /no rule of piemonte-2020/],
  ["a domanda that is none", () => form.load(42), /a domanda is an object/],
  ["JSON text of something else", () => form.load("[]"), /line 1, column 1: an application is an object/],
  ["text that is no JSON", () => form.load("{"), /the domanda can not be read, line 1, column \d+: EOF/],
  ["a path of 65 levels", () => form.set("a.".repeat(64) + "a", "x"), /more than 64 levels/],
  ["a listener that is none", () => form.subscribe({}), /subscribe takes a function, not object/],
  ["edits that are none", () => form.setMany({}), /list of \[path, text\]/],
  ["an edit that is none", () => form.setMany(["bollo"]), /pairs \[path, text\], not string/],
  ["a second edit that is none", () => form.setMany([["bollo", "marca"], ["bollo", {}]]), /takes a text, a number/],
  ["fields that are none", () => form.validate({ fields: "periodo" }), /`fields` is a list of paths/],
  ["a field that no application has", () => form.validate({ fields: ["periodo", "peridoo"] }), /`fields` names `peridoo`, which no application has: is it `periodo`\?/],
  ["a misspelt column of a row", () => form.validate({ fields: ["lavoratori.*.oree"] }), /`fields` names `lavoratori\.\*\.oree`/],
  ["an unknown option of validate", () => form.validate({ field: [] }), /^convalida: no option is called `field`: is it `fields`\?$/],
  ["a list as domanda", () => check("piemonte-2020", []), /a domanda is an object/],
  ["rules of an unknown rulebook", () => rules("narnia-1950"), /no rulebook/],
  ["rulebooks in an unknown language", () => rulebooks("de"), /languages are it, en/],
];

for (const [name, call, sentence] of WRONG) {
  test(name, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof Error);
      assert.equal(error.name, "Error");
      assert.match(error.message, /^convalida: /);
      assert.match(error.message, sentence);
      return true;
    });
    assert.equal(JSON.stringify(form), before, "the form is as it was");
  });
}

test("a freed form", () => {
  const freed = new Form("piemonte-2020");
  freed.free();
  freed.free();
  for (const call of ["toJSON", "validate", "summary", "diagnostics"]) {
    assert.throws(() => freed[call](), /this form was freed; make a new one/);
  }
  assert.throws(() => freed.load({}), /was freed/);
  assert.throws(() => freed.set("bollo", "marca"), /was freed/);
});

test("using … frees", { skip: Symbol.dispose === undefined }, () => {
  const used = new Form("piemonte-2020");
  used[Symbol.dispose]();
  assert.throws(() => used.summary(), /was freed/);
});
