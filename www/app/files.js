// Files: save and open an application on this computer; of an attachment only the name is taken.

export function save(domanda) {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(domanda, null, 2)}\n`], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `domanda-${domanda.regolamento ?? "cigd"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The application in a file; a sentence as the error where it holds none. */
export async function open(file) {
  const text = await file.text();
  try {
    const found = JSON.parse(text);
    if (found && typeof found === "object" && !Array.isArray(found)) return found;
  } catch {
    // the sentence below says it
  }
  throw new Error(file.name);
}

/** Reads the chosen file of an input and makes it ready for the next choice. */
export function chosen(input) {
  const files = [...input.files];
  input.value = "";
  return files;
}

const KINDS = [[/mancato/i, "mancato-accordo"], [/accordo|verbale/i, "accordo"], [/dichiaraz/i, "dichiarazione"], [/convocaz/i, "convocazione"], [/identit|documento/i, "documento-identita"]];

/** The kind that the name of an attachment suggests; the person may change it. */
export const kindOf = (name) => KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "";

const NAMES = ["piemonte-2020", "piemonte-2020-difetti", "toscana-2020", "toscana-2020-difetti"];

/** The example applications, fetched when the page opens: afterwards the page asks the network for nothing. */
export async function loadExamples() {
  const found = await Promise.all(
    NAMES.map((name) => fetch(`examples/${name}.json`).then((answer) => (answer.ok ? answer.json() : null), () => null)),
  );
  return Object.fromEntries(NAMES.map((name, at) => [name, found[at]]));
}
