// A page that stays open all day: edits, forms opened and closed, rulebooks of one's own read and let go, and no growth.
// A sample here; `CONVALIDA_RUNS=1 node --test tests/package/life.test.mjs` makes a million edits and ten thousand forms.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { imported, packed } from "../tools/packed.mjs";
import { skeleton } from "../tools/pages.mjs";

const LONG = process.env.CONVALIDA_RUNS === "1";
const BOOK = "piemonte-2020";
/** A form keeps what was done since it was last written down, some thousand steps: they come and go. */
const JOURNAL = 1_000_000;
/** A run is this many rounds alike; from the third on nothing may grow. */
const ROUNDS = 10;
const FIRST = 2;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** The memories of the modules: every instance that is made from here on. */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    memories.push(this.exports.memory);
  }
};

const folder = packed();
const { Form } = await imported("convalida/inline/piemonte-2020", folder);
await imported("convalida/inline/compiler", folder);

/** What the page holds when what was dropped is gone. */
async function held() {
  for (let i = 0; i < 4; i++) {
    collect();
    await new Promise((done) => setTimeout(done)); // lets the registry of dropped forms work
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0), script: heapUsed + arrayBuffers };
}

/** Does the same in rounds; the modules' memory stays to the byte, the script's as well as a collector can tell. */
async function lives(t, act) {
  const seen = [];
  for (let round = 0; round < ROUNDS; round++) {
    await act(round);
    seen.push(await held());
  }
  const [from, to] = [seen[FIRST], seen.at(-1)];
  const kB = (bytes) => Math.round(bytes / 1000);
  t.diagnostic(`modules ${kB(from.wasm)} → ${kB(to.wasm)} kB, script ${kB(from.script)} → ${kB(to.script)} kB`);
  assert.ok(from.wasm > 1_000_000, "the modules are there");
  assert.equal(to.wasm - from.wasm, 0, "bytes of the modules' memory");
  assert.ok(to.script - from.script < JOURNAL, `${to.script - from.script} bytes more in the script's memory`);
}

const worker = (i) => ({ cognome: `Rossi ${i}`, dataAssunzione: i % 3 ? "01/02/2019" : "24/02/2020", ore: "8" });
const domanda = (rows) => ({ dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020", dataFine: "28/03/2020" }, lavoratori: Array.from({ length: rows }, (_, i) => worker(i)) });

test(`${LONG ? "a million" : "a hundred thousand"} edits of one form`, async (t) => {
  const edits = (LONG ? 1_000_000 : 100_000) / ROUNDS;
  const form = new Form(BOOK);
  form.load(domanda(50));
  let heard = 0;
  form.subscribe(({ added }) => (heard += added.length));
  const typed = ["2", "24", "24/02/2020", "24/02/202", "", "23/02/2020"];
  await lives(t, () => {
    for (let i = 0; i < edits; i++) {
      const row = i % 50;
      if (i % 1000 === 0) form.set("periodo.dataFine", i % 2000 ? "29/03/2020" : "28/03/2020");
      else if (i % 500 === 0) form.remove("lavoratori", form.insert("lavoratori", row).rows.inserted);
      else if (i % 7 === 0) form.set(`lavoratori.${row}.dataAssunzione`, typed[i % typed.length]);
      else if (i % 5 === 0) form.commit(`lavoratori.${row}.dataAssunzione`);
      else form.set(`lavoratori.${row}.ore`, String(i % 400));
    }
  });
  assert.ok(heard > edits / 10, "there was something to say");
});

test(`${LONG ? "ten" : "one"} thousand forms opened and closed`, async (t) => {
  const forms = (LONG ? 10_000 : 1_000) / ROUNDS;
  await lives(t, () => {
    for (let i = 0; i < forms; i++) {
      const form = new Form(BOOK);
      form.load(domanda(10));
      form.set("periodo.dataFine", "29/03/2020");
      assert.ok(form.validate().length > 0);
      const twin = form.clone();
      form.free();
      twin.summary();
      twin.free();
    }
  });
});

test("forms that nobody frees are collected", async (t) => {
  const forms = (LONG ? 10_000 : 500) / ROUNDS;
  await lives(t, async () => {
    for (let i = 0; i < forms; i++) {
      new Form(BOOK).load(domanda(10));
      if (i % 50 === 0) await held();
    }
  });
});

test(`${LONG ? "a thousand" : "fifty"} rulebooks of one's own read and let go`, async (t) => {
  const text = skeleton();
  const books = (LONG ? 1_000 : 50) / ROUNDS;
  await lives(t, async (round) => {
    for (let i = 0; i < books; i++) {
      const own = JSON.parse(text);
      own.nome = `marche-${2000 + round * books + i}`; // the same text twice would be compiled once
      const form = new Form(own);
      assert.equal(form.rulebook().name, own.nome);
      form.load(domanda(1));
      assert.ok(form.validate().length > 0);
      form.free();
      if (i % 20 === 0) await held();
    }
  });
});
