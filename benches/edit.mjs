// What an edit costs as the list of workers grows, in Node on the built package, under three rulebooks. Not a test.
//
//     ./avvia --no-serve && node benches/edit.mjs

import { Form, check } from "../pkg/inline.js";

const SIZES = [10, 1_000, 10_000];
const SAMPLES = 31;

/** A codice fiscale of the right form for a number. */
function person(number) {
  const letters = "BCDFGHLMNPRSTVZ";
  let rest = number;
  let name = "";
  while (name.length < 6) {
    name += letters[rest % letters.length];
    rest = Math.floor(rest / letters.length);
  }
  const body = `${name}80A01H501`;
  const odd = "BAKPLCQDREVOSFTGUHMINJWZYX";
  let sum = 0;
  for (const [at, c] of [...body].entries()) {
    const value = /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 65;
    sum += at % 2 ? value : odd.indexOf(String.fromCharCode(65 + value));
  }
  return body + String.fromCharCode(65 + (sum % 26));
}

function application(rulebook, period, filed, workers) {
  return {
    regolamento: rulebook,
    dataPresentazione: filed,
    periodo: { dataInizio: period[0], dataFine: period[1] },
    lavoratori: Array.from({ length: workers }, (_, n) => ({
      codiceFiscale: person(n),
      dataAssunzione: "04/02/2008",
      tipoContratto: "indeterminato",
      orarioSettimanale: "40",
      giorni: "10",
      ore: "80",
    })),
  };
}

const BOOKS = [
  ["piemonte-2020", ["23/02/2020", "28/03/2020"], "01/04/2020"],
  ["toscana-2020", ["23/02/2020", "25/04/2020"], "20/04/2020"],
  ["lombardia-2009", ["06/07/2009", "04/10/2009"], "06/07/2009"],
];

/** Edits that a person makes in the middle of the list; each pair leaves the form as it was. */
const EDITS = {
  "hours, right and wrong": (form, row, turn) => form.set(`lavoratori.${row}.ore`, turn % 2 ? "80" : "96"),
  "hire date": (form, row, turn) => form.set(`lavoratori.${row}.dataAssunzione`, turn % 2 ? "04/02/2008" : "24/02/202"),
  "codice fiscale, doubled": (form, row, turn) => form.set(`lavoratori.${row}.codiceFiscale`, person(turn % 2 ? row : row + 1)),
};

function median(work, times) {
  const samples = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = performance.now();
    for (let turn = 0; turn < times; turn++) work(turn);
    samples.push(((performance.now() - start) * 1000) / times);
  }
  return samples.sort((a, b) => a - b)[SAMPLES >> 1];
}

const show = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0)).padStart(10);
console.log(`µs, median of ${SAMPLES}${"".padEnd(27)}${SIZES.map((size) => String(size).padStart(10)).join("")}   last/first`);
for (const [rulebook, period, filed] of BOOKS) {
  const forms = SIZES.map((size) => {
    const form = new Form(rulebook);
    form.load(application(rulebook, period, filed, size));
    return form;
  });
  for (const [name, edit] of Object.entries(EDITS)) {
    const costs = forms.map((form, at) => median((turn) => edit(form, SIZES[at] >> 1, turn), 40));
    const ratio = (costs.at(-1) / costs[0]).toFixed(1);
    console.log(`${`${rulebook}: ${name}`.padEnd(44)}${costs.map(show).join("")}   ${ratio.padStart(10)}`);
  }
  const whole = SIZES.map((size) => {
    const domanda = application(rulebook, period, filed, size);
    const start = performance.now();
    check(rulebook, domanda);
    return (performance.now() - start) * 1000;
  });
  console.log(`${`${rulebook}: a whole check from objects, once`.padEnd(44)}${whole.map(show).join("")}`);
}
