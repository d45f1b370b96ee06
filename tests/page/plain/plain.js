// A page that knows nothing of Bootstrap Italia: bare HTML, bound.
import { bind } from "/pkg/dom.js";
import { Form } from "/pkg/inline.js";

const modulo = document.getElementById("modulo");
globalThis.binding = bind(modulo, { Form, rulebook: "piemonte-2020", onValidate: (groups) => (globalThis.groups = groups) });
modulo.addEventListener("submit", (event) => {
  globalThis.sent = !event.defaultPrevented;
  event.preventDefault();
});
document.documentElement.dataset.pronta = "";
