// Several applications of one employer: which belong together, and which come before another. What is wrong with them
// `checkDossier` says; the days that are used and left a summary says only of one that lists those before it.

const OMOCODIA = /[LMNPQRSTUV]/;
const DIGITS = [6, 7, 9, 10, 12, 13, 14];

const bare = (text) => String(text ?? "").toUpperCase().replace(/[\s./-]/g, "");

/** The person behind a code of sixteen characters, letters that stand for digits undone. */
function personOf(code) {
  if (code.length !== 16) return code;
  return [...code.slice(0, 15)].map((mark, at) => (DIGITS.includes(at) && OMOCODIA.test(mark) ? "LMNPQRSTUV".indexOf(mark) : mark)).join("");
}

/** The day that a field holds; undefined where it holds none. */
function dayIn(form, path) {
  const { value } = form.field(path);
  return /^\d{4}-\d\d-\d\d$/.test(value ?? "") ? value : undefined;
}

/** What has to agree for two applications to be of one group; undefined for one that stands alone. */
function groupOf({ text, rulebook }) {
  const employer = personOf(bare(text("datoreLavoro.codiceFiscale")));
  const tipo = text("tipo").trim().toLowerCase();
  return employer && (tipo === "" || tipo === "cig") ? `${rulebook.name} ${employer}` : undefined;
}

/** The applications in groups that are checked together, in the order of the list. */
export function groupsOf(all) {
  const groups = new Map();
  for (const application of all) {
    const key = groupOf(application) ?? application;
    if (groups.has(key)) groups.get(key).push(application);
    else groups.set(key, [application]);
  }
  return [...groups.values()];
}

/**
 * The rows of `domandePrecedenti` to be supposed in an application: those of its group that start earlier, or stand
 * earlier in the list; none where it lists its own.
 * @param {import("./application.js").Application} application
 * @param {import("./application.js").Application[]} group with itself, in the order of the list
 */
export function earlierOf(application, group) {
  const start = dayIn(application.form, "periodo.dataInizio");
  if (!start || group.length < 2) return [];
  const own = application.toJSON().domandePrecedenti;
  if (own !== undefined && own !== null && !(Array.isArray(own) && !own.length)) return [];
  const at = group.indexOf(application);
  return group
    .map((other, place) => ({ other, place, from: other === application ? undefined : dayIn(other.form, "periodo.dataInizio"), to: dayIn(other.form, "periodo.dataFine") }))
    .filter(({ place, from, to }) => from && to && (from < start || (from === start && place < at)))
    .sort((a, b) => a.from.localeCompare(b.from) || a.place - b.place)
    .map(({ other, from, to }) => rowOf(other, from, to));
}

function rowOf({ form, toJSON }, dataInizio, dataFine) {
  const unita = form.field("unitaProduttiva.nome").text || form.field("unitaProduttiva.comune").text;
  const lavoratori = (toJSON().lavoratori ?? []).map((row) => bare(row?.codiceFiscale)).filter((code) => code.length === 16);
  return { dataInizio, dataFine, ...(unita && { unita }), lavoratori };
}
