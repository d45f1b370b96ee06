// UniEmens XML, as far as public descriptions go: no real file was at hand, and the page says so.
//
// Read: the employer's CFAzienda, RagSocAzienda and Matricola; of each person CFLavoratore, Cognome, Nome, Qualifica1
// (1, 2, 5), OrarioContrattuale and OrarioGiornMedioContrattuale in hundredths, GiornoAssunzione and GiornoCessazione,
// whose month is AnnoMeseDenuncia. Not read: Qualifica3, whose third letter is not known for certain, and the rest.
import { Refusal } from "./refusal.js";
import { writeDay } from "./serial.js";
import { walk } from "./xlsx.js";

const QUALIFICA = { 1: "operaio", 2: "impiegato", 5: "apprendista" };
const OF_EMPLOYER = ["CFAzienda", "RagSocAzienda", "Matricola", "AnnoMeseDenuncia"];
const OF_PERSON = ["CFLavoratore", "Cognome", "Nome", "Qualifica1", "OrarioContrattuale", "OrarioGiornMedioContrattuale", "GiornoAssunzione", "GiornoCessazione", "UnitaProduttiva"];

/** @returns {{ parts: import("./apply.js").Part[], unread: string[] }} `unread`: values kept out, in words */
export function readUniemens(xml) {
  const employers = [];
  let employer;
  let person;
  let month;
  let leaf = "";
  walk(xml, {
    open(name) {
      leaf = "";
      if (name === "Azienda" || name === "DenunciaAziendale") employer = undefined;
      if (name === "DenunciaIndividuale") person = {};
    },
    text: (value) => (leaf += value),
    close(name) {
      const text = leaf.trim();
      if (person && OF_PERSON.includes(name)) person[name] = text;
      else if (name === "AnnoMeseDenuncia") month = text;
      else if (!person && OF_EMPLOYER.includes(name)) (employer ??= opened(employers))[name] = text;
      if (name === "DenunciaIndividuale") {
        (employer ??= opened(employers)).people.push({ ...person, month });
        person = undefined;
      }
      leaf = "";
    },
  });
  const filled = employers.filter(({ people }) => people.length);
  if (!filled.length) throw new Refusal("Il file XML non contiene denunce individuali UniEmens.");
  const unread = [];
  const parts = filled.map((found) => partOf(found, unread));
  return { parts, unread };
}

function opened(employers) {
  const made = { people: [] };
  employers.push(made);
  return made;
}

function partOf({ people, CFAzienda, RagSocAzienda, Matricola }, unread) {
  const head = {};
  if (CFAzienda) head["datoreLavoro.codiceFiscale"] = CFAzienda;
  if (RagSocAzienda) head["datoreLavoro.denominazione"] = RagSocAzienda;
  if (Matricola) head["datoreLavoro.matricolaInps"] = Matricola;
  const rows = people.map((person) => {
    const row = { codiceFiscale: person.CFLavoratore ?? "" };
    if (person.Cognome) row.cognome = person.Cognome;
    if (person.Nome) row.nome = person.Nome;
    if (QUALIFICA[person.Qualifica1]) row.qualifica = QUALIFICA[person.Qualifica1];
    else if (person.Qualifica1) unread.push(`Qualifica1 = ${person.Qualifica1}`);
    if (/^\d{3,5}$/.test(person.OrarioContrattuale ?? "")) row.orarioSettimanale = hundredths(person.OrarioContrattuale);
    if (/^\d{3,4}$/.test(person.OrarioGiornMedioContrattuale ?? "")) row.oreGiornaliere = hundredths(person.OrarioGiornMedioContrattuale);
    const hired = dayIn(person.month, person.GiornoAssunzione);
    if (hired) row.dataAssunzione = hired;
    const left = dayIn(person.month, person.GiornoCessazione);
    if (left) row.dataCessazione = left;
    return row;
  });
  return { head, rows, origin: rows.map(() => -1) };
}

const hundredths = (digits) => String(Number(digits) / 100).replace(".", ",");

function dayIn(month, day) {
  const found = /^(\d{4})-(\d\d)$/.exec(month ?? "");
  return found && /^\d{1,2}$/.test(day ?? "") ? writeDay(day, found[2], found[1]) : undefined;
}
