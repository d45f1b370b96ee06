// Hostile values in the place of every argument of every call: an answer or a sentence, and the core goes on as before.
// `CONVALIDA_FUZZ_SECONDS` makes it long, `CONVALIDA_SEED` gives it another beginning.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Gotcha, chance, hostile } from "../tools/hostile.mjs";
import { imported, packed } from "../tools/packed.mjs";

const folder = packed();
const entry = await imported("convalida/inline", folder);
const compiler = await imported("convalida/inline/compiler", folder);
const { standardSchema } = await imported("convalida/standard-schema", folder);
const { default: init } = await import(`${folder}/node_modules/convalida/index.js`);
const { Form, check } = entry;

const BOOK = "piemonte-2020";
const seconds = Number(process.env.CONVALIDA_FUZZ_SECONDS ?? 5);
const seed = Number(process.env.CONVALIDA_SEED ?? 1);
const healthy = JSON.stringify(check(BOOK, { bollo: "marca", lavoratori: [{}] }));

const METHODS = Object.getOwnPropertyNames(Form.prototype).filter((name) => !["constructor", "free"].includes(name));
const FUNCTIONS = Object.keys(entry).filter((name) => typeof entry[name] === "function" && !["Form", "default", "init"].includes(name));

/** The calls that can be made, by name; each takes what is handed to it. */
const CALLS = {
  ...Object.fromEntries(METHODS.map((name) => [`form.${name}`, (form, given) => form[name](...given)])),
  ...Object.fromEntries(FUNCTIONS.map((name) => [name, (form, given) => entry[name](...given)])),
  // What a listener throws is thrown where nobody can catch it, once the edit is done: it is not kept here.
  "form.subscribe": (form, given) => form.subscribe(...given)(),
  "new Form": (form, given) => new Form(...given).free(),
  "new Form with options": (form, [options]) => new Form(BOOK, options).free(),
  "check with options": (form, [domanda, options]) => check(BOOK, domanda, options),
  "form.set": (form, [value, path]) => form.set(typeof path === "string" ? path : "lavoratori.0.ore", value),
  "form.validate fields": (form, [fields]) => form.validate({ fields }),
  "checkDossier of a rulebook": (form, [domande, options]) => entry.checkDossier(BOOK, domande, options),
  init: (form, [options]) => init(options),
  standardSchema: (form, [options]) => standardSchema(BOOK, options),
  "standardSchema reads": (form, [value]) => standardSchema(BOOK, { mode: "typing" })["~standard"].validate(value),
};

/** That an error is one of ours, or the very one that a hostile value threw. */
function expectSentence(error, call) {
  if (error instanceof Gotcha) return;
  assert.equal(error?.name, "Error", `${call} throws ${error?.stack ?? String(error)}`);
  assert.doesNotMatch(error.message, /stopped unexpectedly/, `${call}: ${error.cause?.stack}`);
  assert.match(error.message, /^convalida: [^]*\p{L}/u, call);
}

const typed = (form) => JSON.stringify([form, form.diagnostics()]);

test("every call, with anything", async (t) => {
  const names = Object.keys(CALLS);
  const end = Date.now() + seconds * 1000;
  const told = { answers: 0, sentences: 0 };
  const form = new Form(BOOK);
  let runs = 0;
  do {
    const run = seed * 1_000_003 + runs;
    const next = chance(run);
    const name = names[next(names.length)];
    const given = Array.from({ length: next(4) }, () => hostile(next));
    const call = `run ${run}, ${name}`;
    const before = typed(form);
    const begun = performance.now();
    try {
      await CALLS[name](form, given);
      told.answers++;
    } catch (error) {
      expectSentence(error, call);
      assert.equal(typed(form), before, `${call}: a refused call has no effect`);
      told.sentences++;
    }
    assert.ok(performance.now() - begun < 20_000, `${call} hangs`);
    if (runs % 50 === 0) {
      assert.equal(JSON.stringify(check(BOOK, { bollo: "marca", lavoratori: [{}] })), healthy, call);
      form.reset();
    }
    runs++;
  } while (Date.now() < end || runs < 500);
  form.free();
  t.diagnostic(`${runs} calls of ${names.length} kinds: ${JSON.stringify(told)}`);
});
