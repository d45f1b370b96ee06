// What runs inside the worker of `convalida/worker`.

import { wrong } from "./errors.js";
import { check, checkDossier, Form, init, rulebooks, rules, unasked } from "./index.js";

const forms = new Map();
const calls = { __proto__: null, check, checkDossier, init, rulebooks, rules, unasked };

function answer({ call, given, form: number }) {
  if (number === undefined) return calls[call](...given);
  if (call === "new") {
    try {
      const form = new Form(...given);
      form.subscribe((change) => postMessage({ form: number, change }));
      forms.set(number, form);
    } catch (error) {
      forms.set(number, error);
    }
    return undefined;
  }
  const form = forms.get(number);
  if (form === undefined) throw wrong("this form is gone: it lived in a worker that was stopped or replaced. Make a new one");
  if (!(form instanceof Form)) throw form;
  return form[call](...given);
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, value: await answer(data) });
  } catch (error) {
    postMessage({ id: data.id, error: error?.message ?? String(error) });
  }
});
