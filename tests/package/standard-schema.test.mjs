// The schema for form libraries: the shape of Standard Schema v1, issues on fields, never a throw.

import assert from "node:assert/strict";
import { test } from "node:test";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { standardSchema } = await imported("convalida/standard-schema", folder);

test("before init it is an issue, not a throw", () => {
  const { issues } = standardSchema("piemonte-2020")["~standard"].validate({});
  assert.match(issues[0].message, /not ready yet/);
  assert.ok(issues[0].path.length > 0, "form libraries pass over issues without a path");
});

test("errors are issues on their fields, in the order of the whole check", async () => {
  const { check } = await imported("convalida/inline", folder);
  const domanda = { dataPresentazione: "01/04/2020", lavoratori: [{}, { dataAssunzione: "24/02/2020" }], boh: 1 };
  const schema = standardSchema("piemonte-2020", { language: "en" })["~standard"];
  assert.equal(schema.version, 1);
  assert.equal(schema.vendor, "convalida");
  const { issues } = schema.validate(domanda);
  const errors = check("piemonte-2020", domanda, { language: "en" }).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    issues.map(({ message, path, code }) => ({ message, path: path.join("."), rule: code })),
    errors.map(({ message, path, rule }) => ({ message, path, rule })),
  );
  const hired = issues.find(({ code }) => code === "piemonte-2020/data-assunzione");
  assert.deepEqual(hired.path, ["lavoratori", 1, "dataAssunzione"]);
  assert.equal(hired.severity, "error");
  assert.ok(hired.sources.length > 0 && hired.params);
});

test("typing: what is half typed or was not touched is no error; what no key can mend is one, also from another field", () => {
  const { validate } = standardSchema("piemonte-2020", { mode: "typing" })["~standard"];
  const domanda = { dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020", dataFine: "2" }, lavoratori: [{ dataAssunzione: "", ore: "7," }] };
  const said = () => (validate(domanda).issues ?? []).map(({ path, message }) => [path.join("."), message]);
  assert.deepEqual(said(), []);
  domanda.periodo.dataFine = "28/03/20";
  domanda.lavoratori[0].dataAssunzione = "24/02/20";
  assert.deepEqual(said(), []);
  domanda.lavoratori[0].dataAssunzione = "24/02/202";
  assert.match(String(said()), /^lavoratori\.0\.dataAssunzione,.*al massimo 23\/02\/2020/);
  domanda.lavoratori[0].dataAssunzione = "23/02/2020";
  domanda.periodo.dataFine = "29/03/2020";
  assert.match(String(said()), /^periodo\.dataFine,.*36 giorni/);
  domanda.periodo.dataInizio = "24/02/2020";
  assert.deepEqual(said(), []);
  const whole = standardSchema("piemonte-2020")["~standard"].validate(domanda).issues.map(({ path }) => path.join("."));
  assert.ok(whole.includes("lavoratori.0.ore") && whole.includes("lavoratori.0.codiceFiscale"), whole.join());
});

test("a keystroke among a thousand workers asks the core for one edit, and hands over what was typed", async () => {
  const { Form } = await imported("convalida/inline", folder);
  const calls = [];
  for (const name of ["set", "setMany", "load", "insert", "remove", "commit", "validate", "diagnostics"]) {
    const own = Form.prototype[name];
    Form.prototype[name] = function (...given) {
      calls.push([name, ...given]);
      return own.apply(this, given);
    };
  }
  const { validate } = standardSchema("piemonte-2020", { mode: "typing" })["~standard"];
  const lavoratori = Array.from({ length: 1000 }, () => ({ ore: "8" }));
  validate({ lavoratori });
  assert.equal(calls[0][0], "load");
  calls.length = 0;
  validate({ lavoratori: lavoratori.with(700, { ore: "8," }) });
  assert.deepEqual(calls, [["set", "lavoratori.700.ore", "8,"]]);
});

test("a misspelt field of `fields` is an issue, not a form that passes", () => {
  for (const mode of ["typing", "whole"]) {
    const { issues } = standardSchema("piemonte-2020", { mode, fields: ["periodo.dataInizoi"] })["~standard"].validate({ periodo: { dataInizio: "30/02/2020" } });
    assert.match(issues[0].message, /`fields` names `periodo\.dataInizoi`/);
  }
});

test("what is no domanda is an issue", () => {
  const { validate } = standardSchema("piemonte-2020")["~standard"];
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const value of [undefined, null, 42, "x", [], () => {}, { get a() { throw new Error("x"); } }, proxy]) {
    assert.equal(validate(value).issues.length, 1);
    const { issues } = standardSchema("piemonte-2020", { mode: "typing" })["~standard"].validate(value);
    assert.match(String(issues?.map(({ message }) => message) ?? ""), /^(convalida: .*)?$/);
  }
  assert.match(standardSchema("narnia-1950")["~standard"].validate({}).issues[0].message, /no rulebook/);
});

test("a wrong call is said once to who wrote the page, on the console, beside the issue", (t) => {
  const { mock } = t.mock.method(console, "error", () => {});
  const { validate } = standardSchema("piemnte-2020")["~standard"];
  for (let n = 0; n < 3; n++) assert.match(validate({}).issues[0].message, /no rulebook `piemnte-2020`/);
  assert.deepEqual(mock.calls.map(({ arguments: [said] }) => said.slice(0, 40)), ["convalida: no rulebook `piemnte-2020` is"]);
  const other = standardSchema("piemonte-2020")["~standard"];
  for (let n = 0; n < 2; n++) other.validate({ periodo: { dataInizio: new Date() } });
  assert.match(String(mock.calls.slice(1).map(({ arguments: [said] }) => said)), /^convalida: the domanda holds a Date object[^]*`periodo\.dataInizio`; only JSON data can be read$/);
  other.validate({ periodo: { dataInizio: "30/02/2020" } });
  assert.equal(mock.callCount(), 2, "what is wrong in the application is for its form alone");
});
