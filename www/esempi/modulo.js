// The calls themselves: a Form, what a keystroke changes, what may be entered.
import init, { Form } from "../pkg/index.js";

await init({ rulebooks: ["piemonte-2020"] });
const form = new Form("piemonte-2020");
form.load({ periodo: { dataInizio: "23/02/2020" } });

const input = document.getElementById("fine");
const outcome = document.getElementById("esito");
const show = () => {
  const { max } = form.bounds("periodo.dataFine");
  const wrong = form.diagnostics("periodo.dataFine").find(({ severity }) => severity === "error");
  outcome.textContent = wrong?.message ?? `Al massimo ${max.split("-").reverse().join("/")}.`;
};
form.subscribe(show);
input.addEventListener("input", () => form.set("periodo.dataFine", input.value));
input.addEventListener("change", () => form.commit("periodo.dataFine"));
show();
