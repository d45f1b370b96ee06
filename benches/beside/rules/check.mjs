// A whole check of an application, verdict by verdict to `say(rule, severity, path, message)`; nothing is kept of it.

import { Persons } from "./persons.mjs";
import { readCode, readDay, readHours, readInteger, readWeek } from "./read.mjs";
import { TWICE, judgeHeader, tell, verdict } from "./rules.mjs";

const persons = new Persons();
const person = { name: 0, rest: 0 };

export function check(application, say) {
  const { lavoratori } = application;
  const count = lavoratori.length;
  const header = judgeHeader(application, count, say);
  persons.reset(count);
  for (let at = 0; at < count; at++) {
    const worker = lavoratori[at];
    const code = readCode(worker.codiceFiscale, person);
    const hired = readDay(worker.dataAssunzione);
    const hours = readHours(worker.orarioSettimanale);
    const week = readWeek(worker.giorniSettimana);
    const days = readInteger(worker.giorni);
    const asked = readHours(worker.ore);
    let bits = verdict(header, code, hired, hours, week, days, asked);
    let first = -1;
    if (code === 1) {
      first = persons.first(person.name, person.rest);
      if (first < 0) persons.add(at, person.name, person.rest);
      else bits |= TWICE;
    }
    if (bits !== 0) tell(bits, header, { first, hired, hours, week, days, asked }, at, say);
  }
}
