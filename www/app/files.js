// Files: save and open an application on this computer; of an attachment only the name is taken.

/** An application as the file holds it, to the byte: the digest in the report is of this text. */
export const textOf = (domanda) => `${JSON.stringify(domanda, null, 2)}\n`;

export const saveApplication = (domanda) => save(textOf(domanda), "application/json", `domanda-${domanda.regolamento ?? "cigd"}.json`);

/** Puts a text into a file of the person's choice. */
export function save(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The object in a JSON file; undefined where it holds none. */
export async function objectIn(file) {
  try {
    const found = JSON.parse(await file.text());
    if (found && typeof found === "object" && !Array.isArray(found)) return found;
  } catch {
    // the page says it in its own words
  }
  return undefined;
}

/** Calls `use` with what is chosen in a file input, and makes the input ready for the next choice. */
export function onFiles(id, use) {
  const input = document.getElementById(id);
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    if (files.length) use(files);
  });
}

const KINDS = [[/mancato/i, "mancato-accordo"], [/accordo|verbale/i, "accordo"], [/dichiaraz/i, "dichiarazione"], [/convocaz/i, "convocazione"], [/identit|documento/i, "documento-identita"], [/\bdid\b/i, "did"], [/decreto/i, "decreto"], [/sentenza/i, "sentenza"]];

/** The kind that the name of an attachment suggests; the person may change it. */
export const kindOf = (name) => KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "";
