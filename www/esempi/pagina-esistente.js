// A page that is there already: its own script adds rows, convalida follows.
document.getElementById("aggiungi").addEventListener("click", () => {
  const rows = document.getElementById("righe");
  const row = rows.insertRow();
  for (const name of ["assunto", "ore"]) {
    const input = row.insertCell().appendChild(document.createElement("input"));
    input.size = 10;
    input.name = `righe[${rows.rows.length}].${name}`;
  }
});

convalida.bind(document.getElementById("domanda"), {
  rulebook: "piemonte-2020",
  names: { data_inizio: "periodo.dataInizio", data_fine: "periodo.dataFine", bollo: "bollo", "righe[*].assunto": "lavoratori.*.dataAssunzione", "righe[*].ore": "lavoratori.*.ore" },
  values: { bollo: { M: "marca", V: "virtuale" } },
  page: true,
});
