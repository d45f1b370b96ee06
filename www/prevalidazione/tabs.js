// Tabs: arrows move between them, the chosen one shows its panel.

/** @returns {(panel: string, focus?: boolean) => void} chooses by the panel's id */
export function tabs(list, chosen) {
  const all = [...list.querySelectorAll('[role="tab"]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const choose = (tab, focus) => {
    for (const other of all) {
      const own = other === tab;
      other.setAttribute("aria-selected", String(own));
      other.tabIndex = own ? 0 : -1;
      panelOf(other).hidden = !own;
    }
    if (focus) tab.focus();
    chosen(panelOf(tab).id);
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) choose(tab, true);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose(all[(all.indexOf(document.activeElement) + step + all.length) % all.length], true);
  });
  return (id, focus = false) => choose(all.find((tab) => panelOf(tab).id === id), focus);
}
