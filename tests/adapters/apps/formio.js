// The little page that Form.io renders, version 4 or 5.
import "convalida/inline/piemonte-2020";
import { connect } from "convalida/formio";
import { BOOK, empty } from "./fields.js";

const text = (key, label) => ({ type: "textfield", key, label, input: true });
const components = [
  text("dataPresentazione", "Presentata il"),
  text("periodo.dataInizio", "Inizio"),
  text("periodo.dataFine", "Fine"),
  { type: "datagrid", key: "lavoratori", label: "Lavoratori", input: true, defaultValue: empty().lavoratori, components: [text("dataAssunzione", "Assunto il"), text("ore", "Ore")] },
  { type: "button", action: "submit", key: "submit", label: "Invia", input: true },
];

const form = await globalThis.Formio.createForm(document.getElementById("app"), { components }, { noAlerts: true });
form.nosubmit = true;
form.on("submit", () => (window.sent = true));
connect(form, BOOK);
// The names that the other little pages use.
const mark = () =>
  form.everyComponent((component) => {
    const input = component.refs?.input?.[0];
    if (!input || component.type !== "textfield") return;
    input.dataset.field = component.path;
    if (component.refs.messageContainer) component.refs.messageContainer.dataset.error = component.path;
  });
form.on("change", mark);
form.on("render", mark);
mark();
