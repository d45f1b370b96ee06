// What such a page does by itself: an old date-picker, rows that are added, taken away and numbered anew.
$(".data").datepicker({ dateFormat: "dd/mm/yy" });
const renumber = () =>
  $("#righe tbody tr").each((at, row) => $(row).find("input").each((_, input) => (input.name = input.name.replace(/\[\d+\]/, `[${at}]`))));
$("#righe").on("click", ".togli", (event) => {
  $(event.target).closest("tr").remove();
  renumber();
});
$("#aggiungi").on("click", () => {
  const row = $("#righe tbody tr").first().clone();
  row.find("input").val("").removeClass("hasDatepicker is-invalid").removeAttr("id aria-invalid aria-describedby");
  row.find(".convalida-messages").remove();
  $("#righe tbody").prepend(row);
  renumber();
});
$("#domanda").on("submit", (event) => {
  event.preventDefault();
  window.sent = $("#domanda").serialize();
});

// The five lines of convalida.
window.start = () =>
  convalida.bind(document.getElementById("domanda"), {
    rulebook: "piemonte-2020",
    values: { bollo: { M: "marca", V: "virtuale" } },
  });
window.binding = window.start();
