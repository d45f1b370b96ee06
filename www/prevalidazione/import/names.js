// Surname and name in one cell: where to divide them, told by the codice fiscale that both went into.

const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().replace(/[^A-Z]/g, "");
const consonants = (text) => text.replace(/[AEIOU]/g, "");
const vowels = (text) => text.replace(/[^AEIOU]/g, "");

const codeOf = (text) => `${consonants(text)}${vowels(text)}XXX`.slice(0, 3);
/** A name of four consonants and more gives its first, third and fourth. */
const codeOfName = (text) => {
  const found = consonants(text);
  return found.length > 3 ? found[0] + found[2] + found[3] : codeOf(text);
};

/**
 * @returns {{ cognome: string, nome: string, sure: boolean }} `sure` where exactly one division gives the code's
 *   letters; otherwise the first word is taken for the surname
 */
export function divide(both, codiceFiscale) {
  const words = both.replace(/[,;]/g, " ").split(/\s+/).filter(Boolean);
  const code = letters(codiceFiscale ?? "").slice(0, 6);
  const ways = [];
  for (let at = 1; at < words.length; at++) {
    const [first, second] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    if (codeOf(letters(first)) + codeOfName(letters(second)) === code) ways.push({ cognome: first, nome: second });
    if (codeOf(letters(second)) + codeOfName(letters(first)) === code) ways.push({ cognome: second, nome: first });
  }
  if (ways.length === 1) return { ...ways[0], sure: true };
  return { cognome: words[0] ?? "", nome: words.slice(1).join(" "), sure: words.length < 2 };
}
