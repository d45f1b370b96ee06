// The quiet hint at the focused field: what may be entered there now, asked of the core only for this field.

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A bound as people write it: gg/mm/aaaa, decimals with a comma (a dot in English). */
export function writeBound(value, language) {
  const day = DAY.exec(String(value));
  if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  return language === "en" ? String(value) : String(value).replace(".", ",");
}

/** The sentence for the bounds of a field; empty where nothing limits it. */
export function hintText(bounds, say, language) {
  if (!bounds) return "";
  if (bounds.impossible) return say("impossible");
  const { min, max } = bounds;
  const has = { min: min !== undefined && !(typeof min === "number" && min < 1), max: max !== undefined };
  if (!has.min && !has.max) return "";
  const date = DAY.test(String(has.min ? min : max));
  const values = { min: has.min ? writeBound(min, language) : "", max: has.max ? writeBound(max, language) : "" };
  if (has.min && has.max) return say(min === max ? (date ? "only" : "numberOnly") : date ? "between" : "numberBetween", values);
  if (has.min) return say(date ? "from" : "numberFrom", values);
  return say(date ? "until" : "numberUntil", values);
}

/** Native date and number controls take the bounds themselves. */
export function setNativeBounds(element, bounds) {
  if (element.type !== "date" && element.type !== "number") return;
  for (const side of ["min", "max"]) {
    if (!own.has(element)) own.set(element, { min: element.getAttribute("min"), max: element.getAttribute("max") });
    if (bounds?.[side] === undefined) element.removeAttribute(side);
    else element.setAttribute(side, String(bounds[side]));
  }
}

/** What the page itself had said before. */
const own = new WeakMap();

export function restoreNativeBounds(element) {
  for (const [side, value] of Object.entries(own.get(element) ?? {})) {
    if (value === null) element.removeAttribute(side);
    else element.setAttribute(side, value);
  }
  own.delete(element);
}

/** One hint element for the whole form, moved to the field that has the focus; it takes no room in the page. */
export function hintBubble(document) {
  const bubble = document.createElement("small");
  bubble.className = "form-text convalida-hint";
  // It takes no room, and no click, whatever the page's style says: what is below stays where it is.
  bubble.style.position = "absolute";
  bubble.style.pointerEvents = "none";
  bubble.id = "convalida-hint";
  let shown = null;
  return {
    remove() {
      if (shown) this.hide(shown);
    },
    show(element, text) {
      this.hide(element);
      if (!text) return;
      shown = element;
      bubble.textContent = text;
      element.after(bubble);
      keepInside(bubble, element);
      const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
      element.setAttribute("aria-describedby", [bubble.id, ...ids].join(" "));
    },
    hide(element) {
      bubble.remove();
      const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && id !== bubble.id);
      if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
      else element.removeAttribute("aria-describedby");
    },
  };
}

/** Where there is no room beside the field, on a phone or enlarged, it stands above it: what is said below stays readable. */
function keepInside(bubble, element) {
  bubble.style.translate = bubble.style.width = "";
  const room = element.ownerDocument.documentElement.clientWidth;
  if (bubble.getBoundingClientRect().right <= room) return;
  bubble.style.width = "max-content";
  const field = element.getBoundingClientRect();
  const { left, bottom, width } = bubble.getBoundingClientRect();
  bubble.style.translate = `${Math.max(0, Math.min(field.left, room - width)) - left}px ${field.top - bottom}px`;
}
