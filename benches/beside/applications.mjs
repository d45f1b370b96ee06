// The applications that are measured and compared: made from a seed, with faults put into some rows; and what is typed.

/** Numbers that look random and are the same in every run (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end) => Math.floor(next() * end);
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    one: (list) => list[below(list.length)],
    happens: (share) => next() < share,
  };
}

const two = (number) => String(number).padStart(2, "0");
const ODD = "BAKPLCQDREVOSFTGUHMINJWZYX";

/** Fifteen characters of a codice fiscale, with the sixteenth. */
function completed(code) {
  let sum = 0;
  [...code].forEach((character, at) => {
    const value = character <= "9" ? Number(character) : character.charCodeAt(0) - 65;
    sum += at % 2 === 0 ? ODD.indexOf(String.fromCharCode(65 + value)) : value;
  });
  return code + String.fromCharCode(65 + (sum % 26));
}

/** The code of another person for every number. */
function codeOf(number) {
  const letters = "BCDFGLMNPRST";
  let name = "";
  for (let rest = number, at = 0; at < 6; at++, rest = Math.floor(rest / letters.length)) name += letters[rest % letters.length];
  return completed(`${name}${two(50 + (number % 45))}${letters[number % 3]}${two((number % 28) + 1)}L${100 + (number % 800)}`);
}

/** The same person's code with letters for its last digits. */
const withLetters = (code, count) => {
  const places = [14, 13, 12, 10, 9, 7, 6].slice(0, count);
  return completed([...code.slice(0, 15)].map((character, at) => (places.includes(at) ? "LMNPQRSTUV"[character] : character)).join(""));
};

const hoursText = (hundredths) => (hundredths % 100 === 0 ? String(hundredths / 100) : `${Math.floor(hundredths / 100)},${two(hundredths % 100)}`);

function goodWorker(dice, number) {
  const week = dice.happens(0.8) ? 5 : 6;
  const weekly = dice.one([4000, 4000, 4000, 3800, 3600, 3000, 2400, 2000]);
  const days = dice.between(2, 4 * week);
  const most = Math.floor((days * weekly) / week / 100);
  return {
    cognome: dice.one(["Rossi", "Bianchi", "Ferrero", "D'Angelo", "Nicolò"]),
    nome: dice.one(["Anna", "Mario", "Lucia", "Piero"]),
    codiceFiscale: codeOf(number),
    dataAssunzione: `${two(dice.between(1, 28))}/${two(dice.between(1, 12))}/${dice.between(2010, 2018)}`,
    tipoContratto: "indeterminato",
    qualifica: "operaio",
    orarioSettimanale: hoursText(weekly),
    giorniSettimana: String(week),
    giorni: String(days),
    ore: String(Math.max(10, dice.between(Math.floor(most / 2), most))),
  };
}

/** Ways in which a row is wrong: what is changed in it; `other` is a row before it. */
const FAULTS = [
  (worker) => ({ codiceFiscale: worker.codiceFiscale.slice(0, 15) + (worker.codiceFiscale[15] === "A" ? "B" : "A") }),
  (worker) => ({ codiceFiscale: `${worker.codiceFiscale.slice(0, 8)}F${worker.codiceFiscale.slice(9)}` }),
  (worker, other) => ({ codiceFiscale: withLetters(other.codiceFiscale, 3) }),
  () => ({ dataAssunzione: "24/02/2020" }),
  () => ({ dataAssunzione: "16/03/2020", orarioSettimanale: "40", giorniSettimana: "5", giorni: "18", ore: "130" }),
  () => ({ dataAssunzione: "31/04/2018" }),
  () => ({ orarioSettimanale: "48,5", giorniSettimana: "5", giorni: "5", ore: "20" }),
  () => ({ orarioSettimanale: "45", giorniSettimana: "5", giorni: "5", ore: "20" }),
  () => ({ orarioSettimanale: "0", giorni: "5", ore: "20" }),
  () => ({ giorni: "0", ore: "8" }),
  () => ({ ore: "0" }),
  () => ({ giorniSettimana: "5", giorni: "21", ore: "20" }),
  () => ({ giorniSettimana: "", giorni: "21", ore: "20" }),
  () => ({ orarioSettimanale: "40", giorniSettimana: "5", giorni: "11", ore: "90" }),
  () => ({ orarioSettimanale: "40", giorniSettimana: "5", giorni: "10", ore: "80,5" }),
  () => ({ orarioSettimanale: "40", giorniSettimana: "5", giorni: "20", ore: "160,01" }),
  () => ({ giorniSettimana: "8" }),
  () => ({ ore: "4O" }),
];

function header(workers) {
  return {
    regolamento: "piemonte-2020",
    dataPresentazione: "06/04/2020",
    periodo: { dataInizio: "09/03/2020", dataFine: "05/04/2020" },
    datoreLavoro: { denominazione: "Ferramenta Bianchi S.r.l.", settore: "commercio", ammortizzatore: "nessuno" },
    organico: { dipendenti: String(workers + 6) },
    unitaProduttiva: { regione: "Piemonte", provincia: "TO", comune: "Torino" },
    domandePrecedenti: [{ dataInizio: "24/02/2020", dataFine: "08/03/2020" }],
    accordo: { esito: "accordo", dataFirma: "05/03/2020", lavoratori: String(workers) },
  };
}

/** What is measured: a good header, one row in fifty wrong, each fault in turn. */
export function application(count) {
  const dice = random(count);
  const lavoratori = Array.from({ length: count }, (_, at) => goodWorker(dice, at * 7 + 1));
  const every = Math.min(50, count);
  for (let at = every - 3, fault = count; at < count; at += every, fault++) {
    Object.assign(lavoratori[at], FAULTS[fault % FAULTS.length](lavoratori[at], lavoratori[at - 1]));
  }
  return { ...header(count), lavoratori };
}

/** What is compared beside it: small, with any header and any faults, texts as different people write them. */
export function anyApplication(seed) {
  const dice = random(seed * 7919);
  const count = dice.between(1, 8);
  const made = { ...header(count), lavoratori: Array.from({ length: count }, (_, at) => goodWorker(dice, seed * 11 + at)) };
  const day = (from, to) => {
    const date = new Date(Date.UTC(2020, 0, 1 + dice.between(from, to)));
    const [d, m, y] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
    return dice.one([`${two(d)}/${two(m)}/${y}`, `${d}.${m}.${y}`, `${y}-${two(m)}-${two(d)}`, `${two(d)}${two(m)}${y}`, ` ${two(d)}-${two(m)}-${y} `]);
  };
  const start = dice.between(50, 150);
  const length = dice.one([3, 4, 5, 6, 28, 34, 35, 36, 50]);
  made.periodo = { dataInizio: day(start, start), dataFine: day(start + length - 1, start + length - 1) };
  made.dataPresentazione = dice.one([day(90, 100), day(137, 140), day(150, 155), day(166, 170), day(180, 320), day(450, 460), ""]);
  made.accordo.lavoratori = String(count + dice.between(-1, 1));
  const before = dice.between(0, 2);
  made.domandePrecedenti = Array.from({ length: before }, () => {
    const from = dice.between(54, 80);
    return { dataInizio: day(from, from), dataFine: day(from + 5, from + 30) };
  });
  if (dice.happens(0.05)) made.periodo.dataFine = "31/04/2020";
  made.lavoratori.forEach((worker, at) => {
    if (at > 0 && dice.happens(0.5)) Object.assign(worker, dice.one(FAULTS)(worker, made.lavoratori[0]));
    if (dice.happens(0.2)) worker.dataAssunzione = day(50, 90);
    if (dice.happens(0.2)) worker.giorniSettimana = dice.one(["", "1", "6", "7", "x"]);
    if (dice.happens(0.3)) worker.giorni = String(dice.between(0, 30));
    if (dice.happens(0.3)) worker.ore = dice.one([String(dice.between(0, 200)), `${dice.between(1, 90)},5`, `${dice.between(1, 90)}:20`, "7,"]);
    if (dice.happens(0.1)) worker.codiceFiscale = ` ${worker.codiceFiscale.toLowerCase()}`;
  });
  return made;
}

/**
 * Keystrokes in rows: one character of the hours or of the hire date is another, then the old one again; half of them make
 * a row wrong. The texts are whole before and after: only convalida tells a half-typed text from a wrong one.
 */
export function keystrokes({ lavoratori }, count) {
  const dice = random(lavoratori.length + 1);
  const edits = [];
  while (edits.length < count * 2) {
    const at = dice.below(lavoratori.length);
    const { dataAssunzione, ore, giorni, giorniSettimana, orarioSettimanale } = lavoratori[at];
    const cell = (field, text, old) => edits.push([`lavoratori.${at}.${field}`, text], [`lavoratori.${at}.${field}`, old]);
    if (dice.happens(0.5)) {
      if (!/^\d\d\/\d\d\/201[0-8]$/.test(dataAssunzione)) continue;
      const last = (Number(dataAssunzione[9]) + 1) % 9;
      cell("dataAssunzione", dataAssunzione.slice(0, 8) + (dice.happens(0.5) ? `1${last}` : "21"), dataAssunzione);
    } else {
      const most = (giorni * Number(orarioSettimanale)) / giorniSettimana;
      if (!/^\d\d+$/.test(ore) || !(Number(ore) <= most) || !(giorni > 0)) continue;
      cell("ore", dice.happens(0.5) ? `1${ore.slice(1)}` : `9${ore.slice(1)}99`.slice(0, 4), ore);
    }
  }
  return edits;
}

/** A keystroke in the header that every row's verdict hangs on. */
export const HEADER_KEYSTROKES = [
  ["periodo.dataFine", "04/04/2020"],
  ["periodo.dataFine", "05/04/2020"],
];

/**
 * Two columns of the first rows pasted over, and then again what was there. Rows with no days or no hours are left alone:
 * what is pasted counts as typed, and a 0 can still become a number that convalida waits for.
 */
export function pastes({ lavoratori }) {
  const rows = lavoratori.map((worker, at) => ({ ...worker, at })).filter(({ giorni, ore }) => giorni > 0 && ore > 0);
  const cells = (giorni, ore) => rows.slice(0, 1000).flatMap((row) => [
    [`lavoratori.${row.at}.giorni`, giorni(row)],
    [`lavoratori.${row.at}.ore`, ore(row)],
  ]);
  return [
    cells(() => "2", ({ at }) => (at % 50 === 11 ? "99" : "8")),
    cells(({ giorni }) => giorni, ({ ore }) => ore),
  ];
}
