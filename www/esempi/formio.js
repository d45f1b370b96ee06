// Form.io, version 4 or 5, whose own script is in the page: `connect` puts each message at its component.
import "convalida/inline/piemonte-2020";
import { connect } from "convalida/formio";

const text = (key, label) => ({ type: "textfield", input: true, key, label });
const components = [
  text("periodo.dataInizio", "Inizio del periodo"),
  text("periodo.dataFine", "Fine del periodo"),
  { type: "button", action: "submit", input: true, key: "invia", label: "Invia" },
];

const form = await Formio.createForm(document.getElementById("app"), { components }, { noAlerts: true });
form.nosubmit = true; // this page only shows what comes out
connect(form, "piemonte-2020", { fields: ["periodo"] }); // what this page has
form.on("submit", () => (document.getElementById("esito").textContent = "Il periodo va bene."));
