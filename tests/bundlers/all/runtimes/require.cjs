// Everything as code, from a module of the old kind.
const { check } = require("convalida/inline/piemonte-2020");

const found = check("piemonte-2020", { periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" } });
console.log(found.find(({ path }) => path === "periodo.dataFine").message);
