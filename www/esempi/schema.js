// Two schemas of the same rules: half-typed text is no issue of the first, what is missing is one of the second.
import "../pkg/inline/piemonte-2020.js";
import { standardSchema } from "../pkg/standard-schema.js";

const fields = ["periodo"]; // what this page has
const typing = standardSchema("piemonte-2020", { mode: "typing", fields });
const whole = standardSchema("piemonte-2020", { mode: "whole", fields });

const form = document.getElementById("domanda");
const outcome = document.getElementById("esito");
const issuesOf = (schema) => schema["~standard"].validate({ periodo: Object.fromEntries(new FormData(form)) }).issues ?? [];
const show = (issues) => {
  for (const place of document.querySelectorAll("[data-di]")) {
    place.textContent = issues.find(({ path }) => path.join(".") === place.dataset.di)?.message ?? "";
  }
};

form.addEventListener("input", () => show(issuesOf(typing)));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const issues = issuesOf(whole);
  show(issues);
  outcome.textContent = issues.length === 0 ? "Il periodo va bene." : `Da correggere: ${issues.length}.`;
});
