// If the core ever stops: one clear Error, nothing typed is lost, and everything works again at the next call.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chance } from "../tools/hostile.mjs";
import { imported, packed } from "../tools/packed.mjs";
import { requireTool } from "../tools/npm.mjs";

const { default: binaryen } = await import(requireTool.resolve("binaryen"));

/** The real core, in which `explain` and `setMany` stop as a panic does and `summary` never ends its recursion. */
function sabotaged(bytes) {
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } = binaryen.Features;
  module.setFeatures(BulkMemory | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt);
  const replace = (name, bodyOf) => {
    const info = binaryen.getExportInfo(module.getExport(name));
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(info.value));
    module.removeFunction(info.value);
    module.addFunction(info.value, params, results, [], bodyOf(info.value, params, results));
  };
  replace("core_explain", () => module.unreachable());
  replace("core_setMany", () => module.unreachable());
  replace("core_summary", (name, params, results) =>
    module.call(name, binaryen.expandType(params).map((type, i) => module.local.get(i, type)), results),
  );
  return module.emitBinary();
}

const folder = packed();
const { Form, check, init } = await imported("convalida", folder);
await init({ wasm: sabotaged(readFileSync(join(folder, "node_modules/convalida/core.wasm"))) });
const healthy = JSON.stringify(check("piemonte-2020", {}));

for (const call of ["explain", "summary"]) {
  test(`${call} stops the core`, () => {
    const form = new Form("piemonte-2020", { language: "en" });
    const other = new Form("piemonte-2020");
    form.load({ dataPresentazione: "01/04/2020", ignoto: [1] });
    form.set("lavoratori.0.dataAssunzione", "24/02/2020");
    other.set("bollo", "marca");
    const stands = form.diagnostics();

    assert.throws(() => form[call]("durata-domanda"), (error) => {
      assert.match(error.message, /stopped unexpectedly.*Nothing typed is lost/);
      assert.ok(error.cause instanceof Error);
      return error instanceof Error;
    });

    assert.deepEqual(form.toJSON(), {
      dataPresentazione: "01/04/2020",
      ignoto: [1],
      lavoratori: [{ dataAssunzione: "24/02/2020" }],
    });
    assert.deepEqual(form.diagnostics(), stands, "the same form, in the same language");
    assert.equal(form.set("lavoratori.0.dataAssunzione", "23/02/2020").field.state, "valid");
    assert.equal(other.field("bollo").value, "marca");
    assert.equal(JSON.stringify(check("piemonte-2020", {})), healthy);
    form.free();
    other.free();
  });
}

test("a hundred times in a row", () => {
  const form = new Form("piemonte-2020");
  for (let i = 0; i < 100; i++) {
    assert.throws(() => form.explain("durata-domanda"), /stopped unexpectedly/);
    form.set("organico.dipendenti", String(i));
  }
  assert.equal(form.field("organico.dipendenti").text, "99");
});

test("half-typed fields are half typed as before, after any edits, rows moved and text shortened", () => {
  const form = new Form("piemonte-2020");
  form.load({ dataPresentazione: "01/04/2020", lavoratori: [{ nome: "Anna" }, { nome: "Bruno" }] });
  form.set("lavoratori.1.dataAssunzione", "24/0");
  form.set("lavoratori.0.dataAssunzione", "2");
  form.commit("lavoratori.0.dataAssunzione");
  form.set("periodo.dataInizio", "23/02/20");
  form.insert("lavoratori", 0);
  form.remove("lavoratori", 1);
  for (let i = 0; i < 10_000; i++) form.set(i % 2 ? "organico.dipendenti" : "organico.operai", String(i % 7));
  const paths = ["lavoratori.1.dataAssunzione", "periodo.dataInizio", "organico.operai"];
  const stands = () => [form.toJSON(), form.diagnostics(), form.validate(), ...paths.map((path) => form.field(path))];
  const before = stands();
  assert.equal(form.field(paths[0]).state, "incomplete");
  assert.throws(() => form.explain("durata-domanda"), /stopped unexpectedly/);
  assert.deepEqual(stands(), before);
});

test("stopped again and again amid edits, a form answers each of them as one that never stopped", async () => {
  const { Form: Unharmed } = await imported("convalida/inline"); // of a package of its own
  const [form, other] = [new Form("piemonte-2020"), new Unharmed("piemonte-2020")];
  const next = chance(Number(process.env.CONVALIDA_SEED ?? 1));
  const of = (list) => list[next(list.length)];
  const fields = ["dataPresentazione", "periodo.dataInizio", "periodo.dataFine", "organico.dipendenti", "ignoto.campo",
    ...["dataAssunzione", "ore", "codiceFiscale", "consuntivo.2020-03"].flatMap((name) => [0, 1, 2].map((row) => `lavoratori.${row}.${name}`))];
  const texts = ["", "2", "23/0", "23/02/2020", "24/02/2020", "01/04/2020", "7,5", "400", "RSSMRA85M01H501Q", "RSSMRA85", "x"];
  const edits = [
    ...Array(6).fill(() => ["set", of(fields), of(texts)]),
    () => ["commit", of(fields)],
    () => ["insert", "lavoratori", next(3)],
    () => ["remove", "lavoratori", next(3)],
    () => ["load", { dataPresentazione: "01/04/2020", lavoratori: [{ ore: "8" }, { dataAssunzione: "24/02/2020" }] }],
  ];
  const outcome = (one, [method, ...given]) => {
    try {
      return one[method](...given) ?? null;
    } catch (error) {
      return error.message;
    }
  };
  const stands = (one) => [one.toJSON(), one.diagnostics(), one.validate(), fields.map((path) => outcome(one, ["field", path]))];
  const stops = [["setMany", [["bollo", "marca"], ["lavoratori.0.ore", "9"]]], ["explain", "durata-domanda"], ["summary"]];
  let stopped = 0;
  for (let step = 0; step < 300; step++) {
    if (next(5) === 0) {
      const [method, ...given] = of(stops);
      assert.throws(() => form[method](...given), /stopped unexpectedly/);
      stopped++;
    }
    const edit = of(edits)();
    assert.deepEqual(outcome(form, edit), outcome(other, edit), `step ${step}: ${edit}`);
    if (step % 20 === 0) assert.deepEqual(stands(form), stands(other), `step ${step}`);
  }
  assert.ok(stopped > 20);
  assert.deepEqual(stands(form), stands(other));
});

test("a form freed after its instance stopped", () => {
  const [form, other] = [new Form("piemonte-2020"), new Form("piemonte-2020")];
  assert.throws(() => other.explain("durata-domanda"), /stopped unexpectedly/);
  form.free();
  other.free();
  assert.equal(JSON.stringify(check("piemonte-2020", {})), healthy);
});

test("a form is copied after its instance stopped, also where only another rulebook was read since", () => {
  const [form, other] = [new Form("piemonte-2020"), new Form("toscana-2020")];
  form.set("bollo", "marca");
  assert.throws(() => other.explain("durata-complessiva"), /stopped unexpectedly/);
  other.set("bollo", "virtuale");
  const twin = form.clone();
  assert.equal(twin.field("bollo").value, "marca");
  for (const one of [form, other, twin]) one.free();
});
