// What codice-fiscale-js says of the codes on standard input: verdict, day of birth, the other spellings of a plain code.

import { text } from "node:stream/consumers";
import { CodiceFiscale } from "codice-fiscale-js";

const DIGIT_PLACES = [6, 7, 9, 10, 12, 13, 14];
const isPlain = (code) => DIGIT_PLACES.every((place) => /\d/.test(code[place]));

function told(code) {
  try {
    return new CodiceFiscale(code);
  } catch {
    return null; // a place of birth that it does not know
  }
}

for (const code of (await text(process.stdin)).split("\n").filter(Boolean)) {
  const right = CodiceFiscale.check(code);
  const person = right ? told(code) : null;
  const others = person && isPlain(code) ? person.omocodie() : [];
  const born = person ? person.birthday.toISOString().slice(0, 10) : "";
  process.stdout.write(`${["codice-fiscale-js", code, right ? "right" : "wrong", born, others.join(" ")].join("\t")}\n`);
}
