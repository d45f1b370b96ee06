// convalida, by what its package offers and as it ships: all of piemonte-2020's rules, not only those measured.

const RULEBOOK = "piemonte-2020";

/** @param {string} folder address of the built package */
export async function create(folder) {
  const { init, Form, check } = await import(`${folder}index.js`);
  await init({ rulebooks: [RULEBOOK] });
  const form = (given) => {
    const made = new Form(RULEBOOK);
    made.load(given);
    return made;
  };
  return {
    check: (application) => check(RULEBOOK, application),
    checkText: (text) => check(RULEBOOK, text),
    form,
    formOfText: form,
  };
}
