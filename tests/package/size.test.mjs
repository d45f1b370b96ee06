// What a page downloads stays under its budget: a dependency or a habit that costs bytes is seen when it comes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET, measure } from "../../pkg-config/build/sizes.mjs";

test(`the core and all JavaScript of import "convalida" stay within ${BUDGET} bytes (brotli)`, () => {
  const { brotli } = measure().at(-1);
  assert.ok(brotli > 0 && brotli <= BUDGET, `${brotli} bytes`);
});
