// Typed in the browser, checked there; sent to the server, checked again.
"use client";
import { Form } from "convalida/inline/piemonte-2020";
import { useEffect, useState } from "react";

export default function Domanda() {
  const [form] = useState(() => {
    const made = new Form("piemonte-2020");
    made.load({ periodo: { dataInizio: "23/02/2020" } });
    return made;
  });
  const [said, say] = useState("");
  const [answer, answered] = useState("");
  useEffect(() => void (document.body.dataset.ready = ""), []);
  const typed = ({ target }) => {
    form.set("periodo.dataFine", target.value);
    say(form.diagnostics("periodo.dataFine").map(({ message }) => message).join(" "));
  };
  const send = async () => {
    const response = await fetch("/controllo", { method: "POST", body: JSON.stringify(form) });
    answered((await response.json()).join(" "));
  };
  return (
    <main>
      <p><label htmlFor="fine">Fine del periodo (inizio 23/02/2020)</label> <input id="fine" onInput={typed} aria-describedby="esito" /></p>
      <p id="esito" role="status">{said}</p>
      <p><button onClick={send}>Invia</button></p>
      <p id="risposta" role="status">{answer}</p>
    </main>
  );
}
