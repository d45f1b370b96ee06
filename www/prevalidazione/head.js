// The data of the application itself: a plain form, field by field as the portal asks them.
import { make } from "../app/make.js";
import { t } from "../app/words.js";
import { nameOf } from "./labels.js";

const host = document.getElementById("dati");
const GROUPS = [
  ["Presentazione e periodo", /^(dataPresentazione|periodo|causale|bollo|erroreComunicatoIl|richiestaIntegrazione|accordoQuadro|ferieResidueFruite|eccezionalita|gestioneEsuberi|cessazioneAttivita)/],
  ["Datore di lavoro", /^datoreLavoro/],
  ["Unità produttiva", /^unitaProduttiv/],
  ["Organico", /^organico/],
  ["Accordo", /^accordo/],
  ["Domande precedenti", /^domandePrecedenti/],
  ["Allegati", /^allegati/],
  ["Altro", /./],
];
const ALWAYS = ["datoreLavoro.denominazione", "unitaProduttiva.nome"];

export function head(session, { books, use }) {
  const controls = new Map();

  session.addEventListener("change", marks);
  session.addEventListener("check", marks);

  function marks() {
    for (const path of controls.keys()) mark(path);
  }

  function mark(path) {
    const { control, message } = controls.get(path);
    const found = session.found.atHead(path);
    const wrong = found[0]?.severity === "error";
    control.classList.toggle("is-invalid", wrong);
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    const said = found.map((one) => one.message).join(" ");
    if (message.textContent !== said) message.textContent = said;
    message.className = `form-feedback${wrong ? "" : " solo-avviso"}`;
  }

  function draw() {
    if (!session.opened) return;
    controls.clear();
    const { fields, head: domanda, rulebook } = session.opened;
    const single = fields.filter(({ path }) => !path.startsWith("lavoratori") && !path.includes("<") && !path.includes("*") && path !== "tipo" && !path.startsWith("mobilita"));
    for (const path of ALWAYS) if (!single.some((field) => field.path === path)) single.push({ path, kind: "text", label: nameOf(path) });
    for (const field of rowsOf(fields, domanda)) single.push(field);
    const left = new Set(single);
    const sections = GROUPS.map(([title, pattern]) => {
      const own = [...left].filter(({ path }) => pattern.test(path));
      for (const field of own) left.delete(field);
      return own.length ? make("fieldset", "gruppo-dati", make("legend", "", t(title)), make("div", "griglia-semplice", ...own.map((field) => line(field, domanda)))) : null;
    });
    host.replaceChildren(chooser(rulebook), ...sections.filter(Boolean));
    marks();
  }

  function chooser(rulebook) {
    const select = make("select", "form-select form-select-sm");
    select.id = "regole-portale";
    select.append(...books().map(({ name, title }) => new Option(title, name)));
    select.value = rulebook.name;
    select.addEventListener("change", () => use(select.value));
    const label = make("label", "", t("Portale e regole"));
    label.htmlFor = select.id;
    return make("div", "form-semplice", label, select);
  }

  function line({ path, kind, label, required, words }, domanda) {
    const options = kind === "yes-no" ? [{ value: "sì", label: t("sì") }, { value: "no", label: t("no") }] : words;
    let text = valueAt(domanda, path);
    const listed = options?.some(({ value }) => value === text.toLowerCase()) || text === "";
    const control = options && listed ? make("select", "form-select form-select-sm") : make("input", "form-control form-control-sm");
    if (control.tagName === "SELECT") control.append(new Option("–", ""), ...options.map((one) => new Option(one.label, one.value)));
    if (kind === "date") control.placeholder = t("gg/mm/aaaa");
    control.id = `dato-${path.replaceAll(".", "-")}`;
    control.value = control.tagName === "SELECT" ? text.toLowerCase() : text;
    const message = make("div", "form-feedback");
    message.id = `${control.id}-detto`;
    control.setAttribute("aria-describedby", message.id);
    const put = (value) => {
      const keys = path.split(".");
      let at = domanda;
      keys.slice(0, -1).forEach((key, place) => (at = at[key] ??= /^\d+$/.test(keys[place + 1]) ? [] : {}));
      at[keys.at(-1)] = value;
    };
    control.addEventListener("input", () => {
      put(control.value);
      session.inputHead(path, control.value);
    });
    control.addEventListener("change", () => {
      session.leftHead(path, control.value, text);
      text = control.value;
    });
    const name = make("label", "", `${label[0].toUpperCase()}${label.slice(1)}`, required ? "" : make("span", "minuto", ` ${t("(facoltativo)")}`));
    name.htmlFor = control.id;
    controls.set(path, { control, message });
    return make("div", "form-semplice", name, control, message);
  }

  return {
    draw,
    goTo(path) {
      const found = controls.get(path) ?? [...controls].find(([key]) => path.startsWith(key) || key.startsWith(path))?.[1];
      (found?.control ?? host).focus();
    },
  };
}

/** Rows of lists beside the workers: those there are, and an empty one after them. */
function rowsOf(fields, domanda) {
  const found = [];
  for (const list of ["domandePrecedenti", "allegati", "unitaProduttive"]) {
    const inside = fields.filter(({ path }) => path.startsWith(`${list}.*.`) && !path.slice(list.length + 3).includes("*"));
    const length = inside.length && Array.isArray(domanda[list]) ? domanda[list].length : 0;
    for (let at = 0; inside.length && at <= length; at++) for (const field of inside) found.push({ ...field, required: false, path: field.path.replace("*", String(at)), label: `${field.label} ${at + 1}` });
  }
  return found;
}

function valueAt(domanda, path) {
  let value = domanda;
  for (const key of path.split(".")) value = typeof value === "object" && value !== null && Object.hasOwn(value, key) ? value[key] : undefined;
  return value === undefined || value === null || typeof value === "object" ? "" : typeof value === "boolean" ? (value ? "sì" : "no") : String(value);
}
