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

test("what is no domanda is an issue", () => {
  const { validate } = standardSchema("piemonte-2020")["~standard"];
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const value of [undefined, null, 42, "x", [], () => {}, { get a() { throw new Error("x"); } }, proxy]) {
    assert.equal(validate(value).issues.length, 1);
  }
  assert.match(standardSchema("narnia-1950")["~standard"].validate({}).issues[0].message, /no rulebook/);
});
