// The script tag alone: the fields are marked in the page, the rest is one call.
convalida.bind(document.getElementById("domanda"), { rulebook: "piemonte-2020", page: true });
