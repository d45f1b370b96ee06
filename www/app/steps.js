// One step at a time, at its own address, or all on one sheet; which steps there are follows from what is asked.
import { make } from "./make.js";
import { t } from "./words.js";

const SHEET = "tutto";
const MARKS = { wrong: "Da correggere: {n}", missing: "Da completare: {n}", done: "Completo" };

export class Steps {
  #parts = [...document.querySelectorAll("[data-passo]")];
  #sections = [...document.querySelectorAll(".passo")];
  #list = document.getElementById("passi-elenco");
  #go = document.getElementById("passi-vai");
  #shown;
  #onShow;

  /** `onShow` is called with the name of each step that comes to the front. */
  constructor(onShow) {
    this.#onShow = onShow;
    document.getElementById("passi").hidden = false;
    addEventListener("hashchange", () => {
      const name = this.#address() || this.names[0];
      if (this.#named(name)) this.show(name, true);
    });
    this.#go.addEventListener("click", ({ target }) => {
      const way = target.closest("[data-vai]")?.dataset.vai;
      if (way) this.move(Number(way));
    });
  }

  /** The steps in which something is asked now. */
  get names() {
    return this.#sections.filter((section) => this.#asks(section)).map(({ dataset }) => dataset.passo);
  }

  /** The step in front; null where all stand on one sheet. */
  get current() {
    return this.#shown === SHEET ? null : this.#shown;
  }

  /** Where the address leads, else the first step. */
  start() {
    this.show(this.#named(this.#address()) ? this.#address() : this.names[0], false);
  }

  show(name, focus) {
    this.#shown = name;
    const sheet = name === SHEET;
    for (const part of this.#parts) {
      const away = !sheet && part.dataset.passo !== name;
      part.classList.toggle("passo-altro", away);
    }
    this.#go.hidden = sheet;
    document.getElementById("tutto").hidden = sheet;
    document.getElementById("un-passo").hidden = !sheet;
    this.#drawGo();
    this.#mark();
    this.#onShow(name);
    if (!focus) return;
    const title = sheet ? document.getElementById("titolo-portale") : this.#section(name).querySelector(".passo-titolo");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    scrollTo({ top: document.getElementById("domanda").getBoundingClientRect().top + scrollY - 8, behavior: "instant" });
  }

  /** The next step, or the one before; the address goes along, so that the browser's own way back works. */
  move(way) {
    const next = this.names[this.names.indexOf(this.#shown) + way];
    if (next) location.hash = next;
  }

  /** Brings the step of an element to the front, at its address, without moving the focus. */
  reveal(element) {
    const name = element.closest("[data-passo]")?.dataset.passo;
    if (!name || this.current === null || name === this.#shown) return;
    history.pushState(null, "", `#${name}`);
    this.show(name, false);
  }

  /** Draws the list anew; `counts` gives `{ wrong, missing }` by step. A step whose time has not come is not there. */
  draw(counts) {
    const names = this.names;
    if (this.current !== null && !names.includes(this.#shown)) this.show(names[0], false);
    const items = names.map((name, at) => {
      const { wrong = 0, missing = 0, given = 0 } = counts.get(name) ?? {};
      const state = wrong ? "wrong" : missing ? "missing" : given ? "done" : "";
      const title = this.title(name);
      const mark = state && make("span", `passo-stato ${state}`, t(MARKS[state], { n: wrong || missing }));
      const link = make("a", "", make("span", "steppers-number", String(at + 1)), make("span", "passo-nome", title), mark || null);
      link.href = `#${name}`;
      const item = make("li", state === "done" ? "confirmed" : "", link);
      item.dataset.verso = name;
      return item;
    });
    const drawn = items.map((item) => item.outerHTML).join("");
    if (drawn !== this.#drawn) this.#list.replaceChildren(...items);
    this.#drawn = drawn;
    this.#mark();
    this.#drawGo();
  }

  #drawn;

  title(name) {
    const title = this.#section(name).querySelector(".passo-titolo");
    return (title.querySelector(":scope > span:not([hidden])") ?? title).textContent;
  }

  #mark() {
    for (const item of this.#list.children) {
      const here = item.dataset.verso === this.#shown;
      item.classList.toggle("active", here);
      if (here) item.firstElementChild.setAttribute("aria-current", "step");
      else item.firstElementChild.removeAttribute("aria-current");
    }
  }

  #drawGo() {
    const names = this.names;
    const at = names.indexOf(this.#shown);
    const [back, on] = this.#go.querySelectorAll("[data-vai]");
    back.hidden = at <= 0;
    on.hidden = at < 0 || at === names.length - 1;
    if (!on.hidden) document.getElementById("passo-seguente").textContent = this.title(names[at + 1]);
  }

  #section(name) {
    return this.#sections.find(({ dataset }) => dataset.passo === name);
  }

  #asks(section) {
    const groups = [...section.querySelectorAll(":scope > [data-gruppo]")];
    return groups.length === 0 || groups.some((group) => !group.hidden);
  }

  #address() {
    return location.hash.slice(1);
  }

  #named(name) {
    return name === SHEET || this.names.includes(name);
  }
}
