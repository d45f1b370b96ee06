// The core beside what one would use instead: the same sixteen rules of piemonte-2020 on the same applications, the same
// verdicts before anything is timed, and all of them in turn. Not a test. What is measured: docs/speed.md.
//
//     ./avvia --no-serve && node benches/beside.mjs [--browser] [--quick] [--only-compare]

import { parseArgs } from "node:util";
import { run } from "../pkg-config/build/places.mjs";
import { RULES } from "./beside/agent.mjs";
import { HEADER_KEYSTROKES, anyApplication, application, keystrokes, pastes } from "./beside/applications.mjs";
import { bundles, nativeHost, nodeHosts, pageHosts } from "./beside/hosts.mjs";
import { report } from "./beside/report.mjs";

const COUNTS = [10, 100, 1_000, 10_000];
const WORKLOADS = ["text", "object", "key", "header", "paste"];
const OURS = "convalida";
/** The peers of beside/peers, as the tables call them. */
const PEERS = {
  hand: "JavaScript by hand, whole form",
  "hand-incremental": "JavaScript by hand, incremental",
  ajv: "ajv 8",
  valibot: "valibot 1",
  zod: "zod 4",
  [OURS]: "convalida",
};
const NATIVE = "native Rust by hand, whole form";

const { values: options } = parseArgs({
  options: { browser: { type: "boolean" }, quick: { type: "boolean" }, "only-compare": { type: "boolean" } },
});
const ROUNDS = options.quick ? 2 : 5;
const MILLISECONDS = options.quick ? 30 : 100;
const COLD = options.quick ? 3 : 11;

const median = (samples) => samples.sort((a, b) => a - b)[samples.length >> 1];

/** An application as all get it, with what is typed into it. */
function measured(count) {
  const made = application(count);
  const steps = {
    key: keystrokes(made, 40).map((edit) => [edit]),
    header: HEADER_KEYSTROKES.map((edit) => [edit]),
    paste: pastes(made),
  };
  return { count, text: JSON.stringify(made), steps };
}

/** Ends the run where a peer says another thing than ours, about these applications or after one of these edits. */
async function compare(hosts, all) {
  const texts = [...all.map(({ text }) => text), ...Array.from({ length: 400 }, (_, seed) => JSON.stringify(anyApplication(seed + 1)))];
  const answers = async (name) => {
    const lists = await hosts[name].order("checks", { texts });
    for (const { count, text, steps } of all) {
      // The whole form again after each keystroke takes its time among ten thousand.
      const key = count > 1_000 ? steps.key.slice(0, 20) : steps.key;
      lists.push(...(await hosts[name].order("lists", { text, steps: [...key, ...steps.header, ...steps.paste] })));
    }
    return lists;
  };
  const named = (name) => answers(name).catch(({ message }) => Promise.reject(new Error(`${name}: ${message}`)));
  const ours = await named(OURS);
  const seen = new Set(ours.flat().map((line) => line.split(" ")[1]));
  const unseen = RULES.filter((rule) => !seen.has(rule));
  if (unseen.length > 0) throw new Error(`nothing is compared of ${unseen.join(", ")}: no application breaks it`);
  for (const name of Object.keys(hosts).filter((name) => name !== OURS)) {
    (await named(name)).forEach((list, at) => {
      const mine = list.filter((line) => !ours[at].includes(line));
      const missing = ours[at].filter((line) => !list.includes(line));
      if (mine.length + missing.length === 0 && list.length === ours[at].length) return;
      const about = at < texts.length ? `application ${at}, ${texts[at].slice(0, 600)}` : `edit ${at - texts.length}`;
      throw new Error(`${name} and convalida differ about ${about}: ${name} alone says [${mine}], convalida alone says [${missing}]`);
    });
  }
  const verdicts = ours.reduce((sum, list) => sum + list.length, 0);
  console.log(`the same ${verdicts} verdicts on ${texts.length} applications and after ${ours.length - texts.length} edits, from each of ${Object.keys(hosts).length}`);
}

/** Medians in µs: workload → count → peer. All peers in turn, in another order each round. */
async function time(hosts, all) {
  const names = Object.keys(hosts);
  const medians = {};
  for (const { count, ...opened } of all) {
    for (const name of names) await hosts[name].order("open", { count, ...opened });
    for (const workload of WORKLOADS) {
      const samples = Object.fromEntries(names.map((name) => [name, []]));
      for (let round = 0; round < ROUNDS; round++) {
        for (let turn = 0; turn < names.length; turn++) {
          const name = names[(turn + round) % names.length];
          samples[name].push(...(await hosts[name].order("time", { count, workload, milliseconds: MILLISECONDS })));
        }
      }
      (medians[workload] ??= {})[count] = Object.fromEntries(names.map((name) => [name, median(samples[name])]));
      process.stderr.write(`\r${workload}, ${count} workers `.padEnd(40));
    }
  }
  process.stderr.write("\r".padEnd(40) + "\r");
  return medians;
}

/** Milliseconds from the first import to the first list about ten workers, each time in a fresh process or page. */
async function coldStarts(open, { text }) {
  const samples = {};
  for (let round = 0; round < COLD; round++) {
    for (const name of Object.keys(PEERS)) {
      const host = await open(name);
      (samples[name] ??= []).push(await host.order("cold", { text }));
      host.close();
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, each]) => [name, median(each)]));
}

/** Bytes a worker that the largest application keeps, each in a fresh process. */
async function memories(open, all) {
  const { count, text } = all.at(-1);
  const found = {};
  for (const name of Object.keys(PEERS)) {
    const host = await open(name);
    found[name] = (await host.order("memory", { text, small: all[0].text })).map((bytes) => bytes / count);
    host.close();
  }
  return found;
}

async function main() {
  run("pkg-config/setup/bench-tools.sh", ["libraries"]);
  const made = bundles(Object.keys(PEERS));
  const place = options.browser ? await pageHosts(made) : nodeHosts(made);
  const hosts = {};
  try {
    for (const name of Object.keys(PEERS)) hosts[name] = await place.host(name);
    if (!options.browser) hosts.native = await nativeHost();
    const all = COUNTS.map(measured);
    await compare(hosts, all);
    if (options["only-compare"]) return;
    const results = { where: place.where, medians: await time(hosts, all) };
    await compare(hosts, all); // what was timed was still right
    results.cold = await coldStarts(place.host, all[0]);
    if (!options.browser) results.memory = await memories(place.host, all);
    console.log(report(results, { ...PEERS, native: NATIVE }));
  } finally {
    for (const host of Object.values(hosts)) host.close();
    await place.close();
    made.close();
  }
}

main().catch((error) => {
  console.error(`beside: ${error.message}`);
  process.exitCode = 1;
});
