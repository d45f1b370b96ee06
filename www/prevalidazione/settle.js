// A part of the page drawn anew, in which every element that stays remains the same one: the control in hand keeps the
// keyboard and what was typed into it, what was opened stays open, nothing scrolls.

/**
 * Makes `shown` what `drawn` is. Elements are the same where they have the same name, and the same id if any, in the same
 * order; what a listener needs it must look up, since the first one stays.
 * @param {Element} shown
 * @param {Element} drawn is used up
 */
export function settle(shown, drawn) {
  for (const { name } of [...shown.attributes]) if (!drawn.hasAttribute(name) && !KEPT.has(name)) shown.removeAttribute(name);
  for (const { name, value } of drawn.attributes) if (shown.getAttribute(name) !== value && !KEPT.has(name)) shown.setAttribute(name, value);
  if (shown.tagName === "SELECT") settleChoices(shown, drawn);
  else settleChildren(shown, drawn);
  if (shown.tagName === "INPUT") settleInput(shown, drawn);
}

/** Who opens and closes is the person. */
const KEPT = new Set(["open"]);

function settleChildren(shown, drawn) {
  let at = shown.firstChild;
  for (const next of [...drawn.childNodes]) {
    const same = find(at, next);
    if (!same) shown.insertBefore(next, at);
    else {
      while (at !== same) at = remove(at);
      at = same.nextSibling;
      if (same.nodeType === Node.ELEMENT_NODE) settle(same, next);
      else if (same.data !== next.data) same.data = next.data;
    }
  }
  while (at) at = remove(at);
}

function find(from, { nodeType, nodeName, id }) {
  for (let node = from; node; node = node.nextSibling) if (node.nodeType === nodeType && node.nodeName === nodeName && node.id === id) return node;
  return null;
}

function remove(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function settleChoices(shown, drawn) {
  const choices = ({ options }) => JSON.stringify([...options].map(({ value, text }) => [value, text]));
  const { value } = drawn;
  if (choices(shown) !== choices(drawn)) shown.replaceChildren(...drawn.childNodes);
  if (shown.value !== value) shown.value = value;
}

function settleInput(shown, drawn) {
  if (shown.type === "checkbox") shown.checked = drawn.checked;
  else if (shown.value.trim() !== drawn.value) shown.value = drawn.value;
}
