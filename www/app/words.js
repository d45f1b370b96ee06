// The page in two languages: Italian stands in the page, English in a dictionary keyed by the Italian words.
import { en } from "../i18n/en.js";
import { monthName } from "./month-name.js";

const STORE = "convalida.lingua";
const ATTRIBUTES = ["aria-label", "title", "placeholder", "content"];
const originals = new WeakMap();
let current = "it";

export const language = () => current;

/** Takes in the words of another page. */
export const addWords = (more) => Object.assign(en, more);

/** The text in the language of the page, with `{name}` filled in and `{n|giorno|giorni}` in the right number. */
export function t(italian, values = {}) {
  const text = current === "en" ? (en[italian] ?? italian) : italian;
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in values)) return whole;
    return many === undefined ? String(values[name]) : `${writeCount(values[name])} ${values[name] === 1 ? one : many}`;
  });
}

/** The language kept from the last visit; the only thing that the page keeps. */
export function keptLanguage() {
  try {
    return localStorage.getItem(STORE) === "en" ? "en" : "it";
  } catch {
    return "it";
  }
}

/** Puts the page in a language: texts, attributes and `lang`; templates stay Italian, rows are translated when made. */
export function setLanguage(next, keep = true) {
  current = next;
  document.documentElement.lang = next;
  translate(document.documentElement);
  for (const button of document.querySelectorAll("[data-lingua]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lingua === next));
  }
  if (!keep) return;
  try {
    localStorage.setItem(STORE, next);
  } catch {
    // without storage the page starts in Italian the next time
  }
}

/** Translates what stands below a node; what people typed is in controls and marked places, and stays. */
export function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === Node.ELEMENT_NODE && skipped(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else translateElement(node);
  }
}

const skipped = (element) =>
  ["SCRIPT", "STYLE"].includes(element.tagName) ||
  element.getAttribute("translate") === "no" ||
  element.classList.contains("convalida-messages") ||
  element.hasAttribute("data-convalida-messages");

function translateElement(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    const known = originals.get(element) ?? {};
    known[name] ??= value;
    originals.set(element, known);
    element.setAttribute(name, t(known[name]));
  }
}

function translateText(node) {
  const before = originals.get(node) ?? node.data;
  const words = before.trim();
  if (!words || !/\p{L}/u.test(words)) return;
  originals.set(node, before);
  const next = before.replace(words, () => t(words.replace(/\s+/g, " ")));
  if (node.data !== next) node.data = next;
}

const DAYS = { it: "it-IT", en: "en-GB" };

/** A day written gg/mm/aaaa, whatever the language: that is how it is typed. */
export const writeDay = (iso) => iso.split("-").reverse().join("/");

export const writeMonth = (key) => monthName(key, current);

export const writeNumber = (value) => new Intl.NumberFormat(DAYS[current], { maximumFractionDigits: 2 }).format(value);

/** How many: ten thousand and more with a mark between the thousands. */
export const writeCount = (value) => new Intl.NumberFormat(DAYS[current], { useGrouping: "min2" }).format(value);

export const writeAmount = (value) => new Intl.NumberFormat(DAYS[current], { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
