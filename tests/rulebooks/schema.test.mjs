// The schema that editors use and the compiler agree: what ships passes both, what is broken is refused by both.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, describe, test } from "node:test";
import { requireTool } from "../tools/npm.mjs";
import { imported } from "../tools/packed.mjs";
import { compiled, skeleton } from "../tools/pages.mjs";

const Ajv = requireTool("ajv/dist/2020");
const at = (path) => new URL(`../../${path}`, import.meta.url);
const text = (path) => readFileSync(at(path), "utf8");

const schema = JSON.parse(text("regolamenti/regolamento.schema.json"));
const names = readdirSync(at("regolamenti"))
  .filter((file) => file.endsWith(".md") && text(`regolamenti/${file}`).includes("\nversione = "))
  .map((file) => file.slice(0, -".md".length));

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, validateFormats: false });
const valid = ajv.compile(schema);
const complaints = (book) => (valid(book) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));

const copied = skeleton();

function broken({ put, rule, part, twice }) {
  const book = JSON.parse(copied);
  const lay = (over, object) => {
    for (const [key, value] of Object.entries(over ?? {})) {
      if (value === null) delete object[key];
      else object[key] = value;
    }
  };
  const own = book.regole.find(({ slug }) => slug === "decorrenza-minima");
  lay(put, book);
  lay(part, own.parti[0]);
  lay(rule, own);
  if (twice) book.regole.push(own);
  return book;
}

describe("rulebooks, their schema and their compiler", () => {
  let Form;
  before(async () => {
    const entry = await imported("convalida");
    await entry.init({ rulebooks: [], compiler: true, language: "en" }); // mistakes are told in it
    Form = entry.Form;
  });

  const refusal = (book) => {
    try {
      new Form(book).free();
      return undefined;
    } catch (error) {
      return error.message;
    }
  };

  for (const name of names) {
    test(`${name} passes both`, () => {
      const book = JSON.parse(compiled(`regolamenti/${name}.md`));
      assert.equal(book.nome, name);
      assert.deepEqual(complaints(book), []);
      assert.equal(refusal(book), undefined);
    });
  }

  test("the page of the check-list passes both", () => {
    assert.deepEqual(complaints(JSON.parse(copied)), []);
    assert.equal(refusal(JSON.parse(copied)), undefined);
  });

  for (const sample of JSON.parse(text("tests/rulebooks/broken.json"))) {
    test(`refused: ${sample.about}`, () => {
      const book = broken(sample);
      assert.equal(complaints(book).length > 0, !sample.compilerOnly, "the schema");
      const says = refusal(book) ?? "nothing";
      assert.ok(says.includes(sample.says), says);
    });
  }
});
