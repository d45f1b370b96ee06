// Node, Deno and Bun find the package's files by themselves.
import init, { check } from "convalida";

await init({ rulebooks: ["piemonte-2020"] });
const found = check("piemonte-2020", { periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" } });
console.log(found.find(({ path }) => path === "periodo.dataFine").message);
