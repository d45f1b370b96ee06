// "Perché?": every source with its words, who enforces the rule, the computation with this form's figures, and what
// another filing day would change; below the message.
import { writeBound } from "./hints.js";

/** Opens or closes the explanation that belongs to a button; it stands right after the message in reading order. */
export function toggleExplanation(button, item, explanation, say, link = null) {
  if (button.getAttribute("aria-expanded") === "true") return closeExplanation(button, item);
  button.setAttribute("aria-expanded", "true");
  const panel = render(item.ownerDocument, explanation, say, link);
  const close = item.ownerDocument.createElement("button");
  close.type = "button";
  close.className = "convalida-action convalida-close";
  close.textContent = say("close");
  const leave = () => {
    closeExplanation(button, item);
    button.focus({ preventScroll: true });
  };
  close.addEventListener("click", leave);
  panel.append(close);
  item.append(panel);
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.isConnected) return;
    event.preventDefault();
    leave();
  });
  keepInside(panel, item.closest("form"));
}

function closeExplanation(button, item) {
  button.setAttribute("aria-expanded", "false");
  item.querySelector(":scope > .convalida-explanation")?.remove();
}

/** Where the page lets the panel float, it stays between the edges of the form. */
function keepInside(panel, form) {
  if (!form || getComputedStyle(panel).position !== "absolute") return;
  const own = panel.getBoundingClientRect();
  const edge = form.getBoundingClientRect();
  const over = own.right - edge.right;
  if (over > 0) panel.style.left = `${-Math.min(over, own.left - edge.left)}px`;
}

function render(document, explanation, say, link) {
  const make = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const { title, steps = [], sources = [], enforcedBy, note, reading, filingDays = [] } = explanation;
  const panel = make("div", "convalida-explanation");
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", `${say("why")} ${title ?? ""}`.trim());
  if (title) panel.append(make("p", "convalida-title", title));
  const list = make("dl");
  const entry = (term, ...parts) => parts.length && list.append(make("dt", "", term), ...parts.map((part) => make("dd", "", part)));
  const items = (texts) => texts.map((text) => make("li", "", text));
  const worked = steps.filter((step) => !isTold(step));
  if (worked.length) entry(say("steps"), make("ol", "", ...items(worked.map((step) => step.text))));
  entry(say(sources.length > 1 ? "quotes" : "quote"), ...sources.map((source) => quotation(source, make)));
  if (note) entry(say("note"), note);
  if (reading) entry(say("ourReading"), say(sources.length ? "reading" : "ours"));
  if (filingDays.length) entry(say("filingDays"), make("ul", "", ...items(filingDays.map((day) => day.text))));
  if (enforcedBy) entry(say("enforced"), say(enforcedBy));
  panel.append(list);
  if (link) {
    const catalogue = make("a", "convalida-catalogue", say("catalogue"));
    catalogue.href = link;
    catalogue.target = "_blank";
    catalogue.rel = "noopener";
    panel.append(catalogue);
  }
  return panel;
}

/** Whether a step is nothing but a figure of the sentence above: only how it comes about is told once more. */
const isTold = ({ name, text }) => name !== undefined && !text.includes(" = ");

/** The words of a source, where it is quoted, and where they stand. */
function quotation({ quote, document, point, date }, make) {
  const where = make("cite", "", [document, point, date && dates(date)].filter(Boolean).join(", "));
  return quote ? make("div", "", make("q", "", quote), " ", where) : where;
}

/** The day or days of a document; of some only the month or the year is known. */
const dates = (text) =>
  String(text)
    .split("/")
    .map((day) => (/^\d{4}-\d\d$/.test(day) ? day.split("-").reverse().join("/") : writeBound(day, "it")))
    .join(" – ");
