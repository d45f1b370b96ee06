// The session beside a worker that answers late: what waits for what was found ends, however many ask.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../www/prevalidazione/session.js";

const later = () => new Promise((done) => setTimeout(done, 5));

/** A worker that does one thing after the other, and counts its checks. */
function lateEngine() {
  let last = Promise.resolve();
  const after = (answer) => () => (last = last.then(later).then(answer));
  const engine = {
    checks: 0,
    open: async () => ({ card: { id: 1, counts: {} }, columns: {}, length: 3, fields: [], rulebook: { name: "piemonte-2020" } }),
    write: after(() => undefined),
    check: after(() => {
      engine.checks++;
      return { groups: [], counts: {}, summary: {} };
    }),
  };
  return engine;
}

async function opened(engine) {
  const session = new Session(engine, (_, work) => work(() => {}));
  await session.open(1);
  return session;
}

test("who asks for what was found while somebody waits for it gets the same answer, and no further check", async () => {
  const engine = lateEngine();
  const session = await opened(engine);
  const before = engine.checks;
  session.block({ rows: [0], keys: ["ore"], texts: [["1"]], added: 0 });
  const first = session.settled();
  await later();
  assert.equal(session.settled(), first);
  await first;
  const { checks } = engine;
  assert.ok(checks > before);
  await session.settled();
  assert.equal(engine.checks, checks, "nothing is behind any more");
  session.leave();
});
