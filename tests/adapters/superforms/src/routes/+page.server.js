// The whole check when the form is sent.
import { fail } from "@sveltejs/kit";
import { message, superValidate } from "sveltekit-superforms";
import { standard } from "sveltekit-superforms/adapters";
import { defaults, whole } from "../domanda.js";

const schema = standard(whole, { defaults });

export const load = async () => ({ form: await superValidate(schema, { errors: false }) });

export const actions = {
  async default({ request }) {
    const form = await superValidate(request, schema);
    return form.valid ? message(form, "Domanda ricevuta.") : fail(400, { form });
  },
};
