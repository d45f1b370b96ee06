// A hiring page as GECO has it: names and codes of its own, radios S and N, text dates with an old date-picker.
$(".data").datepicker({ dateFormat: "dd/mm/yy", defaultDate: new Date(2020, 0, 1) });
$("form").on("submit", (event) => {
  event.preventDefault();
  window.sent = $("form").serialize();
});

// The five lines of convalida.
window.binding = convalida.bind(document.forms.assunzioneForm, {
  rulebook: "rapporto",
  names: { codFiscale: "rapporto.codiceFiscale", dtInizio: "rapporto.dataAssunzione", dtFine: "rapporto.dataFineContratto", codTipoContratto: "rapporto.tipoContratto", dtFineFormativo: "rapporto.dataFinePeriodoFormativo", flgStagionale: "rapporto.stagionale" },
  values: { "rapporto.tipoContratto": { "A.01.00": "indeterminato", "A.02.00": "determinato", "A.03.09": "apprendistato" } },
});
