// Loads the core; where that fails the page says so, and goes on as a plain form.
import { explained } from "./explained.js";
import { PlainForm } from "./plain-form.js";
import { inSentences } from "./sentences.js";

/**
 * What the page needs of the package: `make(rulebook, language)` gives a form, `shipped(language)` the rulebooks in a
 * line each; `forOwn(language)` must be awaited before `make` takes a rulebook that does not ship; `working` is false where
 * nothing is judged.
 */
export async function loadCore() {
  try {
    const { default: init, Form, rulebooks } = await import("../pkg/index.js");
    await init();
    return {
      working: true,
      make: (rulebook, language) => explaining(new Form(rulebook, { language, today: today() })),
      shipped: (language) => rulebooks(language),
      forOwn: (language) => init({ rulebooks: [], compiler: true, language }), // its mistakes are told in this language
    };
  } catch (problem) {
    console.warn(problem);
    return { working: false, make: () => new PlainForm(), shipped: () => [], forOwn: async () => {} };
  }
}

/** A form that explains in sentences. */
function explaining(form) {
  const explain = form.explain.bind(form);
  form.explain = (rule, path) => inSentences(explained(form, explain(rule, path), path));
  return form;
}

/** The day on this computer: the core reads no clock. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
