// `npx convalida`, the command of the packed package: word for word what the native command says.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, accessSync, existsSync, openSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { packed } from "../tools/packed.mjs";

const root = join(import.meta.dirname, "../..");
const folder = packed();
const installed = join(folder, "node_modules/convalida");
const about = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
const bin = join(installed, about.bin.convalida);

const NATIVE = ["cargo", ["run", "--quiet", "--locked", "--bin", "convalida", "--"]];
const OURS = [process.execPath, [bin]];

function ran([command, before], args, input = "") {
  const options = { cwd: root, input, encoding: "utf8", maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], options);
  assert.equal(error, undefined);
  return { status, stdout, stderr };
}

/** Both say the same, word for word; with `--format json`, the lines of JSON, which are the answer. */
function agree(args, input) {
  const [ours, native] = [OURS, NATIVE].map((command) => ran(command, args, input));
  if (!args.includes("json")) return assert.deepEqual(ours, native);
  const [said, wanted] = [ours, native].map(({ stdout, ...others }) => ({ ...others, lines: linesOf(stdout) }));
  assert.deepEqual(said, wanted);
  return said;
}

const linesOf = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** `check` with answers in JSON. */
const agreeInJson = (args, input) => agree(["check", "--format", "json", ...args], input);

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const GOOD = '{"regolamento":"rapporto","rapporto":{"orarioSettimanale":"40"}}';
const BAD = '{"regolamento":"rapporto","rapporto":{"orarioSettimanale":"400"}}';

const examples = readdirSync(join(root, "www/examples")).filter((name) => name.endsWith(".json")).map((name) => `www/examples/${name}`);
const cases = (name) => readFileSync(join(root, "tests/casi", name), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const applications = cases("domande.jsonl").slice(0, 400).map(({ domanda }) => JSON.stringify(domanda));

const deep = (levels) => `{"regolamento":"rapporto","x":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
/** Lines that are no application, or hardly one. */
const odd = Buffer.concat(
  [
    "\ufeff" + BAD,
    "",
    " \t",
    "{ oops }",
    '{"a":1}',
    "7",
    "[]",
    "tru",
    '{"a":',
    '{"regolamento":7}',
    '{"regolamento":"narnia\\u001b[31m\u202e"}',
    '{"regolamento":"__proto__"}',
    '{"__proto__":{"regolamento":"rapporto"}}',
    '{"regolamento":" rapporto ","toJSON":1,"\u009bx\u{e0041}":"y"}',
    '{"regolamento":"x","n":1,"regolamento":"rapporto","n":[1.50,-0,1e999,-1e999,9007199254740993,{"2":0,"1":1}]}',
    deep(64),
    deep(65),
    deep(2000),
    '{"regolamento":"rapporto","x":"\\ud800"}',
    '{"regolamento":"rapporto","x":["\\ud83d\\ude00 \\\\ud800","è\\ud800\\u0041"]}',
    '{"regolamento":"rapporto","x":"\\ude00","y":oops}',
    '{"regolamento":"rapporto","€😀":oops}',
    Buffer.from('{"regolamento":"rapporto","nome":"è Nicol\xf2"}', "latin1"),
    Buffer.from("\xff\xfe{", "latin1"),
    Buffer.from('{"x":"\xf0\x9f', "latin1"),
    GOOD + "\r",
    GOOD,
  ].flatMap((line) => [Buffer.from(line), Buffer.from("\n")]),
).subarray(0, -1);

test("the package has a command that a shell can run", () => {
  assert.match(readFileSync(bin, "utf8"), /^#!\/usr\/bin\/env node\n/);
  accessSync(bin, constants.X_OK);
  assert.deepEqual(ran([bin, []], ["--version"]), { status: 0, stdout: `convalida ${about.version}\n`, stderr: "" });
});

test("the examples, in both languages", () => {
  agree(["check", ...examples]);
  agree(["check", "--language", "en", "--today", "2020-06-01", ...examples]);
  agreeInJson(["--language", "en", "--today", "2020-06-01", ...examples]);
});

test("hundreds of applications, one a line, in their order", () => {
  const path = file("domande.jsonl", applications.join("\n"));
  const { lines } = agreeInJson([path]);
  assert.deepEqual(lines.map(({ line }) => line), applications.map((_, n) => n + 1));
  agree(["check", path]);
});

test("archives: a part of each answer, with what tells it from the others", () => {
  agreeInJson(["--brief", "--id", "lavoratori[0].codiceFiscale", "--exit-zero", "-"], applications.slice(0, 50).join("\n"));
});

test("a line that can not be used is told, and the rest goes on", () => {
  for (const options of [["--id", "n"], ["--rulebook", "rapporto", "--id", ""], ["--dossier"], ["--exit-zero"]]) {
    const { lines } = agreeInJson([...options, "-"], odd);
    assert.ok(lines.some(({ error }) => error) && lines.some(({ diagnostics }) => diagnostics));
  }
  agree(["check", "--language", "en", "-"], odd);
  const { stdout, stderr } = ran(OURS, ["check", "-"], odd);
  assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test("what tells an application from the others is told also where its rulebook is none", () => {
  const input = '{"pratica":7}\n{"pratica":{"n":[8]},"regolamento":"narnia"}\n{"pratica":9,\n{"pratica":10,"regolamento":"rapporto"}\n';
  for (const more of [[], ["--dossier"]]) {
    const { lines } = agreeInJson(["--id", "pratica", ...more, "-"], input);
    assert.deepEqual(lines.toSorted((a, b) => a.line - b.line).map(({ id }) => id), [7, { n: [8] }, undefined, 10]);
  }
});

test("a dossier is all applications of all files", () => {
  const together = cases("dossier.jsonl").flatMap(({ domande = [] }) => domande.map((domanda) => JSON.stringify(domanda)));
  assert.ok(together.length > 10);
  const { lines } = agreeInJson(["--dossier", file("dossier.jsonl", together.join("\n")), ...examples]);
  assert.ok(lines.some(({ diagnostics }) => diagnostics.some(({ rule }) => rule.endsWith("/domande-sovrapposte"))));
});

test("standard input may be one application over many lines, or lines; files are what their names say", () => {
  const pretty = JSON.stringify(JSON.parse(BAD), null, 2);
  const contents = [pretty, `\n \n${pretty}\n`, "", " \n\n", `{"a": [\n${GOOD}\n`, `\ufeff${pretty}`, `${GOOD}\r\n${BAD}\r\n`];
  for (const content of contents) {
    agreeInJson(["-", file("una.json", content), file("righe.NDJSON", content)], content);
  }
  agree(["check", file("una.json", pretty), file("righe.jsonl", GOOD), "-"], pretty);
});

test("files that can not be read are told, and the others are checked", () => {
  const { status, lines } = agreeInJson(["manca.json", "www", examples[0], "-", "-"], GOOD);
  assert.equal(status, 2);
  assert.deepEqual(lines.slice(0, 2).map(({ error }) => error.message), ["No such file or directory (os error 2)", "Is a directory (os error 21)"]);
});

test("an application has its limit, and only its beginning is kept", () => {
  const path = file("lunga.jsonl", `{"x":"${"a".repeat(64_000_000)}"}\n${GOOD}\n`);
  agreeInJson(["--brief", path]);
});

test("a rulebook of one's own is the JSON that the native command writes", () => {
  const { stdout } = ran(NATIVE, ["compila", "regolamenti/rapporto.md"]);
  const own = file("proprio.json", stdout);
  agreeInJson(["--rulebook-file", own, "-"], '{"rapporto":{"orarioSettimanale":"400"}}');
  agree(["rules", "--rulebook-file", own]);
  agree(["rules", "--format", "json", "--rulebook-file", own]);
  agree(["explain", "--rulebook-file", own, "--language", "en", "iban"]);
  agree(["explain", "--rulebook-file", own, "rapporto/ibam"]);
  agree(["explain", "--rulebook-file", own, "durata-domanda"]);
  for (const command of [["check", "-"], ["rules"], ["explain", "iban"]]) {
    agree([...command, "--rulebook-file", file("senza.json", '{"nome":"x","zzz":1}')], GOOD);
    const page = ran(OURS, [...command, "--rulebook-file", "regolamenti/rapporto.md"], GOOD);
    assert.equal(page.status, 2);
    assert.match(page.stderr, /convalida compila/);
  }
});

test("the catalogue, and one rule of it", () => {
  agree(["rules"]);
  agree(["rules", "--language", "en", "piemonte-2020"]);
  agree(["rules", "--format", "json"]);
  agree(["explain", "durata-domanda"]);
  agree(["explain", "valore-illeggibile"]);
  agree(["explain", "--language", "en", "piemonte-2020/durata-domanda"]);
  agree(["explain", "--format", "json", "durata-domanda"]);
  for (const args of [["rules", "narnia"], ["check", "--rulebook", "narnia", "-"]]) {
    assert.deepEqual(ran(OURS, args), ran(NATIVE, args));
  }
  for (const rule of ["durata", "piemonte-2020/durata-domando", "a/b/c", "\u001b[31m"]) {
    assert.deepEqual(ran(OURS, ["explain", rule]), ran(NATIVE, ["explain", rule]), rule);
  }
});

test("both commands have the same options, and the docs name no other", () => {
  const optionsOf = (help) => new Set([...help.matchAll(/--[a-z][a-z-]+/g)].map(([name]) => name));
  const known = new Set();
  for (const command of ["check", "rules", "explain"]) {
    const [ours, native] = [OURS, NATIVE].map((of) => optionsOf(ran(of, [command, "--help"]).stdout));
    assert.deepEqual([...ours].sort(), [...native].sort(), command);
    native.forEach((name) => known.add(name));
  }
  for (const file of ["README.md", "docs/archive.md", "docs/add-a-rulebook.md", "pkg-config/npm/README.md"]) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [call] of text.matchAll(/convalida (check|rules|explain) [^\n`"]*|^\| `--[^`]*/gm)) {
      for (const name of optionsOf(call)) assert.ok(known.has(name), `${file}: ${name}`);
    }
  }
});

test("wrong arguments are told with what there is", () => {
  const wrong = {
    "": /there are check, rules, explain/,
    "chek": /no command is called chek; there are check/,
    "check": /check wants FILE/,
    "check --bref -": /no option is called --bref; there are .*--brief/,
    "check -x -": /no option is called -x/,
    "check --format xml -": /--format is text or json, not xml/,
    "check --format": /--format wants a value/,
    "check --id --brief -": /--id wants a value/,
    "check --brief=1 -": /--brief takes no value/,
    "check --brief --brief -": /--brief stands twice/,
    "check --today 2021-02-29 -": /not a day: write it as 2020-05-19/,
    "check --today 1/4/2020 -": /not a day/,
    "check --rulebook rapporto --rulebook-file x.json -": /can not be used together/,
    "rules a b": /takes 1 name, not 2/,
    "rules rapporto --rulebook-file x.json": /can not be used together/,
    "explain": /explain wants RULE/,
    "compila x.md": /part of the native command/,
  };
  for (const [args, sentence] of Object.entries(wrong)) {
    const { status, stdout, stderr } = ran(OURS, args.split(" ").filter(Boolean));
    assert.deepEqual([status, stdout], [2, ""], args);
    assert.match(stderr, /^convalida: [^\n]+\n$/, args);
    assert.match(stderr, sentence);
  }
  for (const args of ["--help", "-h", "help", "check --help", "help rules", "explain -h"]) {
    const { status, stdout, stderr } = ran(OURS, args.split(" "));
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /Usage: convalida/);
  }
});

test("a filter answers before the stream ends", async () => {
  const running = spawn(process.execPath, [bin, "check", "--format", "json", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  for (let line = 1; line <= 3; line++) {
    running.stdin.write(`${BAD}\n`);
    assert.equal(JSON.parse((await answers.next()).value).line, line);
  }
  running.stdin.end();
  assert.deepEqual(await once(running, "exit"), [1, null]);
});

test("it stops when its reader is gone, though its input has no end", async () => {
  const running = spawn(process.execPath, [bin, "check", "--format", "json", "-"], { stdio: ["pipe", "pipe", "pipe"] });
  running.stdin.on("error", () => {});
  running.stdin.write(`${BAD}\n`);
  await once(running.stdout, "data");
  running.stdout.destroy();
  const goOn = setInterval(() => running.stdin.write(`${BAD}\n`), 5);
  const [status] = await once(running, "exit");
  clearInterval(goOn);
  assert.equal(status, 0);
  assert.equal(running.stderr.read(), null);
});

test("a full device is told", { skip: !existsSync("/dev/full") }, () => {
  const full = openSync("/dev/full", "w");
  for (const args of [["check", "-"], ["rules"]]) {
    const { status, stderr } = spawnSync(process.execPath, [bin, ...args], { input: GOOD, stdio: ["pipe", full, "pipe"], encoding: "utf8" });
    assert.deepEqual([status, stderr], [2, "convalida: standard output: No space left on device (os error 28)\n"]);
  }
  closeSync(full);
});
