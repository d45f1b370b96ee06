// A page that stays open all day: edits by the hundred thousand, forms opened and closed by the thousand, no growth.

import assert from "node:assert/strict";
import { test } from "node:test";
import { imported } from "../tools/packed.mjs";

const { Form } = await imported("convalida/inline/piemonte-2020");
const BOOK = "piemonte-2020";

/** What the page's memory grows by while something is done again; the first time fills what is kept for ever. */
async function growth(act) {
  act();
  const held = async () => {
    for (let i = 0; i < 3; i++) await new Promise((done) => setTimeout(done)); // lets what was dropped go
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    return heapUsed + arrayBuffers + external;
  };
  const before = await held();
  act();
  act();
  return (await held()) - before;
}

const LITTLE = 36_000_000; // what the garbage collector has not looked at yet

test("a hundred thousand edits", { timeout: 300_000 }, async () => {
  const form = new Form(BOOK);
  form.load({ lavoratori: Array.from({ length: 20 }, () => ({ ore: "8" })) });
  const grown = await growth(() => {
    for (let i = 0; i < 50_000; i++) form.set(`lavoratori.${i % 20}.ore`, String(i % 40));
  });
  assert.ok(grown < LITTLE, `${grown} bytes`);
});

test("a thousand forms", { timeout: 300_000 }, async () => {
  const grown = await growth(() => {
    for (let i = 0; i < 500; i++) {
      const form = new Form(BOOK);
      form.load({ lavoratori: [{ ore: "8" }] });
      form.clone().free();
      form.free();
    }
  });
  assert.ok(grown < LITTLE, `${grown} bytes`);
});
