// The schema that editors use and the reader agree: what ships passes both, what is broken is refused by both.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, describe, test } from "node:test";
import { requireTool } from "../tools/npm.mjs";
import { imported } from "../tools/packed.mjs";

const Ajv = requireTool("ajv/dist/2020");
const at = (path) => new URL(`../../${path}`, import.meta.url);
const json = (path) => JSON.parse(readFileSync(at(path), "utf8"));

const schema = json("regolamenti/rulebook.schema.json");
const common = json("regolamenti/comuni.json");
const names = readdirSync(at("regolamenti"))
  .filter((file) => file.endsWith(".json") && !/^(comuni|campi|.*\.schema)\.json$/.test(file))
  .map((file) => file.slice(0, -".json".length));

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
ajv.addVocabulary(["enumDescriptions"]);
const valid = ajv.compile(schema);
const complaints = (book) => (valid(book) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));

/** The skeleton that docs/add-a-rulebook.md tells people to copy. */
const skeleton = () => JSON.parse(/```json\n([^]*?)```/.exec(readFileSync(at("docs/add-a-rulebook.md"), "utf8"))[1]);

function broken({ put, rule, twice }) {
  const book = skeleton();
  const lay = (over, object) => {
    for (const [key, value] of Object.entries(over ?? {})) {
      if (value === null) delete object[key];
      else object[key] = value;
    }
  };
  lay(put, book);
  lay(rule, book.rules[0]);
  if (twice) book.rules.push(book.rules[0]);
  return book;
}

describe("rulebooks, their schema and their reader", () => {
  let Form;
  before(async () => ({ Form } = await imported("convalida/inline")));

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
      const book = json(`regolamenti/${name}.json`);
      assert.equal(book.name, name);
      assert.equal(book.$schema, "./rulebook.schema.json");
      assert.deepEqual(complaints(book), []);
      assert.equal(refusal(book), undefined);
    });
  }

  test("the skeleton of the check-list passes both", () => {
    assert.deepEqual(complaints(skeleton()), []);
    assert.equal(refusal(skeleton()), undefined);
  });

  test("every kind in use passes both, and the schema knows the same parameters", () => {
    const kinds = json("tests/rulebooks/kinds.json");
    assert.deepEqual(schema.$defs.rule.properties.kind.enum.toSorted(), Object.keys(kinds).sort());
    assert.equal(schema.$defs.rule.properties.kind.enumDescriptions.length, Object.keys(kinds).length);
    const known = new Set(Object.keys(schema.$defs.rule.properties));
    for (const [kind, samples] of Object.entries(kinds)) {
      const used = new Set();
      for (const sample of samples) {
        const book = broken({ rule: { min: null, fix: null, message: { it: "x", en: "x" }, kind, ...sample } });
        assert.deepEqual(complaints(book), [], kind);
        for (const key of Object.keys(sample)) if (!known.has(key)) used.add(key);
      }
      const entry = schema.$defs.rule.allOf.find((entry) => entry.if.properties?.kind?.const === kind);
      assert.deepEqual(Object.keys(entry?.then.properties ?? {}).sort(), [...used].sort(), kind);
    }
  });

  test("the schema knows the common rules, and describes every key", () => {
    assert.deepEqual(schema.$defs.commonSlug.enum, common.rules.map(({ slug }) => slug));
    const mute = [];
    const visit = (node, place) => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node.properties ?? {})) {
        const described = value.description ?? (value.$ref && pointed(value.$ref).description) ?? value.const;
        if (described === undefined && !/\/(if|items\/0)\b/.test(place) && !place.includes(".if")) mute.push(`${place}.${key}`);
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${place}.${key}`);
    };
    const pointed = (ref) => ref.slice(2).split("/").reduce((node, key) => node[key], schema);
    visit(schema, "");
    assert.deepEqual(mute, []);
  });

  for (const sample of json("tests/rulebooks/broken.json")) {
    test(`refused: ${sample.about}`, () => {
      const book = broken(sample);
      assert.equal(complaints(book).length > 0, !sample.readerOnly, "the schema");
      const says = refusal(book) ?? "nothing";
      assert.ok(says.includes(sample.says), says);
    });
  }
});
