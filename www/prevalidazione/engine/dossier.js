// Several applications of one employer, checked together: each is judged as if it listed those that come before it.

/** Omocodia apart, codes are compared without blanks and in capitals. */
const bare = (text) => String(text ?? "").toUpperCase().replace(/[\s./-]/g, "");

/** The day that a field holds; undefined where it holds none. */
function dayIn(form, path) {
  const { value } = form.field(path);
  return /^\d{4}-\d\d-\d\d$/.test(value ?? "") ? value : undefined;
}

/** What has to agree for two applications to be of one group; undefined for one that stands alone. */
function groupOf({ form, rulebook }) {
  const employer = bare(form.field("datoreLavoro.codiceFiscale").text);
  const tipo = form.field("tipo").text.trim().toLowerCase();
  return employer && (tipo === "" || tipo === "cig") ? `${rulebook.name} ${employer}` : undefined;
}

/**
 * The rows of `domandePrecedenti` to be supposed in an application: those of its group that start earlier, or stand
 * earlier in the list; none where it lists its own.
 * @param {import("./application.js").Application} application
 * @param {import("./application.js").Application[]} all in the order of the list
 */
export function earlierOf(application, all) {
  const group = groupOf(application);
  const start = dayIn(application.form, "periodo.dataInizio");
  if (!group || !start || all.length < 2) return [];
  const own = application.toJSON().domandePrecedenti;
  if (own !== undefined && own !== null && !(Array.isArray(own) && !own.length)) return [];
  const at = all.indexOf(application);
  return all
    .map((other, place) => ({ other, place, from: other === application ? undefined : dayIn(other.form, "periodo.dataInizio"), to: dayIn(other.form, "periodo.dataFine") }))
    .filter(({ other, place, from, to }) => from && to && groupOf(other) === group && (from < start || (from === start && place < at)))
    .sort((a, b) => a.from.localeCompare(b.from) || a.place - b.place)
    .map(({ other, from, to }) => rowOf(other, from, to));
}

function rowOf({ form, toJSON }, dataInizio, dataFine) {
  const unita = form.field("unitaProduttiva.nome").text || form.field("unitaProduttiva.comune").text;
  const lavoratori = (toJSON().lavoratori ?? []).map((row) => bare(row?.codiceFiscale)).filter((code) => code.length === 16);
  return { dataInizio, dataFine, ...(unita && { unita }), lavoratori };
}
