// The import room of the prevalidation page: what consultants' files look like, and what is made of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../tools/bundled.mjs";

const { carryOut, convert, divide, propose, ragged, readBytes, readText, readUniemens, readXlsx, separatorOf, strToU8, zipSync } = await bundled("tests/prevalidazione/files.js");

const WORDS = { tipoContratto: ["indeterminato", "determinato", "apprendistato", "intermittente"], qualifica: ["operaio", "impiegato", "quadro", "apprendista"] };
const kinds = { codiceFiscale: "codice-fiscale", cognome: "text", nome: "text", dataAssunzione: "date", dataCessazione: "date", tipoContratto: "word", qualifica: "word", orarioSettimanale: "hours", ore: "hours", giorni: "integer", iban: "iban", did: "yes-no" };
const fields = new Map(Object.entries(kinds).map(([name, kind]) => [name, { kind, words: WORDS[name]?.map((value) => ({ value })) }]));

const CODES = ["RSSMRA80A01L219M", "VRDLGU75C15F205O", "BNCNNA82D45H501M"];
const bytes = (text) => new TextEncoder().encode(text);
const table = async (text) => (await readText(text)).sheets[0].rows;
const mapped = (plan) => Object.fromEntries(plan.columns.filter(({ field }) => field).map(({ name, field, index }) => [name || index, field]));

test("an encoding is told by its mark, by its zeros, by being valid, or is Windows-1252", async () => {
  const text = "Cognome;Nome\r\nD’Alò;José\r\n";
  const utf16 = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((mark) => [mark.charCodeAt(0) & 255, mark.charCodeAt(0) >> 8])]);
  const western = new Uint8Array([...text].map((mark) => ({ "’": 0x92, ò: 0xf2, é: 0xe9 })[mark] ?? mark.charCodeAt(0)));
  const files = { "utf-8": bytes(text), "utf-16le": utf16, "windows-1252": western };
  for (const [encoding, file] of Object.entries(files)) {
    const found = await readBytes(file);
    assert.equal(found.encoding, encoding);
    assert.deepEqual(found.sheets[0].rows, [["Cognome", "Nome"], ["D’Alò", "José"]]);
  }
  const marked = await readBytes(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(text)]));
  assert.equal(marked.sheets[0].rows[0][0], "Cognome");
  assert.equal((await readBytes(utf16.slice(2))).encoding, "utf-16le");
});

test("a separator is the one on which the rows agree", () => {
  assert.equal(separatorOf("a;b;c\n7,5;2,0;x\n8,0;1,5;y\n"), ";");
  assert.equal(separatorOf("a,b,c\n1,2,3\n"), ",");
  assert.equal(separatorOf("a\tb\n1,5\t2\n"), "\t");
  assert.equal(separatorOf("a|b\n1|2\n"), "|");
});

test("quotes, line ends inside cells and a declared separator are read", async () => {
  assert.deepEqual(await table('sep=,\r\na,"b, c"\r\n"x\r\ny","say ""so"""\r\n'), [["a", "b, c"], ["x\r\ny", 'say "so"']]);
  assert.deepEqual((await readText('a;b\n"never closed;1\n')).broken, [1]);
});

test("columns are matched by name and by content, whatever their order", async () => {
  const rows = await table(`Azienda Prova srl;;;\n\nNote;Ore CIG;Dt. assunz.;Cod. Fisc.;Cognome e nome;TIPO CONTR.\nx;80,00;01/02/2015;${CODES[0]};Rossi Mario;TI\n;7:30;23/02/20;${CODES[1]};Verdi Luigi;TD\n`);
  const plan = propose(rows, fields);
  assert.equal(plan.header, 2);
  assert.deepEqual(mapped(plan), { "Ore CIG": "ore", "Dt. assunz.": "dataAssunzione", "Cod. Fisc.": "codiceFiscale", "Cognome e nome": "cognome+nome", "TIPO CONTR.": "tipoContratto" });
  assert.deepEqual(plan.words.tipoContratto.map(({ text, word }) => [text, word]), [["TI", "indeterminato"], ["TD", "determinato"]]);
  const { parts, notes } = carryOut(rows, plan, fields);
  assert.deepEqual(parts[0].rows[1], { ore: "7:30", dataAssunzione: "23/02/2020", codiceFiscale: CODES[1], cognome: "Verdi", nome: "Luigi", tipoContratto: "determinato" });
  assert.deepEqual(notes.map(({ how, count }) => [how, count]), [["anno-a-due-cifre", 1]]);
});

test("a name that means one of two things is the likelier one, and never sure; short words for contracts are known", async () => {
  const both = new Map([...fields, ["dataFine", { kind: "date" }], ["dataFineContratto", { kind: "date" }], ["tipoContratto", { kind: "word", words: ["determinato", "somministrazione"].map((value) => ({ value })) }]]);
  const head = "Codice fiscale;Data fine rapporto;Tipo contratto";
  const dated = propose(await table(`${head}\n${CODES[0]};31/03/2020;SOMM.\n${CODES[1]};;Tempo det.\n`), both);
  assert.equal(mapped(dated)["Data fine rapporto"], "dataCessazione");
  assert.ok(dated.columns[1].score < 0.85, `${dated.columns[1].score}`);
  assert.deepEqual(dated.words.tipoContratto.map(({ word }) => word), ["somministrazione", "determinato"]);
  const empty = propose(await table(`${head}\n${CODES[0]};;SOMM.\n${CODES[1]};;TD\n`), both);
  assert.equal(mapped(empty)["Data fine rapporto"], "dataCessazione");
  assert.ok(empty.columns[1].score < 0.65, "to be confirmed");
});

test("a name that lies is not believed against its content", async () => {
  const rows = await table(`codice fiscale;cf;ore\nRossi;${CODES[0]};8\nVerdi;${CODES[1]};8\n`);
  assert.deepEqual(mapped(propose(rows, fields)), { cf: "codiceFiscale", ore: "ore" });
});

test("without a header a codice fiscale is known by its shape", async () => {
  const rows = await table(`Rossi;${CODES[0]};TI;40\nVerdi;${CODES[1].toLowerCase()};TD;20\n`);
  const plan = propose(rows, fields);
  assert.equal(plan.header, -1);
  assert.deepEqual(mapped(plan), { 1: "codiceFiscale", 2: "tipoContratto" });
  assert.equal(carryOut(rows, plan, fields).parts[0].rows[1].codiceFiscale, CODES[1]);
});

test("what a person chose stands, and comes back with the same header", async () => {
  const rows = await table(`A;B\n${CODES[0]};80\n`);
  const plan = propose(rows, fields, { header: 0, fieldAt: ["codiceFiscale", "ore"] });
  assert.deepEqual(mapped(plan), { A: "codiceFiscale", B: "ore" });
  assert.equal(propose(await table(`a ; b\n${CODES[1]};8\n`), fields, { header: 0 }).signature, plan.signature);
});

test("days in every shape that can be told; the others stay as they are", () => {
  const days = { "23/02/20": "23/02/2020", "23.2.2020": "23/02/2020", "2020-02-23T00:00:00": "23/02/2020", "23022020": "23/02/2020", "20200223": "23/02/2020", "3022020": "03/02/2020", "43884": "23/02/2020", "230220": "23/02/2020", "23-feb-2020": "23/02/2020", "23 febbraio 2020": "23/02/2020", "2020-02-23 00:00:00.000": "23/02/2020", "31/02/2020": "31/02/2020", "domani": "domani", "02/2020": "02/2020" };
  for (const [written, day] of Object.entries(days)) assert.equal(convert("date", written).text, day, written);
  assert.equal(convert("date", "42422", { date1904: true }).text, "23/02/2020");
  assert.equal(convert("date", "23/02/78").text, "23/02/1978");
});

test("hours and numbers keep what was meant; nothing is guessed in silence", () => {
  const hours = { "7,5": "7,5", "7:30": "7:30", "40,00": "40,00", "1.234,50": "1234,50", "40 h": "40", "7,33333333": "7,33", "40,000": "40", "1.500": "1.500", "1.234": "1.234", "-8": "-8", "otto": "otto" };
  for (const [written, text] of Object.entries(hours)) assert.equal(convert("hours", written).text, text, written);
  assert.deepEqual(convert("hours", "4000", { hundredths: true }), { text: "40", how: "centesimi" });
  assert.equal(convert("integer", "10,00").text, "10");
  assert.equal(convert("codice-fiscale", " rss mra 80a01 l219m ").text, CODES[0]);
});

test("surname and name are divided by the codice fiscale", () => {
  assert.deepEqual(divide("De Luca Anna Maria", "DLCNMR80A41H501X"), { cognome: "De Luca", nome: "Anna Maria", sure: true });
  assert.deepEqual(divide("Mario Rossi", CODES[0]), { cognome: "Rossi", nome: "Mario", sure: true });
  assert.deepEqual(divide("Rossi Mario Luca", ""), { cognome: "Rossi", nome: "Mario Luca", sure: false });
});

test("one file with several employers becomes one application each; totals and blank rows are told", async () => {
  const rows = await table(`Ragione sociale;Matricola INPS;Codice fiscale;Ore\nAlfa;8101234567;${CODES[0]};8\nBeta;8107654321;${CODES[1]};9\n;;;\nAlfa;8101234567;${CODES[2]};7\nTotale;;;24\n`);
  const { parts, notes } = carryOut(rows, propose(rows, fields), fields);
  assert.deepEqual(parts.map(({ head, origin }) => [head["datoreLavoro.denominazione"], origin]), [["Alfa", [1, 4]], ["Beta", [2]]]);
  assert.deepEqual(notes.map(({ how }) => how).sort(), ["riga-di-totale", "riga-vuota"]);
  assert.deepEqual(notes.find(({ how }) => how === "riga-di-totale").samples, [{ row: 6, text: "Totale · 24" }]);
});

test("rows with more or fewer cells than the header are told, and empty cells at their end are no matter", async () => {
  const of = async (text) => {
    const rows = await table(text);
    return ragged(rows, propose(rows, fields));
  };
  const header = "Codice fiscale;Cognome;Ore;Giorni";
  const found = await of(`${header}\n${CODES[0]};Rossi;8;0;10\n${CODES[1]};Verdi\n${CODES[2]};Bianchi;8;1\n\n${CODES[0]};Neri;8;1;;\nTotale;24\n`);
  assert.deepEqual(found, { count: 2, rows: [{ row: 2, cells: 5, expected: 4 }, { row: 3, cells: 2, expected: 4 }] });
  assert.equal((await of(`${header};\n${CODES[0]};Rossi;8;1\n${CODES[1]};Verdi;8;1;\n`)).count, 0, "a header that ends in a separator");
  assert.deepEqual((await of(`${CODES[0]};Rossi;8\n${CODES[1]};Verdi;8;0\n${CODES[2]};Bianchi;8\n`)).rows, [{ row: 2, cells: 4, expected: 3 }], "without a header by what most rows have");
  const many = await of(`${header}\n${`${CODES[0]};Rossi\n`.repeat(50)}`);
  assert.deepEqual([many.count, many.rows.length], [50, 10]);
});

/** A workbook by hand: cells with days in both epochs, codes with zeros, errors, formulas never computed. */
function workbook({ sheet, date1904 = "0", styles = "", shared = "", name = "Dipendenti" }) {
  const files = {
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="${date1904}"/><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/><sheet name="Nascosto" state="hidden" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml": `<styleSheet>${styles}</styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${shared}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)])));
}

test("a workbook is read as a person sees it", async () => {
  const styles = '<numFmts><numFmt numFmtId="170" formatCode="00000000000"/><numFmt numFmtId="171" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
  const sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Ore</t></is></c></row><row r="3"><c r="A3" s="1"><v>43884</v></c><c r="B3" s="2"><v>1234567890</v></c><c r="C3" s="3"><v>0.3125</v></c><c r="D3"><v>40.5</v></c><c r="E3"><f>SUM(A1)</f></c><c r="F3" t="e"><v>#N/A</v></c><c r="G3" t="b"><v>1</v></c><c r="H3" s="3"><v>1.6666666667</v></c></row>';
  const book = await readXlsx(workbook({ sheet, styles, shared: "<si><r><t>Data </t></r><r><t>assunzione</t></r><rPh><t>x</t></rPh></si>" }));
  assert.equal(book.sheets.length, 1);
  const { rows, formulas } = book.sheets[0];
  assert.deepEqual(rows[0].slice(0, 3), ["Data assunzione", "", "Ore"]);
  assert.deepEqual(rows[2], ["23/02/2020", "01234567890", "7:30", "40,5", "=SUM(A1)", "#N/A", "sì", "40:00"]);
  assert.equal(formulas, 1);
  const mac = await readXlsx(workbook({ sheet: '<row r="1"><c r="A1" s="1"><v>42422</v></c></row>', styles, date1904: "1" }));
  assert.deepEqual(mac.sheets[0].rows, [["23/02/2020"]]);
});

const refused = (promise, word) => assert.rejects(promise, (error) => error.name === "Refusal" && word.test(error.message));

test("what is no workforce is refused with a sentence", async () => {
  await refused(readBytes(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0])), /\.xlsx/);
  await refused(readBytes(new Uint8Array(bytes("%PDF-1.4"))), /PDF/);
  await refused(readBytes(new Uint8Array()), /vuoto/);
  await refused(readBytes(zipSync({ "a.txt": strToU8("x") })), /Excel/);
  await refused(readBytes(workbook({ sheet: "" }).slice(0, 200)), /rovinato/);
  await refused(readXlsx(workbook({ sheet: '<row r="1"><c r="A1"><v>1</v>' })), /rovinato/);
  await refused(readText("<html><p>ciao</p></html>"), /UniEmens/);
  await refused(readText("{ nearly"), /JSON/);
  await refused(readText("[1, 2]"), /JSON/);
});

/** The same archive, its last file declaring another size. */
function saying(size, zip) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  for (let at = zip.length - 46; at > 0; at--) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    view.setUint32(at + 24, size, true);
    return zip;
  }
  throw new Error("no central directory");
}

test("zip bombs and absurd sizes are refused before they are unpacked", async () => {
  await refused(readXlsx(saying(450_000_000, workbook({ sheet: "" }))), /peserebbe/);
  // one that says less than it unpacks to gets no more room than it said
  await refused(readXlsx(saying(40, workbook({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(1000) }))), /rovinat/);
  await refused(readXlsx(workbook({ sheet: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' })), /riga 1048576/);
  await refused(readXlsx(workbook({ sheet: '<row r="1"><c r="XFD1"><v>1</v></c></row>' })), /colonna 16384/);
  await refused(readXlsx(workbook({ sheet: '<row r="199999"><c r="RA199999"><v>1</v></c></row>' })), /milioni/);
  await refused(readText(`a;b\n${"1;2\n".repeat(200_001)}`), /200000 righe/);
  await refused(readText(`${";".repeat(600)}\n`.repeat(2)), /colonne/);
});

test("a reading hears how far it is, and can be stopped", async () => {
  const text = `a;b\n${"uno;due\n".repeat(160_000)}`;
  const shares = [];
  await readText(text, { step: (share) => void shares.push(share) });
  assert.ok(shares.length > 1 && shares.at(-1) === 1);
  await assert.rejects(readText(text, { step: () => { throw new Error("stop"); } }), /stop/);
});

test("applications and lists of people come as JSON and JSONL", async () => {
  assert.equal((await readText('{"regolamento":"piemonte-2020","lavoratori":[]}')).domande.length, 1);
  const lines = await readText('{"regolamento":"a"}\n\nnot json\n{"regolamento":"b"}\n');
  assert.deepEqual([lines.domande.length, lines.broken[0].line], [2, 3]);
  const people = await readText(`[{"codiceFiscale":"${CODES[0]}","ore":8},{"codiceFiscale":"${CODES[1]}","nome":"Ada"}]`);
  assert.deepEqual(people.sheets[0].rows, [["codiceFiscale", "ore", "nome"], [CODES[0], "8", ""], [CODES[1], "", "Ada"]]);
});

test("UniEmens gives what public descriptions tell for certain", () => {
  const person = `<DenunciaIndividuale><CFLavoratore>${CODES[0]}</CFLavoratore><Cognome>Rossi</Cognome><Nome>Mario</Nome><Qualifica1>1</Qualifica1><Qualifica3>I</Qualifica3><Assunzione><GiornoAssunzione>3</GiornoAssunzione></Assunzione><DatiRetributivi><OrarioContrattuale>4000</OrarioContrattuale></DatiRetributivi></DenunciaIndividuale>`;
  const xml = `<?xml version="1.0"?><DenunceMensili xmlns="x"><Azienda><AnnoMeseDenuncia>2020-02</AnnoMeseDenuncia><CFAzienda>01234567897</CFAzienda><RagSocAzienda>Alfa &amp; C.</RagSocAzienda><PosContributiva><Matricola>8101234567</Matricola>${person}</PosContributiva></Azienda><Azienda><CFAzienda>2</CFAzienda>${person.replace("<Qualifica1>1", "<Qualifica1>9")}</Azienda></DenunceMensili>`;
  const { parts, unread } = readUniemens(xml);
  assert.deepEqual(parts[0].head, { "datoreLavoro.codiceFiscale": "01234567897", "datoreLavoro.denominazione": "Alfa & C.", "datoreLavoro.matricolaInps": "8101234567" });
  assert.deepEqual(parts[0].rows[0], { codiceFiscale: CODES[0], cognome: "Rossi", nome: "Mario", qualifica: "operaio", orarioSettimanale: "40", dataAssunzione: "03/02/2020" });
  assert.equal(parts.length, 2);
  assert.deepEqual(unread, ["Qualifica1 = 9"]);
});
