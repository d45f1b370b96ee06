// A draft that was saved under another version of its rulebook says so.

const MESSAGES = {
  it: (from, to) =>
    `Questa bozza fu salvata con la versione ${from} del regolamento: ora è controllata con la versione ${to}. Rileggi gli avvisi prima di inviarla.`,
  en: (from, to) =>
    `This draft was saved with version ${from} of the rulebook: it is now checked with version ${to}. Read the messages again before sending it.`,
};

/** The diagnostic, in a list, when the form holds what was saved with another version. */
export function updated(core, { name, version, language }) {
  const saved = core.field("versioneRegolamento").text.trim();
  const book = core.field("regolamento").text.trim();
  if (saved === "" || saved === version || (book !== "" && book !== name)) return [];
  return [
    {
      rule: `${name}/regolamento-aggiornato`,
      severity: "info",
      path: "versioneRegolamento",
      related: [],
      message: MESSAGES[language](saved.slice(0, 40), version),
      params: { salvata: saved, attuale: version },
      enforcedBy: "consiglio",
      sources: [],
    },
  ];
}
