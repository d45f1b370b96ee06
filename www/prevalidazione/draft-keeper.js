// Drafts: nothing is kept unless a person asks; then every change is, until he leaves the draft.
import { make } from "../app/make.js";
import { t } from "../app/words.js";
import { asked, button, confirmed } from "./dialog.js";
import { forgetMatches } from "./matching.js";
import { save } from "./save.js";

const PAUSE = 1000;
/** The draft of this window: a reload takes it up again. */
const OPEN = "convalida.prevalidazione.bozza";
const SAID = {
  saved: "Bozza «{nome}» salvata.",
  taken: "Bozza «{nome}» ripresa.",
  failed: "La bozza non si è potuta salvare: esporta la domanda prima di chiudere.",
  copied: "La bozza è stata cambiata in un'altra finestra: qui si continua su una copia.",
};

export class DraftKeeper {
  #engine;
  #hands;
  #draft = null;
  #timer = 0;
  #said = { text: "" };
  #writing = Promise.resolve();

  constructor(engine, hands) {
    this.#engine = engine;
    this.#hands = hands;
  }

  /** Every change of what is open is being kept. */
  get keeps() {
    return this.#draft !== null && !this.#hands.session.dirty;
  }

  async start() {
    await this.draw();
    const id = sessionStorage.getItem(OPEN);
    if (id) await this.#open(id).catch(() => sessionStorage.removeItem(OPEN));
  }

  edited() {
    if (!this.#draft) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), PAUSE);
  }

  forget() {
    clearTimeout(this.#timer);
    this.#draft = null;
    sessionStorage.removeItem(OPEN);
    this.#say("");
    this.draw();
  }

  /** Asks for a name and begins to keep. */
  async ask(cards) {
    const name = await asked(t("Salva una bozza"), t("Nome della bozza: resta in questo browser, su questo computer"), this.#draft?.name ?? (cards[0]?.name || cards[0]?.file) ?? "");
    if (!name) return;
    this.#draft = { ...(this.#draft ?? {}), name };
    await this.#write();
  }

  #write() {
    this.#writing = this.#writing.then(async () => {
      if (!this.#draft) return;
      try {
        this.#hands.session.dirty = false;
        this.#draft = await this.#engine.saveDraft(this.#draft);
        sessionStorage.setItem(OPEN, this.#draft.id);
        this.#say(SAID.saved, { nome: this.#draft.name });
      } catch (problem) {
        this.#hands.session.dirty = true;
        if (problem.message !== "draft-taken") {
          this.#say(SAID.failed);
          return;
        }
        // another window has written it since: what is here goes on under a name of its own
        this.#draft = { name: t("{nome} (copia)", { nome: this.#draft.name }) };
        this.#say(SAID.copied);
        this.edited();
      }
    });
    return this.#writing;
  }

  /** Says how the draft is kept; without words the same again, in the language of now. */
  #say(text = this.#said.text, values = this.#said.values) {
    this.#said = { text, values };
    this.#hands.status.textContent = text && t(text, values);
  }

  async #open(id) {
    this.#draft = await this.#engine.openDraft(id);
    sessionStorage.setItem(OPEN, id);
    await this.#hands.opened();
    this.#say(SAID.taken, { nome: this.#draft.name });
  }

  /** The list on the first screen. */
  async draw() {
    const { host, complain } = this.#hands;
    this.#say();
    const drafts = await this.#engine.drafted().catch(() => []);
    const matches = await this.#engine.matchCount().catch(() => 0);
    const file = make("input", "");
    file.type = "file";
    file.accept = ".json";
    file.hidden = true;
    file.setAttribute("aria-label", t("Una bozza esportata"));
    file.addEventListener("change", () => this.#import(file.files[0]).catch(complain));
    const actions = make("div", "pulsanti", button(t("Riprendi una bozza da un file"), () => file.click()), matches ? button(t("Dimentica {n|abbinamento|abbinamenti} di colonne", { n: matches }), () => this.#forgetMatches().catch(complain)) : null, drafts.length ? button(t("Cancella tutto"), () => this.#eraseAll().catch(complain)) : null, file);
    if (!drafts.length) return host.replaceChildren(make("details", "", make("summary", "", t("Bozze")), actions));
    const rows = drafts.map(({ id, name, saved, count, workers }) => {
      const when = new Date(saved).toLocaleString(document.documentElement.lang);
      return make("tr", "", make("th", "", button(name, () => this.#open(id).catch(complain), "collegamento")), make("td", "", when), make("td", "", `${t("{n|domanda|domande}", { n: count })}, ${t("{n|lavoratore|lavoratori}", { n: workers })}`), make("td", "", button(t("Esporta"), () => this.#export(id, name).catch(complain), "collegamento"), " ", button(t("Cancella"), () => this.#erase(id, name), "collegamento")));
    });
    host.replaceChildren(make("h3", "", t("Bozze su questo computer")), make("table", "table table-sm", make("tbody", "", ...rows)), actions);
  }

  async #export(id, name) {
    save({ name: `${name.replace(/[^\p{L}\p{N} _-]+/gu, "") || "bozza"}.json`, type: "application/json", content: JSON.stringify(await this.#engine.exportDraft(id)) });
  }

  async #import(file) {
    let draft;
    try {
      draft = JSON.parse(await file.text());
    } catch {
      draft = {};
    }
    if (draft.bozza !== "convalida" || !Array.isArray(draft.applications) || !Array.isArray(draft.sources)) throw Object.assign(new Error(t("Il file non è una bozza di questa pagina.")), { name: "Refusal" });
    const { id } = await this.#engine.importDraft(draft);
    await this.draw();
    await this.#open(id);
  }

  async #erase(id, name) {
    if (!(await confirmed(t("Cancellare la bozza «{nome}»?", { nome: name }), t("Non si può riprendere."), t("Cancella")))) return;
    await this.#engine.eraseDraft(id);
    await this.draw();
  }

  async #forgetMatches() {
    await this.#engine.forgetMatches();
    forgetMatches();
    await this.draw();
  }

  async #eraseAll() {
    if (!(await confirmed(t("Cancellare tutte le bozze?"), t("Su questo computer non resta niente, neppure come erano abbinate le colonne. Non si può riprendere."), t("Cancella tutto")))) return;
    await this.#engine.eraseAll();
    forgetMatches();
    this.forget();
  }
}
