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
/** Lists beside the workers: each row is a few fields. */
const LISTS = ["domandePrecedenti", "allegati", "unitaProduttive"];
const ALWAYS = ["datoreLavoro.denominazione", "unitaProduttiva.nome"];

export function head(session, { books, use }) {
  const controls = new Map();
  /** What is said of each list, and of a row of it as such. */
  const lists = new Map();
  /** The lists that were found wanting: what is asked in them is not optional, also once it is there. */
  const wanting = new Set();
  let application = 0;

  session.addEventListener("change", marks);
  session.addEventListener("check", marks);

  function marks() {
    for (const [list, message] of lists) markList(list, message);
    for (const path of controls.keys()) mark(path);
  }

  function markList(list, message) {
    const rows = Array.isArray(session.opened.head[list]) ? session.opened.head[list].length : 0;
    const found = [list, ...Array.from({ length: rows }, (_, at) => `${list}.${at}`)].flatMap((path) => session.found.atHead(path));
    if (say(message, found)) wanting.add(list);
  }

  /** Answers whether something is wrong. */
  function say(message, found) {
    const wrong = found.some(({ severity }) => severity === "error");
    const said = found.map((one) => one.message).join(" ");
    if (message.textContent !== said) message.textContent = said;
    message.className = `form-feedback${wrong ? "" : " solo-avviso"}`;
    return wrong;
  }

  function mark(path) {
    const { control, message, optional } = controls.get(path);
    const wrong = say(message, session.found.atHead(path));
    if (optional) optional.hidden = wanting.has(listOf(path));
    control.classList.toggle("is-invalid", wrong);
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }

  function draw() {
    if (!session.opened) return;
    if (application !== session.id) wanting.clear();
    application = session.id;
    controls.clear();
    lists.clear();
    const { fields, head: domanda, rulebook } = session.opened;
    const single = fields.filter(({ path }) => !path.startsWith("lavoratori") && !path.includes("<") && !path.includes("*") && path !== "tipo" && !path.startsWith("mobilita"));
    for (const path of ALWAYS) if (!single.some((field) => field.path === path)) single.push({ path, kind: "text", label: nameOf(path) });
    for (const field of rowsOf(fields, domanda)) single.push(field);
    const left = new Set(single);
    const sections = GROUPS.map(([title, pattern]) => {
      const own = [...left].filter(({ path }) => pattern.test(path));
      for (const field of own) left.delete(field);
      return own.length ? make("fieldset", "gruppo-dati", make("legend", "", t(title)), ...aboutLists(own), make("div", "griglia-semplice", ...own.map((field) => line(field, domanda)))) : null;
    });
    host.replaceChildren(chooser(rulebook), ...sections.filter(Boolean));
    marks();
  }

  /** Where the messages of the lists in a group stand. */
  function aboutLists(fields) {
    const own = LISTS.filter((list) => fields.some(({ path }) => listOf(path) === list));
    for (const list of own) lists.set(list, Object.assign(make("p", "form-feedback"), { id: `elenco-${list}-detto` }));
    return own.map((list) => lists.get(list));
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
    control.setAttribute("aria-describedby", [message.id, lists.get(listOf(path))?.id].filter(Boolean).join(" "));
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
    const optional = required ? null : make("span", "minuto", ` ${t("(facoltativo)")}`);
    const name = make("label", "", `${label[0].toUpperCase()}${label.slice(1)}`, optional ?? "");
    name.htmlFor = control.id;
    controls.set(path, { control, message, optional });
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

/** The list of which a field is a row's; undefined for one that stands alone. */
const listOf = (path) => LISTS.find((list) => path.startsWith(`${list}.`));

/** Rows of lists beside the workers: those there are, and an empty one after them. */
function rowsOf(fields, domanda) {
  const found = [];
  for (const list of LISTS) {
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
