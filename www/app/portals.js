// The portals: the rulebooks that are shipped, and those that a person brings in a file.
import { make } from "./make.js";
import { language, t, writeDay } from "./words.js";

/** Where a page without a wish begins. */
const FIRST = "piemonte-2020";

export class Portals {
  #core;
  #own = new Map();
  /** The kind of application last chosen at each portal: it comes back with the portal. */
  #tipoAt = new Map();
  /** What the list was last filled with: while somebody walks through it, it stays as it is. */
  #filled;
  /** The key of the chosen one. */
  chosen;

  constructor(core) {
    this.#core = core;
    const keys = this.all().map(({ key }) => key);
    this.chosen = keys.includes(FIRST) ? FIRST : keys[0];
  }

  /** All portals in the language of the page, each `{ key, name, title, region, from, to, tipi, own }`. */
  all() {
    const shipped = this.#core.shipped(language()).map((info) => ({ ...info, key: info.name, own: false }));
    const own = [...this.#own].map(([key, { info }]) => ({ ...info[language()], key, own: true }));
    return [...shipped, ...own];
  }

  get current() {
    return this.all().find(({ key }) => key === this.chosen);
  }

  /** Goes on to another portal; answers the kind of application to begin with there. */
  leave(tipo, key) {
    this.#tipoAt.set(this.chosen, tipo);
    this.chosen = key;
    const { tipi } = this.current;
    return this.#tipoAt.get(key) ?? (tipi.includes(tipo) ? tipo : tipi[0]);
  }

  /** Another application: its own kind counts, not those chosen before. */
  forget() {
    this.#tipoAt.clear();
  }

  /** The key of the portal that an application names, if there is one; the chosen one first. */
  keyOf(name) {
    const found = this.all().filter((portal) => portal.name === name);
    return (found.find(({ key }) => key === this.chosen) ?? found[0])?.key;
  }

  /** A new form of the chosen portal. */
  form() {
    return this.#core.make(this.#own.get(this.chosen)?.rulebook ?? this.chosen, language());
  }

  /** Takes a rulebook in and answers its key; throws the core's sentence where it has a mistake. */
  async add(rulebook) {
    await this.#core.forOwn(language());
    const info = {};
    for (const tongue of ["it", "en"]) {
      const form = this.#core.make(rulebook, tongue);
      info[tongue] = form.rulebook();
      form.free();
    }
    const key = `file/${info.it.name}`;
    this.#own.set(key, { rulebook, info });
    return key;
  }

  /** Fills the list: one group for each region, the newest portal first; what came from a file last. */
  fill(select) {
    const wanted = JSON.stringify([language(), this.all()]);
    if (this.#filled === wanted) return void (select.value = this.chosen);
    this.#filled = wanted;
    const groups = new Map();
    const everywhere = t("In tutta Italia");
    const fromFile = t("Dal tuo file");
    for (const portal of this.all()) {
      const group = portal.own ? fromFile : (portal.region ?? everywhere);
      groups.set(group, [...(groups.get(group) ?? []), portal]);
    }
    const rank = (group) => (group === fromFile ? 2 : group === everywhere ? 1 : 0);
    const names = [...groups.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
    select.replaceChildren(
      ...names.map((name) => {
        const group = make("optgroup");
        group.label = name;
        const newest = groups.get(name).sort((a, b) => (b.from ?? "").localeCompare(a.from ?? ""));
        group.append(...newest.map(({ key, title }) => new Option(title, key)));
        return group;
      }),
    );
    select.value = this.chosen;
  }
}

/** A portal in a line: whose it is, when it took applications, what may be asked there. */
export function facts({ region, from, to }, tipi) {
  const parts = [];
  if (region) parts.push(t("Regione {region}.", { region }));
  if (from && to) parts.push(t("Presentazione dal {from} al {to}.", { from: writeDay(from), to: writeDay(to) }));
  else if (from) parts.push(t("Presentazione dal {from}.", { from: writeDay(from) }));
  if (tipi.length) parts.push(t("Per: {tipi}.", { tipi: tipi.join(", ") }));
  return parts.join(" ");
}
