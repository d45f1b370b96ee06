// Files that somebody spoilt: whatever their bytes, they are read, or refused with a sentence; nothing else is thrown,
// no cell is no text, and what is read is matched and converted without a fault. A longer run:
//
//     CONVALIDA_FUZZ_SECONDS=120 CONVALIDA_FUZZ_SEED=7 node --test tests/prevalidazione/fuzz.test.mjs

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../tools/bundled.mjs";

const { carryOut, propose, readBytes, Refusal, strToU8, zipSync } = await bundled("tests/prevalidazione/files.js");

const seconds = Number(process.env.CONVALIDA_FUZZ_SECONDS ?? 2);
const seed = Number(process.env.CONVALIDA_FUZZ_SEED ?? 1);

const fields = new Map([
  ["codiceFiscale", { kind: "codice-fiscale" }],
  ["cognome", { kind: "text" }],
  ["dataAssunzione", { kind: "date" }],
  ["ore", { kind: "hours" }],
  ["giorni", { kind: "integer" }],
]);

const CSV = 'Codice fiscale;Cognome;"Data\nassunzione";Ore;Giorni\r\nRSSMRA80A01L219M;"Rossi; detto ""Rosso""";23/02/2020;7,5;20\r\nVRDLGU75C15F205O;D\u2019Al\u00f2;43884;7:30;5\r\n';
const JSON_TEXT = '{"regolamento":"piemonte-2020","lavoratori":[{"cognome":"Rossi","ore":"7,5"},{"ore":40}]}\n{"lavoratori":[]}\n';
const XML = `<?xml version="1.0"?><DenunceMensili><Azienda><AnnoMeseDenuncia>2020-03</AnnoMeseDenuncia><Matricola>1234567890</Matricola><PosContributiva><DenunciaIndividuale><CFLavoratore>RSSMRA80A01L219M</CFLavoratore><Cognome>ROSSI</Cognome></DenunciaIndividuale></PosContributiva></Azienda></DenunceMensili>`;
const SHEET = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Ore</t></is></c></row><row r="2"><c r="A2" s="1"><v>43884</v></c><c r="B2"><f>1+1</f><v>7.5</v></c></row></sheetData></worksheet>';
const BOOK = {
  "xl/workbook.xml": '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Foglio" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/sharedStrings.xml": "<sst><si><t>Assunto il</t></si></sst>",
  "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  "xl/worksheets/sheet1.xml": SHEET,
};

/** The same numbers for the same seed. */
function chance(start) {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Some bytes changed, doubled, left out, cut off, or replaced by what is special to a format. */
function spoilt(bytes, next) {
  const special = ['"', ";", "\n", "\0", "<", "</", "&#x0;", "&#x110000;", "]]>", "{", "[[[[", "\ufeff", "=1+1", "\ud83d", "99999999999", "XFD1048576"];
  let out = [...bytes];
  for (let n = next(4) + 1; n > 0; n--) {
    const at = next(out.length + 1);
    const many = next(1 + Math.min(40, out.length));
    const ways = [
      () => (out[at] = next(256)),
      () => out.splice(at, many),
      () => out.splice(at, 0, ...out.slice(at, at + many)),
      () => (out = out.slice(0, at)),
      () => out.splice(at, next(3), ...strToU8(special[next(special.length)])),
    ];
    ways[next(ways.length)]();
  }
  return Uint8Array.from(out, (byte) => byte ?? 0);
}

const written = {
  csv: (next) => spoilt(strToU8(CSV), next),
  json: (next) => spoilt(strToU8(JSON_TEXT), next),
  xml: (next) => spoilt(strToU8(XML), next),
  // The packed file spoilt, or one of its parts before it is packed.
  xlsx: (next) => {
    const parts = Object.entries(BOOK).map(([path, xml]) => [path, strToU8(xml)]);
    if (next(3) === 0) return spoilt(zipSync(Object.fromEntries(parts)), next);
    const part = parts[next(parts.length)];
    part[1] = spoilt(part[1], next);
    return zipSync(Object.fromEntries(parts));
  },
};

/** Reads a file to its end; what is refused says why. */
async function taken(bytes) {
  let content;
  try {
    content = await readBytes(bytes);
  } catch (error) {
    assert.ok(error instanceof Refusal, `no sentence, but ${error.stack}`);
    assert.match(error.sentence, /\p{L}.*\./u);
    return "refused";
  }
  for (const { rows } of content.sheets ?? []) {
    for (const cell of rows.flat()) assert.equal(typeof cell, "string");
    const plan = propose(rows, fields);
    carryOut({ rows, date1904: content.date1904 }, plan, fields);
  }
  return content.kind;
}

for (const [format, make] of Object.entries(written)) {
  test(`a spoilt ${format} file is read, or refused with a sentence`, async (t) => {
    const end = Date.now() + (seconds * 1000) / Object.keys(written).length;
    const found = {};
    let runs = 0;
    do {
      const start = seed * 1_000_003 + runs;
      const bytes = make(chance(start));
      try {
        const kind = await taken(bytes);
        found[kind] = (found[kind] ?? 0) + 1;
      } catch (error) {
        throw new Error(`${format}, ${start}: ${Buffer.from(bytes).toString("latin1").slice(0, 600)}`, { cause: error });
      }
      runs++;
    } while (Date.now() < end || runs < 200);
    t.diagnostic(`${runs} files: ${JSON.stringify(found)}`);
  });
}
