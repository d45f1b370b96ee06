// The whole check: everything required, every field as left, with the summary on top of the form.
import { within } from "../paths.js";
import { showSummary, sortDiagnostics } from "./summary.js";

export class Whole {
  #desk;
  #answers;

  #fields;
  #made = null;

  /** `fields` answers the paths that are judged; nothing for all. */
  constructor(desk, answers, fields) {
    this.#desk = desk;
    this.#answers = answers;
    this.#fields = fields;
    answers.follow(this);
  }

  /** The diagnostics of the whole check, here. */
  diagnostics() {
    const fields = this.#fields();
    const found = this.#desk.form.validate();
    if (!fields) return found;
    const isOn = within(fields);
    return found.filter(({ path }) => isOn(path));
  }

  /** Takes the summary away, or empties that of the page. */
  remove() {
    this.close();
    this.#made?.remove();
  }

  /** Asks the core and fills the summary; answers the sorted diagnostics. */
  check() {
    return this.#fill(this.#host(true), true);
  }

  /** Fills the summary anew where it stands open (another language, another rulebook). */
  renew() {
    const host = this.#host(false);
    if (this.#desk.whole && host && !host.hidden) this.#fill(host, false);
  }

  /** Back to an application that nobody asked to check. */
  close() {
    this.#desk.whole = false;
    const host = this.#host(false);
    if (!host) return;
    host.textContent = "";
    host.hidden = true;
  }

  #host(make) {
    const { element, options } = this.#desk;
    const known = options.summary ?? element.querySelector("[data-convalida-summary]");
    if (known || !make) return known;
    const host = (this.#made = element.ownerDocument.createElement("div"));
    host.setAttribute("data-convalida-summary", "");
    element.prepend(host);
    return host;
  }

  #fill(host, focus) {
    const { form, root, say } = this.#desk;
    const onTheWay = form.diagnostics();
    const whole = this.diagnostics();
    this.#desk.whole = true;
    this.#answers.replace(whole);
    const groups = sortDiagnostics(whole, onTheWay);
    showSummary(host, groups, this.#desk, focus);
    return groups;
  }
}
