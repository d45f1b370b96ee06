// "Perché?": source, point, date, who enforces, and the computation with this form's figures, below the message.
import { writeBound } from "./hints.js";

/** Opens or closes the explanation that belongs to a button; it stands right after the message in reading order. */
export function toggleExplanation(button, item, explanation, say) {
  if (button.getAttribute("aria-expanded") === "true") return closeExplanation(button, item);
  button.setAttribute("aria-expanded", "true");
  const panel = render(item.ownerDocument, explanation, say);
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

function render(document, explanation, say) {
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const panel = make("div", "convalida-explanation");
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", `${say("why")} ${explanation.title ?? ""}`.trim());
  if (explanation.title) panel.append(make("p", "convalida-title", explanation.title));
  const list = make("dl");
  const entry = (term, ...parts) => {
    list.append(make("dt", "", term));
    for (const part of parts) {
      const data = make("dd");
      data.append(part);
      list.append(data);
    }
  };
  const steps = (explanation.steps ?? []).map((step) => (typeof step === "string" ? step : step.text)).filter(Boolean);
  if (steps.length) {
    const order = make("ol");
    for (const step of steps) order.append(make("li", "", step));
    entry(say("steps"), order);
  }
  for (const source of explanation.sources ?? []) {
    if (source.quote) entry(say("quote"), make("q", "", source.quote));
    const where = [source.document ?? source.title, source.point, source.date && dates(source.date)].filter(Boolean).join(", ");
    if (where) entry(say("source"), document.createTextNode(where));
  }
  if (explanation.enforcedBy) entry(say("enforced"), document.createTextNode(say(explanation.enforcedBy)));
  const notes = [explanation.note, explanation.reading ? say(explanation.sources?.length ? "reading" : "ours") : ""].filter(Boolean);
  if (notes.length) entry(say("note"), ...notes.map((note) => document.createTextNode(note)));
  panel.append(list);
  return panel;
}

const dates = (text) => String(text).split("/").map((day) => writeBound(day, "it")).join(" - ");
