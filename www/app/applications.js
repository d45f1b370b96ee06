// Whole applications: examples, files, the draft, and what leaving the page would lose.
import { calendar } from "./calendar.js";
import { Draft } from "./draft.js";
import { kindOf, objectIn, onFiles, save, saveApplication } from "./files.js";
import { mistakes, pageFirst } from "./mistakes.js";
import { notice } from "./notice.js";
import { t } from "./words.js";

export class Applications {
  #binding;
  #portals;
  #page;
  #draft;
  /** What was last opened or downloaded: leaving the page loses nothing as long as it stays so. */
  #kept = "{}";

  /** `page` has `example(portal, tipo, flawed)`, `tipo()`, and `show(domanda, portal)`. */
  constructor({ binding, portals, ...page }) {
    this.#binding = binding;
    this.#portals = portals;
    this.#page = page;
    this.#draft = new Draft({
      read: () => ({ portal: portals.chosen, domanda: this.#whole() }),
      onFailed: () => notice(t("Questo browser non tiene la bozza: scarica la domanda.")),
    });
  }

  /** Something changed in the application. */
  changed() {
    this.#draft.note();
  }

  /** Brings the draft back, or begins anew, with what was typed while the page was loading. */
  start(typedEarly) {
    const draft = this.#draft.kept();
    const known = draft && this.#portals.all().some(({ key }) => key === draft.portal);
    if (draft) this.#page.show(draft.domanda, known ? draft.portal : undefined);
    else this.#page.show({ regolamento: this.#portals.current?.name });
    this.#kept = this.#entered();
    if (draft) notice(t("Ripresa la bozza tenuta in questo browser."));
    for (const [path, text] of typedEarly) this.#binding.set(path, text);
  }

  /** What the buttons do; `page` has `print()`, `terms()` and `choosePortal(key)`. */
  on({ print, terms, choosePortal }) {
    const { example, tipo } = this.#page;
    const sample = (flawed) => example(this.#portals.current, tipo(), flawed);
    const actions = {
      esempio: () => this.#replace(sample(false), t("Caricato un esempio.")),
      difetti: () => this.#replace(sample(true), t("Caricato un esempio con difetti.")),
      svuota: () => this.#replace({ regolamento: this.#portals.current?.name, tipo: tipo() }, t("Domanda svuotata.")),
      scarica: () => {
        saveApplication(this.#whole());
        this.#kept = this.#entered();
      },
      stampa: print,
      calendario: () => {
        const { terms: found, title } = terms();
        save(calendar(found, title), "text/calendar", `termini-${this.#portals.current.name}.ics`);
      },
      apri: () => document.getElementById("apri-file").click(),
      "carica-regolamento": () => document.getElementById("regolamento-file").click(),
      "scegli-allegati": () => document.getElementById("scegli-allegati").click(),
    };
    document.addEventListener("click", (event) => actions[event.target.closest("[data-azione]")?.dataset.azione]?.());
    addEventListener("beforeunload", (event) => !this.#draft.on && this.#entered() !== this.#kept && event.preventDefault());
    onFiles("apri-file", ([file]) => this.#open(file));
    onFiles("regolamento-file", ([file]) => this.#take(file, choosePortal));
    onFiles("scegli-allegati", (files) => files.forEach(({ name }) => this.#attach(name)));
  }

  /** Shows another application; what was there can be taken back. */
  #replace(domanda, label) {
    const before = this.#binding.form.toJSON();
    const beforePortal = this.#portals.chosen;
    this.#page.show(domanda);
    this.#kept = this.#entered();
    this.#draft.note();
    notice(label, () => this.#page.show(before, beforePortal));
  }

  /** What a person entered, as text; the portal and the kind of application are chosen again at no cost. */
  #entered() {
    return JSON.stringify({ ...this.#binding.form.toJSON(), regolamento: undefined, tipo: undefined });
  }

  #whole() {
    const domanda = this.#binding.form.toJSON();
    return { ...domanda, regolamento: this.#portals.current?.name ?? domanda.regolamento };
  }

  async #open(file) {
    const domanda = await objectIn(file);
    if (!domanda) return notice(t("«{name}» non contiene una domanda: serve un file JSON scaricato da qui.", { name: file.name }));
    const known = !domanda.regolamento || this.#portals.keyOf(domanda.regolamento);
    const opened = t("Aperta la domanda «{name}».", { name: file.name });
    this.#replace(domanda, known ? opened : `${opened} ${t("Il suo portale «{name}» non è nell'elenco: la si controlla con quello scelto.", { name: domanda.regolamento })}`);
  }

  /** A rulebook of the person's own joins the list, or its mistake is told. */
  async #take(file, choosePortal) {
    const outcome = document.getElementById("regolamento-esito");
    const tell = (...said) => {
      outcome.replaceChildren(...said);
      outcome.hidden = !outcome.textContent;
    };
    const rulebook = await objectIn(file);
    if (!rulebook) return tell(pageFirst(file.name) || t("«{name}» non contiene un regolamento: serve un file JSON.", { name: file.name }));
    try {
      choosePortal(await this.#portals.add(rulebook));
      tell("");
      notice(t("Caricato il regolamento «{title}»: ora è nell'elenco dei portali.", { title: this.#portals.current.title }));
    } catch (problem) {
      tell(t("«{name}» non si può usare.", { name: file.name }), mistakes(problem));
    }
  }

  #attach(name) {
    const row = this.#binding.add("allegati");
    this.#binding.set(row.path("nome"), name);
    if (kindOf(name)) this.#binding.set(row.path("tipo"), kindOf(name));
  }
}
