// The same rows in React Hook Form with zod, as its documentation has them: a field array, checked on change.
import { zodResolver } from "@hookform/resolvers/zod";
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { useFieldArray, useForm } from "react-hook-form";
import { z } from "zod";

const day = z.string().regex(/^\d\d\/\d\d\/\d{4}$/, "gg/mm/aaaa");
const schema = z.object({
  workers: z.array(
    z.object({
      codiceFiscale: z.string().regex(/^[A-Z0-9]{16}$/, "16 caratteri"),
      cognome: z.string().min(1),
      nome: z.string().min(1),
      dataAssunzione: day.refine((text) => text.split("/").reverse().join("") <= "20200223", "al massimo 23/02/2020"),
      tipoContratto: z.enum(["indeterminato", "determinato", "apprendistato"]),
      orarioSettimanale: z.coerce.number().max(48),
      giorni: z.coerce.number().int().max(35),
      ore: z.coerce.number().max(200, "al massimo 200 ore"),
    }),
  ),
});
const FIELDS = Object.keys(schema.shape.workers.element.shape);

function Page({ rows }) {
  const { control, register, formState } = useForm({ mode: "onChange", defaultValues: { workers: rows }, resolver: zodResolver(schema) });
  const { fields } = useFieldArray({ control, name: "workers" });
  const errors = formState.errors.workers ?? [];
  return h("div", null, ...fields.map(({ id }, row) => h("div", { key: id }, ...FIELDS.map((name) => h("span", { key: name }, h("input", register(`workers.${row}.${name}`)), errors[row]?.[name] ? h("em", null, errors[row][name].message) : null)))));
}

window.start = (rows) => createRoot(document.getElementById("root")).render(h(Page, { rows }));
