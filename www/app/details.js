// The further data of each worker: one line below the row, opened one by one, for all, or where the contract asks.

const NEEDS = new Set(["determinato", "intermittente"]);

export function openDetails(row, open = true) {
  const line = row.querySelector(".dettagli");
  if (!line) return;
  line.hidden = !open;
  row.querySelector("[data-dettagli]").setAttribute("aria-expanded", String(open));
}

export function wireDetails(table) {
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dettagli]");
    if (button) openDetails(button.closest("[data-convalida-row]"), button.getAttribute("aria-expanded") !== "true");
  });
  table.addEventListener("change", (event) => {
    if (event.target.dataset.convalida === "*.tipoContratto" && NEEDS.has(event.target.value)) openDetails(event.target.closest("[data-convalida-row]"));
  });
  const all = document.querySelector('[data-azione="tutti-i-dettagli"]');
  all.addEventListener("click", () => {
    const open = all.getAttribute("aria-pressed") !== "true";
    all.setAttribute("aria-pressed", String(open));
    for (const row of table.querySelectorAll("[data-convalida-row]")) openDetails(row, open);
  });
}

/** A message or a link may lead into a closed line. */
export function revealIn(target) {
  const row = target.closest("#lavoratori [data-convalida-row]");
  if (row && target.closest(".dettagli")) openDetails(row);
}
