// One field of an application: what is wrong with it is said while it is typed.
export function field(Form) {
  const form = new Form("piemonte-2020");
  form.load({ periodo: { dataInizio: "23/02/2020" } });
  const said = document.getElementById("esito");
  const input = document.getElementById("fine");
  input.addEventListener("input", () => {
    form.set("periodo.dataFine", input.value);
    said.textContent = form.diagnostics("periodo.dataFine").map(({ message }) => message).join(" ");
  });
  document.body.dataset.ready = "";
}
