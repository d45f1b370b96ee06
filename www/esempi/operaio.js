// Very many rows: the same calls with promises, in a Web Worker.
import init, { check } from "../pkg/worker.js";

const ready = init({ rulebooks: ["piemonte-2020"] });
document.getElementById("controlla").addEventListener("click", async () => {
  await ready;
  const lavoratori = Array.from({ length: 10_000 }, (_, i) => ({ cognome: `N${i}`, dataAssunzione: i % 2 ? "24/02/2020" : "01/02/2019" }));
  const found = await check("piemonte-2020", { dataPresentazione: "01/04/2020", lavoratori });
  const late = found.filter(({ rule }) => rule === "piemonte-2020/data-assunzione").length;
  document.getElementById("esito").textContent = `Assunti dopo il giorno di riferimento: ${late}.`;
});
