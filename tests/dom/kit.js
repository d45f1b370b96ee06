// A page of Bootstrap Italia.
window.clicks = 0;
document.getElementById("invia").addEventListener("click", () => window.clicks++);
document.getElementById("domanda").addEventListener("submit", (event) => event.preventDefault());
window.binding = convalida.bind(document.getElementById("domanda"), { rulebook: "piemonte-2020", page: true });
