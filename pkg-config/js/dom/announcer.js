// One polite live region: it speaks after a pause in typing, or on leaving, never at each keystroke.

export function announcer(host, delay) {
  const region = host.ownerDocument.createElement("div");
  region.className = "visually-hidden";
  // Read, not seen; also where no style knows the class.
  Object.assign(region.style, { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" });
  region.setAttribute("aria-live", "polite");
  region.setAttribute("role", "status");
  host.append(region);
  let timer = 0;
  let compose = null;

  const speak = () => {
    clearTimeout(timer);
    timer = 0;
    const text = compose?.() ?? "";
    compose = null;
    if (text) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  };

  return {
    /** What `composer` answers after the pause is spoken; each call starts the pause anew. */
    later(composer) {
      compose = composer;
      clearTimeout(timer);
      timer = setTimeout(speak, delay);
    },
    /** Speaks what waits, without waiting for the pause. */
    now: () => compose && speak(),
    say(text) {
      compose = () => text;
      speak();
    },
    destroy() {
      clearTimeout(timer);
      region.remove();
    },
  };
}
