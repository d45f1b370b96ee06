// Loads the core; where that fails the page says so, and goes on as a plain form.
import { PlainForm } from "./plain-form.js";

/** A maker of forms: `make(portal, language)`; `working` is false where nothing is judged. */
export async function loadCore() {
  try {
    const { default: init, Form } = await import("../pkg/index.js");
    await init({ rulebooks: ["piemonte-2020", "toscana-2020"] });
    return { working: true, make: (portal, language) => new Form(portal, { language, today: today() }) };
  } catch (problem) {
    console.warn(problem);
    return { working: false, make: () => new PlainForm() };
  }
}

/** The day on this computer: the core reads no clock. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
