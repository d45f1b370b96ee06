// A page with its own names of fields, as the page of a wizard.
const form = document.getElementById("domanda");
window.before = document.body.innerHTML; // the page ends with this script
window.heard = [];
form.addEventListener("convalida:change", ({ detail }) => window.heard.push(detail.field?.path ?? "?"));
form.addEventListener("convalida:invalid", ({ detail }) => (window.invalid = detail));
form.addEventListener("submit", (event) => {
  window.sent = !event.defaultPrevented;
  event.preventDefault();
});
window.start = (options) =>
  convalida.bind(form, {
    rulebook: "piemonte-2020",
    names: { data_pres: "dataPresentazione", dal: "periodo.dataInizio", al: "periodo.dataFine", "dip_*_ass": "lavoratori.*.dataAssunzione", "dip_*_ore": "lavoratori.*.ore" },
    page: true,
    ...options,
  });
window.binding = window.start();
