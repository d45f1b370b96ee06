// What the page's worker does, without the page: files become applications, edited, judged together, written out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../tools/bundled.mjs";

const { Engine } = await bundled("www/prevalidazione/engine/engine.js");

const CODES = ["RSSMRA80A01L219M", "VRDLGU75C15F205O", "BNCNNA82D45H501M"];
const WORDS = { application: "domanda", corrected: "corretta", workers: "Lavoratori", outcome: "Esito", reason: "Motivo", toMend: "da correggere", toLookAt: "da guardare", fine: "a posto", names: { cognome: "cognome" }, language: "it" };
const LIST = `Cod. Fisc.;Cognome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG\n${CODES.map((code, at) => `${code};Nome ${at};01/02/2015;TI;40;10;${at === 2 ? 96 : 80}`).join("\n")}\n`;

function engine() {
  const made = new Engine();
  made.start({ language: "it", today: "2020-06-01" });
  return made;
}

async function opened(made) {
  const { id } = await made.read({ name: "ditta.csv", text: LIST });
  const { plan } = made.plan(id, "piemonte-2020");
  return made.take(id, "piemonte-2020", { "periodo.dataInizio": "23/02/2020", "periodo.dataFine": "28/03/2020" }, { plan })[0];
}

const groupsAbout = (groups, field) => groups.filter(({ names }) => names.includes(field)).map(({ rule, rows }) => [rule.split("/")[1], [...rows]]);

test("a file becomes an application, shown before it is judged", async () => {
  const made = engine();
  const { id, workers, counts } = await opened(made);
  assert.deepEqual([workers, counts], [3, null]);
  const { columns, length, fields } = made.open(id);
  assert.equal(length, 3);
  assert.deepEqual(columns.codiceFiscale, CODES);
  assert.ok(fields.some(({ path }) => path === "lavoratori.*.ore"));
  assert.deepEqual(groupsAbout((await made.check(id)).groups, "ore"), [["ore-oltre-giorni", [2]]]);
});

test("rows of other lengths than the header are told before and after; a spreadsheet's have none", async () => {
  const made = engine();
  const { id } = await made.read({ name: "ditta.csv", text: LIST.replace("40;10;96", "40;1;0;96") });
  const { plan, ragged } = made.plan(id, "piemonte-2020");
  assert.deepEqual(ragged.rows, [{ row: 4, cells: 8, expected: 7 }]);
  const [{ id: taken }] = made.take(id, "piemonte-2020", {}, { plan });
  assert.deepEqual(made.open(taken).notes[0], { how: "celle-diverse", count: 1, samples: ragged.rows });
  const people = await made.read({ name: "persone.json", text: JSON.stringify([{ codiceFiscale: CODES[0], ore: 8 }, { codiceFiscale: CODES[1] }]) });
  assert.equal(made.plan(people.id, "piemonte-2020").ragged.count, 0);
});

test("keys, cells and rows: every way ends where a whole check of the same data ends", async () => {
  const made = engine();
  const { id } = await opened(made);
  await made.check(id);
  const { removed } = made.set(id, "lavoratori.2.ore", "80");
  assert.deepEqual(removed, [["piemonte-2020/ore-oltre-giorni", "lavoratori.2.ore"]]);
  assert.equal(made.set(id, "lavoratori.2.ore", "960").groups[0].severity, "error");
  made.write(id, [["lavoratori.2.ore", "80"], ["lavoratori.0.ore", "99"]]);
  assert.deepEqual(groupsAbout((await made.check(id)).groups, "ore"), [["ore-oltre-giorni", [0]]]);
  const taken = made.remove(id, [0, 1]);
  assert.equal(made.open(id).length, 1);
  made.insert(id, taken);
  made.append(id);
  const { columns } = made.open(id);
  assert.deepEqual(columns.codiceFiscale, [...CODES, ""]);
  assert.equal(columns.ore[0], "99");
  const written = (await made.export([id], "csv", WORDS)).content.slice(1).split("\r\n");
  assert.match(written[1], /^RSSMRA80A01L219M;Nome 0;01\/02\/2015;TI;40;10;99;da (correggere|guardare);/);
  assert.match(written[3], /;80;(a posto;|da guardare;)/);
});

test("a fix is looked at, then applied", async () => {
  const made = engine();
  const { id } = await opened(made);
  made.write(id, [["periodo.dataFine", "30/03/2020"]]);
  await made.check(id);
  const fixes = made.fixes(id, "piemonte-2020/durata-domanda");
  assert.deepEqual(fixes, [{ path: "periodo.dataFine", before: "30/03/2020", after: "28/03/2020" }]);
});

test("applications of one employer are judged together, and say nothing of what was only supposed", async () => {
  const made = engine();
  const domanda = (dataInizio, dataFine) => ({ regolamento: "piemonte-2020", periodo: { dataInizio, dataFine }, datoreLavoro: { codiceFiscale: "01234567897" }, lavoratori: [{ codiceFiscale: CODES[0] }] });
  const { id } = await made.read({ name: "due.jsonl", text: [domanda("29/03/2020", "02/05/2020"), domanda("23/02/2020", "28/03/2020")].map((one) => JSON.stringify(one)).join("\n") });
  made.take(id, "piemonte-2020", {});
  const [second, first] = await made.checkAll();
  assert.deepEqual([first.days.total, second.days.earlier, second.days.total], [35, 35, 70]);
  const { groups } = await made.check(second.id);
  assert.ok(groups.some(({ rule }) => /massim|durata/.test(rule)), JSON.stringify(groups.map(({ rule }) => rule)));
  assert.ok(groups.every(({ names }) => names.every((name) => !name.startsWith("domandePrecedenti"))));
  assert.equal(JSON.parse((await made.export([second.id], "json", WORDS)).content).domandePrecedenti, undefined);
});

test("one person in two applications at once is told at the later one, whatever the spelling of the employer's code", async () => {
  const made = engine();
  const domanda = (dataInizio, dataFine, codiceFiscale, rows = {}) => ({ regolamento: "piemonte-2020", periodo: { dataInizio, dataFine }, datoreLavoro: { codiceFiscale }, lavoratori: [{ codiceFiscale: CODES[0] }], ...rows });
  const own = { domandePrecedenti: [{ dataInizio: "23/02/2020", dataFine: "01/03/2020" }] };
  const lines = [domanda("23/02/2020", "28/03/2020", CODES[1]), domanda("16/03/2020", "12/04/2020", "vrd lgu 75c15 f20R j", own), domanda("16/03/2020", "12/04/2020", CODES[2])];
  const { id } = await made.read({ name: "tre.jsonl", text: lines.map((one) => JSON.stringify(one)).join("\n") });
  const overlaps = [];
  for (const { id: one } of made.take(id, "piemonte-2020", {})) overlaps.push((await made.check(one)).groups.some(({ rule }) => rule.endsWith("domande-sovrapposte")));
  assert.deepEqual(overlaps, [false, true, false]);
});

test("many cells are written together, or, where a person stops it, none", async () => {
  const made = engine();
  const { id } = await opened(made);
  const cells = Array.from({ length: 45_000 }, (_, row) => [row, "ore", String(row % 80)]);
  const shares = [];
  await made.rewrite(id, 45_000, [...cells, [0, "consuntivo.2020-03", "8"]], (share) => shares.push(share));
  assert.ok(shares.length > 2 && shares.at(-1) === 1, shares.join());
  const { columns, length } = made.open(id);
  assert.deepEqual([length, columns.ore[44_999], columns["consuntivo.2020-03"][0], columns.codiceFiscale[2]], [45_000, "39", "8", CODES[2]]);
  const stopped = made.rewrite(id, 3, [], (share) => share === 1 && made.stop());
  await assert.rejects(stopped, (error) => error.name === "Refusal" && /com'era/.test(error.message));
  assert.equal(made.open(id).length, 45_000);
  await assert.rejects(made.check(id, () => made.stop()), /fermato/);
});

test("another language, another rulebook: the same data", async () => {
  const made = engine();
  const { id } = await opened(made);
  made.start({ language: "en", today: "2020-06-01" });
  const english = (await made.check(id)).groups.find(({ names }) => names.includes("ore"));
  assert.match(english.messages[0], /hours/);
  made.use(id, "toscana-2020");
  assert.equal(made.open(id).card.rulebook, "toscana-2020");
  assert.deepEqual(made.open(id).columns.codiceFiscale, CODES);
});

const FIRMS = `Ragione sociale ditta;P.IVA ditta;Cod. Fisc.;Cognome;Data assunzione;Contratto;Orario;Ore CIG\n${[0, 1, 0, 1].map((firm, at) => `Ditta ${firm};${["01234567897", "12345678903"][firm]};${CODES[at % 3]};Nome ${at};01/02/2015;TI;40;80`).join("\n")}\n`;

async function firms(made) {
  const { id } = await made.read({ name: "ditte.csv", text: FIRMS });
  const { plan } = made.plan(id, "piemonte-2020");
  return made.take(id, "piemonte-2020", { "periodo.dataInizio": "23/02/2020", "periodo.dataFine": "28/03/2020" }, { plan });
}

test("columns that were added have names for people, by which they are known again", async () => {
  for (const language of ["it", "en"]) {
    const made = new Engine();
    made.start({ language, today: "2020-06-01" });
    const { id } = await opened(made);
    const asked = made.workerFields("piemonte-2020").filter(({ label }) => label);
    const inFile = ["codiceFiscale", "cognome", "dataAssunzione", "tipoContratto", "orarioSettimanale", "giorni", "ore"];
    const added = asked.map(({ name }) => name).filter((name) => !inFile.includes(name));
    const value = { date: "01/02/2020", word: "x", "yes-no": "no", iban: "IT60X0542811101000000123456" };
    made.write(id, [...added.map((name) => [`lavoratori.0.${name}`, value[asked.find((field) => field.name === name).kind] ?? "3"]), ["lavoratori.0.consuntivo.2020-03", "8"]]);
    const labels = made.open(id).fields.filter(({ path }) => path.startsWith("lavoratori.*.")).map(({ path, label }) => [path.slice(13), label]);
    const content = (await made.export([id], "csv", { ...WORDS, names: Object.fromEntries(labels), language })).content;
    const header = content.slice(1).split("\r\n")[0].split(";");
    assert.ok(header.every((name) => !/[a-z][A-Z]|\d{4}-\d\d/.test(name)), header.join());
    assert.ok(header.includes({ it: "Ore a consuntivo del mese, marzo 2020", en: "Hours reported for the month, March 2020" }[language]), header.join());
    const again = await made.read({ name: "corretta.csv", text: content });
    const { columns } = made.plan(again.id, "piemonte-2020").plan;
    assert.deepEqual(columns.map(({ field }) => field).filter(Boolean).sort(), [...inFile, ...added].sort());
  }
});

test("employers of one file are told apart; what one has typed stays while another is in hand", async () => {
  const made = engine();
  const [first, second] = await firms(made);
  assert.deepEqual([first, second].map(({ name, employer, workers }) => [name, employer, workers]), [["Ditta 0", "01234567897", 2], ["Ditta 1", "12345678903", 2]]);
  made.open(first.id);
  await made.check(first.id);
  made.set(first.id, "lavoratori.0.ore", "300");
  const before = groupsAbout((await made.check(first.id)).groups, "ore");
  made.open(second.id);
  const cards = await made.checkAll();
  assert.ok(cards.every(({ counts, days }) => counts.error > 0 && days.total === 35), JSON.stringify(cards));
  assert.equal(made.open(first.id).columns.ore[0], "300");
  assert.deepEqual(groupsAbout((await made.check(first.id)).groups, "ore"), before);
});

test("a file of several employers is written as one, with rows added by hand under their own", async () => {
  const made = engine();
  const [first, second] = await firms(made);
  made.append(first.id);
  made.write(first.id, [["lavoratori.2.codiceFiscale", "NREDAA80A41L219B"], ["datoreLavoro.denominazione", "Ditta nuova"]]);
  const written = (await made.export([first.id, second.id], "csv", WORDS)).content.slice(1).trim().split("\r\n").map((line) => line.split(";").slice(0, 3));
  assert.deepEqual(written.slice(1), [
    ["Ditta nuova", "01234567897", CODES[0]],
    ["Ditta 1", "12345678903", CODES[1]],
    ["Ditta nuova", "01234567897", CODES[2]],
    ["Ditta nuova", "01234567897", "NREDAA80A41L219B"],
    ["Ditta 1", "12345678903", CODES[0]],
  ]);
  assert.equal(JSON.parse((await made.export([first.id, second.id], "json", WORDS)).content).length, 2);
  assert.deepEqual((await made.report([second.id, first.id])).map(({ card, names }) => [card.name, names.length]), [["Ditta 1", 2], ["Ditta nuova", 3]]);
});

test("the most possible of each month is that of the workers' own hours", async () => {
  const made = engine();
  const { id } = await opened(made);
  made.write(id, [["lavoratori.0.consuntivo.2020-02", "30"], ["lavoratori.1.orarioSettimanale", ""]]);
  await made.check(id);
  assert.deepEqual((await made.monthly(id)).map(({ month, asked, unlimited }) => [month, asked, unlimited]), [["2020-02", 30, 1], ["2020-03", 0, 1]]);
  made.write(id, [["lavoratori.1.orarioSettimanale", "20"]]);
  assert.deepEqual((await made.monthly(id)).map(({ most }) => most), [40 + 20 + 40, 160 + 80 + 160]);
});

test("a mend of what an edit has just made wrong needs no whole check", async () => {
  const made = engine();
  const { id } = await opened(made);
  await made.check(id);
  const { groups } = made.set(id, "lavoratori.0.ore", "960");
  const rule = groups.find(({ fixable }) => fixable.includes(1)).rule;
  assert.match(made.fixes(id, rule, "lavoratori.0.ore")[0].after, /^\d+$/);
});

test("rules that the page does not have are refused by name", async () => {
  const made = engine();
  const { id } = await made.read({ name: "una.json", text: JSON.stringify({ regolamento: "atlantide-2020", lavoratori: [{}] }) });
  assert.throws(() => made.take(id, "piemonte-2020", {}), (error) => error.name === "Refusal" && error.values.nome === "atlantide-2020");
});
