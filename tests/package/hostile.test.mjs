// Whatever is handed over: an answer or one clear Error, and the module works as before.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const { Form, check, rulebooks } = await imported("convalida/inline", folder);
await imported("convalida/inline/compiler", folder);
const BOOK = "piemonte-2020";
const healthy = JSON.stringify(check(BOOK, {}));

afterEach(() => assert.equal(JSON.stringify(check(BOOK, {})), healthy, "the module works as before"));

function nested(depth) {
  let value = {};
  for (let i = 0; i < depth; i++) value = { x: value };
  return value;
}

const cyclic = { periodo: {} };
cyclic.periodo.self = cyclic;

// Two references each time: cheap to write, 2^60 values to read.
let bomb = ["x"];
for (let i = 0; i < 60; i++) bomb = [bomb, bomb];

const REFUSED = {
  "a cycle": [cyclic, /a reference to something that contains it at `periodo\.self`/],
  "a function": [{ lavoratori: [{ nome: () => {} }] }, /a function at `lavoratori\.0\.nome`/],
  "a symbol": [{ nome: Symbol("x") }, /a symbol at `nome`/],
  "a bigint": [{ organico: { dipendenti: 5n } }, /a bigint at `organico\.dipendenti`/],
  "a Date": [{ periodo: { dataInizio: new Date(0) } }, /Date object: give the day as text.* at `periodo\.dataInizio`/],
  "a Map": [{ periodo: new Map() }, /kind Map/],
  "a getter that throws": [
    { get periodo() { throw new Error("gotcha"); } },
    /a value that throws when it is read at `periodo`/,
  ],
  "a proxy that throws": [new Proxy({}, { ownKeys() { throw new Error("gotcha"); } }), /throws when it is read/],
  "a revoked proxy": [revoked(), /./],
  "endless levels": [nested(100_000), /more than 64 levels/],
  "an endless list": [{ lavoratori: Array(4_000_000_000) }, /a list of more than 200000 rows at `lavoratori`/],
  "five million holes": [{ lavoratori: Array(5_000_000) }, /a list of more than 200000 rows/],
  "more text than a tab can hold": [{ note: Array(190).fill("x".repeat(1 << 20)) }, /more than 64000000 characters of text/],
  "a length that is no number": [{ lavoratori: new Proxy([], { get: (_, key) => (key === "length" ? Symbol("x") : {}) }) }, /length is no number of rows at `lavoratori`/],
  "a proxy without end": [{ lavoratori: new Proxy([], { get: (_, key) => (key === "length" ? Infinity : {}) }) }, /./],
  "a bomb of references": [{ lavoratori: bomb }, /more than/],
};

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

for (const [name, [domanda, sentence]] of Object.entries(REFUSED)) {
  test(`load: ${name} is refused in a sentence`, { timeout: 20_000 }, () => {
    const form = new Form(BOOK);
    form.load({ bollo: "marca" });
    assert.throws(() => form.load(domanda), (error) => error.name === "Error" && sentence.test(error.message));
    assert.deepEqual(form.toJSON(), { bollo: "marca" });
  });
}

test("a shared object that is no cycle is read twice", () => {
  const worker = { nome: "Anna" };
  const form = new Form(BOOK);
  form.load({ lavoratori: [worker, worker] });
  assert.deepEqual(form.toJSON().lavoratori, [worker, worker]);
});

for (const number of [NaN, Infinity, -Infinity, -1, 1e300, 1.005, 2 ** 53, 5e-324, -0]) {
  test(`the number ${number} is judged, not thrown`, () => {
    const form = new Form(BOOK);
    form.set("organico.dipendenti", number);
    form.set("lavoratori.0.ore", number);
    form.load({ organico: { dipendenti: number }, periodo: { dataInizio: number }, bollo: number });
    // JSON has no number that is not finite, and writes -0 as 0: the first are kept as the texts that name them.
    assert.deepEqual(form.toJSON().bollo, Number.isFinite(number) ? number + 0 : String(number));
    if (number !== 2 ** 53 && !Object.is(number, -0)) assert.equal(form.field("organico.dipendenti").state, "invalid");
  });
}

test("a polluted Object.prototype is no data", () => {
  const clean = JSON.stringify(check(BOOK, { lavoratori: [{}] }));
  Object.prototype.bollo = "marca";
  Object.prototype.nome = "Mallory";
  Object.prototype.language = "en";
  try {
    assert.equal(JSON.stringify(check(BOOK, { lavoratori: [{}] })), clean);
    const form = new Form(BOOK);
    form.set("periodo.dataInizio", "2/3/2020");
    assert.deepEqual(Object.keys(form.toJSON()), ["periodo"]);
    assert.equal(form.field("bollo").state, "empty");
  } finally {
    delete Object.prototype.bollo;
    delete Object.prototype.nome;
    delete Object.prototype.language;
  }
});

test("a setter on Object.prototype is not run", () => {
  let seen = 0;
  Object.defineProperty(Object.prototype, "bollo", { configurable: true, set: () => seen++, get: () => undefined });
  try {
    const form = new Form(BOOK);
    form.set("bollo", "marca");
    form.load({ ["bollo"]: "virtuale" });
    assert.equal(Object.getOwnPropertyDescriptor(form.toJSON(), "bollo").value, "virtuale");
    assert.equal(seen, 0);
  } finally {
    delete Object.prototype.bollo;
  }
});

test("a polluted Object.prototype gives an Angular group no names and no values", async () => {
  const { convalidaGroup } = await imported("convalida/angular", folder);
  const control = (value) => ({ value, errors: null, setErrors(errors) { this.errors = errors; } });
  const controls = { dataPresentazione: control("01/04/2020"), periodo: { controls: { dataInizio: control("23/02/2020"), dataFine: control("29/03/2020") } } };
  const pollution = { "periodo.dataFine": "bollo", dataPresentazione: "bollo", periodo: { dataInizio: "01/01/1999" } };
  for (const [key, value] of Object.entries(pollution)) Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: true });
  try {
    convalidaGroup(BOOK).validator({ controls });
    assert.match(controls.periodo.controls.dataFine.errors.convalida.message, /36 giorni/);
    assert.equal(controls.dataPresentazione.errors, null);
    assert.deepEqual(Object.keys(Object.prototype.periodo), ["dataInizio"]);
  } finally {
    for (const key of Object.keys(pollution)) delete Object.prototype[key];
  }
  assert.throws(() => convalidaGroup(BOOK, { names: { presentata: "dataPresentazone" } }).validator({ controls }), /`names` leads to `dataPresentazone`.*is it `dataPresentazione`\?/);
});

test("an imported rulebook that is none leaves no trace", () => {
  for (const wrong of [{ name: "narnia", compiled: "x" }, { name: Symbol("x"), compiled: "x" }, { name: "narnia", compiled: "\u{1f600}".repeat(9) }]) {
    assert.throws(() => new Form(wrong), (error) => error.name === "Error" && /^convalida: /.test(error.message));
    assert.ok(!rulebooks().some(({ name }) => name === "narnia"));
  }
});

test("each thing that is handed over is read once: what was looked at is what is used", () => {
  const edit = ["bollo"];
  let read = 0;
  Object.defineProperty(edit, 1, { get: () => (read++ === 0 ? "marca" : 5n) });
  const form = new Form(BOOK);
  form.setMany([edit]);
  assert.deepEqual([read, form.field("bollo").value], [1, "marca"]);
  assert.throws(() => form.setMany(Array(4_000_000_000)), /a list has at most 200000 rows/);
  assert.throws(() => form.validate({ fields: revoked() }), /throws when it is read/);
});

test("__proto__, constructor, prototype are names like others", () => {
  const form = new Form(BOOK);
  const domanda = JSON.parse('{"__proto__":{"bollo":"marca"},"constructor":{"prototype":{"x":1}},"lavoratori":[{"__proto__":[]}]}');
  form.load(domanda);
  form.set("__proto__.polluted", "yes");
  form.set("constructor.prototype.polluted", "yes");
  assert.equal({}.polluted, undefined);
  assert.equal(form.field("bollo").state, "empty");
  assert.equal(Object.getPrototypeOf(form.toJSON()), Object.prototype);
  assert.ok(JSON.stringify(form).includes('"__proto__":{"bollo":"marca","polluted":"yes"}'));
});

const TEXTS = {
  "a lone surrogate": "a\ud800b",
  "an embedded NUL": "23\u000002/2020",
  "right-to-left marks": "\u202e23/02/2020",
  "full-width digits": "２３/０２/２０２０",
  "emoji": "👩‍👩‍👧‍👦".repeat(100),
  "markup": "<img src=x onerror=alert(1)>",
  "a million letters": "x".repeat(1_000_000),
  "a million digits": "9".repeat(1_000_000),
  "three million letters": "è".repeat(3_000_000),
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`${name}, typed everywhere, is answered and kept`, { timeout: 60_000 }, () => {
    const form = new Form(BOOK);
    const paths = ["periodo.dataInizio", "lavoratori.0.codiceFiscale", "lavoratori.0.ore", "lavoratori.0.iban", "bollo",
      "datoreLavoro.denominazione", "datoreLavoro.matricolaInps", "lavoratori.0.consuntivo.2020-03", "ignoto.campo"];
    for (const path of paths) {
      assert.ok(["empty", "incomplete", "invalid", "valid", "unknown"].includes(form.set(path, text).field.state), path);
      form.commit(path);
    }
    form.validate();
    form.summary();
    const typed = form.toJSON();
    assert.ok(typed.periodo.dataInizio === text && typed.ignoto.campo === text && typed.lavoratori[0].ore === text);
    form.load(typed);
    form.free();
  });
}

test("hostile keys", () => {
  const keys = ["", ".", "..", "lavoratori.0.nome", "\ud800", "a".repeat(100_000), "0", "-1", "toJSON", "hasOwnProperty"];
  const domanda = Object.fromEntries(keys.map((key) => [key, { [key]: "x" }]));
  const form = new Form(BOOK);
  form.load(domanda);
  assert.deepEqual(form.toJSON(), domanda);
  form.validate();
  for (const path of [".", "..", ".nome", "lavoratori.", "lavoratori..nome", "lavoratori.00.nome", "lavoratori.-1.nome",
    "lavoratori.0", "lavoratori.0.", "lavoratori.0.0", "lavoratori.1e9.nome", "lavoratori.0.consuntivo.", "\ud800"]) {
    for (const call of [() => form.set(path, "x"), () => form.commit(path), () => form.field(path), () => form.bounds(path)]) {
      try {
        call();
      } catch (error) {
        assert.equal(error.name, "Error", `${path}: ${error.message}`);
        assert.doesNotMatch(error.message, /stopped unexpectedly/, path);
      }
    }
  }
});

test("ten thousand rows and back", { timeout: 60_000 }, () => {
  const form = new Form(BOOK);
  form.load({ lavoratori: Array.from({ length: 10_000 }, (_, i) => ({ cognome: `N${i}`, ore: "8" })) });
  form.set("lavoratori.9999.ore", "40");
  form.validate();
  form.load({});
  assert.deepEqual(form.toJSON(), {});
});
