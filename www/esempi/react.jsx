// React Hook Form: the resolver checks, `connect` shows at other fields what one key changes there.
import "convalida/inline/piemonte-2020";
import { convalidaResolver } from "convalida/react-hook-form";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";

function Domanda() {
  const [resolver] = useState(() => convalidaResolver("piemonte-2020", { fields: ["periodo"] })); // what this page has
  const form = useForm({ resolver, mode: "onChange", defaultValues: { periodo: { dataInizio: "", dataFine: "" } } });
  useEffect(() => resolver.connect(form), [form, resolver]);
  const { dataInizio, dataFine } = form.formState.errors.periodo ?? {};
  const [outcome, say] = useState("");
  return (
    <form onSubmit={form.handleSubmit(() => say("Il periodo va bene."))}>
      <p><label>Inizio del periodo <input {...form.register("periodo.dataInizio")} aria-describedby="di-inizio" /></label> <span id="di-inizio" role="status">{dataInizio?.message}</span></p>
      <p><label>Fine del periodo <input {...form.register("periodo.dataFine")} aria-describedby="di-fine" /></label> <span id="di-fine" role="status">{dataFine?.message}</span></p>
      <p><button>Invia</button></p>
      <p id="esito" role="status">{outcome}</p>
    </form>
  );
}

createRoot(document.getElementById("app")).render(<Domanda />);
