// The cases in JavaScript, the same in Node and in a browser: what differs between a case and the package.

/**
 * @param {{ Form: Function, check: Function, checkDossier: Function, unasked: Function }} convalida an entry of the package
 * @param {{ place: string, about: string, today: string?, rulebook?: string, domanda: object, expected?: Expected[],
 *   path?: string, bounds?: object, texts?: string[][] }[]} cases whole checks (with `expected`), dossiers (with `domande`) and typed texts
 * @returns {string[]} a line for each difference
 *
 * What is expected of a diagnostic: rule, severity, path, and where a fourth stands, figures that it has and a piece of
 * its sentence.
 * @typedef {[string, string, string, { params?: Record<string, unknown>, says?: string }?]} Expected
 */
export function differences(convalida, cases) {
  return cases.flatMap((one) => {
    const found = one.domande ? dossier(convalida, one) : one.expected ? wholeCheck(convalida, one) : typedTexts(convalida, one);
    return found.map((difference) => `${one.place} (${one.about}): ${difference}`);
  });
}

function wholeCheck({ check, unasked }, { today, rulebook, domanda, expected, unasked: wanted }) {
  const book = domanda.regolamento ?? rulebook;
  const found = verdicts(check(book, domanda, options(today)), expected);
  if (!wanted) return found;
  const open = unasked(book, domanda, options(today)).map(({ rule, fields }) => [rule, fields]);
  if (JSON.stringify(open) !== JSON.stringify(wanted)) found.push(`unasked is ${JSON.stringify(open)}`);
  return found;
}

function dossier({ checkDossier }, { today, domande, expected }) {
  const answers = checkDossier(null, domande, options(today));
  return answers.flatMap(({ diagnostics }, index) => verdicts(diagnostics, expected[index]).map((one) => `${index}: ${one}`));
}

function verdicts(diagnostics, expected) {
  const name = ([rule, severity, path]) => `${severity} ${rule} at ${path}`;
  const found = diagnostics.map(({ rule, severity, path }) => name([rule, severity, path]));
  const wanted = expected.map(name);
  return [
    ...wanted.filter((one) => !found.includes(one)).map((one) => `missing ${one}`),
    ...found.filter((one) => !wanted.includes(one)).map((one) => `unexpected ${one}`),
    ...expected.flatMap((one) => toldOtherwise(diagnostics, one)),
  ];
}

function toldOtherwise(diagnostics, [rule, , path, told]) {
  const own = told && diagnostics.find((one) => one.rule === rule && one.path === path);
  if (!own) return [];
  const figures = Object.entries(told.params ?? {}).filter(([name, figure]) => own.params[name] !== figure);
  const differences = figures.map(([name, figure]) => `${rule}: ${name} is ${own.params[name]}, not ${figure}`);
  return own.message.includes(told.says ?? "") ? differences : [...differences, `${rule} says «${own.message}», not «${told.says}»`];
}

function typedTexts({ Form }, { today, rulebook, domanda, path, bounds, texts }) {
  const form = new Form(rulebook, options(today));
  form.load(domanda);
  const found = [];
  if (bounds) {
    const now = form.bounds(path);
    for (const key of ["min", "max", "impossible"]) {
      if (now[key] !== bounds[key]) found.push(`${key} of ${path} is ${now[key]}, not ${bounds[key]}`);
    }
  }
  for (const [text, state] of texts) {
    const now = form.set(path, text).field.state;
    if (now !== state) found.push(`«${text}» in ${path} is ${now}, not ${state}`);
  }
  form.free();
  return found;
}

const options = (today) => (today ? { today } : {});
