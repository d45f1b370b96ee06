// What leaves the page comes back as it was, and does nothing where it is opened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../tools/bundled.mjs";

const { carryOut, corrected, propose, readBytes, readText, writeCsv, writeIcs, writeXlsx } = await bundled("tests/prevalidazione/files.js");

const kinds = { codiceFiscale: "codice-fiscale", cognome: "text", nome: "text", dataAssunzione: "date", tipoContratto: "word", ore: "hours" };
const fields = new Map(Object.entries(kinds).map(([name, kind]) => [name, { kind, words: name === "tipoContratto" ? [{ value: "indeterminato" }, { value: "determinato" }] : undefined }]));

const FILE = 'Note;Nominativo;Cod. Fisc.;Data assunzione;Contratto;Ore CIG\n=1+1;"Rossi; Mario";RSSMRA80A01L219M;23/02/20;TI;8,00\n@x;De Luca Anna;DLCNNA80A41H501X;43884;TD;otto\n';

async function opened() {
  const table = (await readText(FILE)).sheets[0].rows;
  const plan = propose(table, fields);
  const { rows, origin } = carryOut(table, plan, fields).parts[0];
  return { table, plan, fields, parts: [{ head: {}, rows, origin, outcome: (at) => (at ? ["da correggere", "«otto» non è un numero"] : ["a posto", ""]) }], words: { outcome: "Esito", reason: "Motivo", column: (key) => `«${key}»` } };
}

/** The workers in a file, by our fields. */
async function workersIn(content) {
  const { rows } = content.sheets[0];
  return carryOut(rows, propose(rows, fields), fields).parts[0].rows;
}

test("the columns stand in the order of the file; what nobody touched is written as it was", async () => {
  const source = await opened();
  const [header, first, second] = corrected(source);
  assert.deepEqual(header, ["Note", "Nominativo", "Cod. Fisc.", "Data assunzione", "Contratto", "Ore CIG", "Esito", "Motivo"]);
  assert.deepEqual(first, ["=1+1", "Rossi; Mario", "RSSMRA80A01L219M", "23/02/20", "TI", "8,00", "a posto", ""]);
  assert.equal(second[5], "otto");
  source.parts[0].rows[1].ore = "8";
  source.parts[0].rows[1].consuntivo = { "2020-03": "7,5" };
  source.parts[0].rows.push({ codiceFiscale: "nuovo" });
  source.parts[0].origin.push(-1);
  const changed = corrected(source);
  assert.deepEqual(changed[0].slice(6), ["«consuntivo.2020-03»", "Esito", "Motivo"]);
  assert.deepEqual(changed[2].slice(3, 7), ["43884", "TD", "8", "7,5"]);
  assert.deepEqual(changed[3].slice(0, 3), ["", "", "nuovo"]);
});

test("exported and read again, the rows are the same: CSV and XLSX", async () => {
  const source = await opened();
  source.parts[0].rows[0].cognome = "=cmd|' /C calc'!A0";
  source.parts[0].rows[1].nome = "  Anna\u0007 _x0041_ <b>&\"\n";
  const rows = corrected(source);
  const trimmed = source.parts[0].rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value.trim()])));
  for (const content of [await readText(writeCsv(rows, ";")), await readBytes(writeXlsx(rows, "Lavoratori [1]"))]) {
    const back = await workersIn(content);
    assert.deepEqual(back.map(({ codiceFiscale, dataAssunzione, tipoContratto, ore }) => ({ codiceFiscale, dataAssunzione, tipoContratto, ore })), trimmed.map(({ codiceFiscale, dataAssunzione, tipoContratto, ore }) => ({ codiceFiscale, dataAssunzione, tipoContratto, ore })));
    assert.equal(content.sheets[0].rows[0].at(-1), "Motivo");
  }
  const plain = [["codiceFiscale", "cognome", "nome"], ["RSSMRA80A01L219M", source.parts[0].rows[0].cognome, source.parts[0].rows[1].nome]];
  const xlsx = await readBytes(writeXlsx(plain, "x"));
  assert.deepEqual(xlsx.sheets[0].rows, plain);
  assert.equal((await workersIn(await readText(writeCsv(plain))))[0].cognome, source.parts[0].rows[0].cognome);
});

test("no cell of the CSV is a formula", async () => {
  const csv = writeCsv([["=a", "+b", "-c", "@d", "\te", "f"]]);
  assert.equal(csv, "\ufeff'=a;'+b;'-c;'@d;'\te;f\r\n");
});

test("a calendar has one day for each term, in lines that are not too long", () => {
  const ics = writeIcs([{ label: "Termine, per presentare; la domanda", day: "2020-07-15", note: "è ".repeat(60) }], new Date("2020-04-15T10:00:00Z"));
  assert.match(ics, /DTSTART;VALUE=DATE:20200715\r\n/);
  assert.match(ics, /SUMMARY:Termine\\, per presentare\\; la domanda/);
  for (const line of ics.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
});
