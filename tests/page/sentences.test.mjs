// "Perché?" in the pages: for everything that the cases find, sentences for people, whose figures are right.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Form } from "../../pkg/inline.js";
import { explained } from "../../www/app/explained.js";
import { inSentences } from "../../www/app/sentences.js";
import { setLanguage } from "../../www/app/words.js";
import { allCases } from "../tools/cases.mjs";

/** What only programs read, in formulas and in the names of their parts. */
const FOR_PROGRAMS = /[=<>≠"]|\b(?:mancando|or else|vuoto|ignoto|unknown|certo|certain|sposta|moved|arrotonda-\p{L}+|round-\p{L}+|controllo completo|whole check|Vale quando|Applies when|Non va se|Wrong if|Si segnala|Told if|Massimo: |Maximum: |undefined|NaN)\b/u;
const LIMIT = /^(?:L'ultimo|Il primo|The last|The first)[^:]*?(\d\d)\/(\d\d)\/(\d{4})[^:]*(?:: (?:il )?(\d\d)\/(\d\d)\/(\d{4}) (?:è|is) (\d+) (\S+) (\S+))?\.$/;
const moment = (day, month, year) => Date.UTC(year, month - 1, day) / 86_400_000;

/** What is told of everything that the whole checks of the cases find. */
function* told(language) {
  for (const { place, today, rulebook, domanda, expected } of allCases()) {
    if (!domanda || !expected) continue;
    const form = new Form(domanda.regolamento ?? rulebook, { language, ...(today && { today }) });
    form.load(domanda);
    for (const { rule, path } of form.validate()) yield { where: `${place} ${rule} at ${path}`, steps: inSentences(explained(form, form.explain(rule, path), path)).steps };
    form.free();
  }
}

const days = { it: ["giorno", "giorni"], en: ["day", "days"] };

for (const language of ["it", "en"]) {
  describe(`what the cases find, in ${language}`, () => {
    let all;
    before(() => {
      speak(language);
      all = [...told(language)];
      assert.ok(all.length > 4000);
    });

    test("holds no formula, no name of a program's and no missing figure", () => {
      for (const { where, steps } of all) {
        for (const { text } of steps) {
          assert.doesNotMatch(text, FOR_PROGRAMS, where);
          assert.doesNotMatch(text, /: (?:no|sì|yes) \(/u, where);
          assert.match(text, /^\p{Lu}.*[^.]\.$/su, where);
        }
      }
    });

    test("says nothing twice", () => {
      for (const { where, steps } of all) {
        const said = steps.flatMap(({ text }) => text.slice(0, -1).split("; "));
        assert.equal(new Set(said).size, said.length, `${where}: ${said.join(" | ")}`);
      }
    });

    test("counts its days right", () => {
      let counted = 0;
      for (const { where, steps } of all) {
        for (const { text } of steps) {
          if (!/^(L'ultimo|Il primo|The last|The first)/.test(text)) continue;
          const [, d, m, y, day, month, year, n, word, way] = LIMIT.exec(text) ?? assert.fail(`${where}: ${text}`);
          if (!day) continue;
          counted++;
          const off = moment(day, month, year) - moment(d, m, y);
          assert.equal(/dopo|later/.test(way) ? off : -off, Number(n), `${where}: ${text}`);
          assert.equal(word, days[language][n === "1" ? 0 : 1], `${where}: ${text}`);
        }
      }
      assert.ok(counted > 100, `${counted}`);
    });
  });
}

/** A rule at a place of an application, as the page explains it. */
function perche(language, regolamento, domanda, slug, path) {
  speak(language);
  const form = new Form(regolamento, { language, today: "2020-05-20" });
  form.load(domanda);
  const rule = `${regolamento}/${slug}`;
  assert.ok(form.validate().some((one) => one.rule === rule && one.path === path), "it is found");
  const { steps } = inSentences(explained(form, form.explain(rule, path), path));
  form.free();
  return steps.map(({ text }) => text);
}

/** The words module translates the page as it changes the language: here there is none. */
function speak(language) {
  globalThis.document = { documentElement: {}, querySelectorAll: () => [], createTreeWalker: () => ({ currentNode: null }) };
  globalThis.NodeFilter = {};
  setLanguage(language, false);
}

const piemonte = (more, worker = {}) => ({ dataPresentazione: "20/05/2020", periodo: { dataInizio: "02/03/2020", dataFine: "29/03/2020" }, ...more, lavoratori: [{ codiceFiscale: "MBGPNM72D12E992W", ...worker }] });

test("a limit in days of work, in hours, of a day, of two days, with how it comes about", () => {
  const [start, end] = ["02/03/2020", "02/03/2020"];
  assert.deepEqual(perche("it", "piemonte-2020", piemonte({ periodo: { dataInizio: start, dataFine: end } }), "durata-minima", "periodo.dataFine"), ["Dal 02/03/2020 al 02/03/2020 c'è 1 giorno.", "Il minimo è 5: 4 in meno."]);
  const hours = piemonte({}, { dataAssunzione: "04/02/2008", orarioSettimanale: "40", giorni: "10", ore: "80,01" });
  assert.deepEqual(perche("it", "piemonte-2020", hours, "ore-oltre-giorni", "lavoratori.0.ore").at(-1), "Il massimo è 80 (10 × 40 : 5, arrotondato per eccesso): 0,01 in più.");
  assert.deepEqual(perche("en", "piemonte-2020", hours, "ore-oltre-giorni", "lavoratori.0.ore").at(-1), "The maximum is 80 (10 × 40 : 5, rounded up): 0.01 too many.");
  const hired = piemonte({ dataPresentazione: "01/04/2020" }, { dataAssunzione: "24/02/2020" });
  assert.deepEqual(perche("it", "piemonte-2020", hired, "data-assunzione", "lavoratori.0.dataAssunzione"), ["Data di assunzione: 24/02/2020.", "L'ultimo giorno ammesso è il 23/02/2020: il 24/02/2020 è 1 giorno dopo."]);
  const worker = piemonte({}, { dataInizio: "01/03/2020" });
  assert.match(perche("it", "piemonte-2020", worker, "periodo-lavoratore", "lavoratori.0.dataInizio").at(-1), /^Il primo giorno ammesso è il 02\/03\/2020 \(data di inizio del periodo\): il 01\/03\/2020 è 1 giorno prima\.$/);
  assert.match(perche("en", "piemonte-2020", worker, "periodo-lavoratore", "lavoratori.0.dataInizio").at(-1), /^The first admissible day is 02\/03\/2020 \(start date of the period\): 01\/03\/2020 is 1 day earlier\.$/);
});

test("what is counted over the whole application, and an answer that would change it", () => {
  const earlier = piemonte({ unitaProduttiva: { nome: "U1" }, periodo: { dataInizio: "26/04/2020", dataFine: "30/04/2020" }, domandePrecedenti: [{ dataInizio: "23/02/2020", dataFine: "25/04/2020", unita: "U1" }] });
  const [read, limit] = perche("it", "friuli-2020", earlier, "durata-complessiva", "periodo.dataFine");
  assert.match(read, /giorni delle domande precedenti: 63\.$/);
  assert.equal(limit, "Il massimo è 63: 5 in più.");
  const farm = piemonte({ datoreLavoro: { settore: "agricoltura" } }, { tipoContratto: "indeterminato" });
  assert.deepEqual(perche("it", "piemonte-2020", farm, "cisoa", "lavoratori.0.tipoContratto"), ["Tipo di contratto: tempo indeterminato; settore: agricoltura.", "Farebbe eccezione: giornate annue di CISOA già esaurite (qui non è indicato)."]);
  const none = piemonte({}, { orarioSettimanale: "0" });
  assert.deepEqual(perche("it", "piemonte-2020", none, "orario-settimanale", "lavoratori.0.orarioSettimanale"), ["Orario settimanale: 0.", "Deve essere più di zero."]);
});
