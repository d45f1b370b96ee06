// The rulebooks that applications are judged by, each read once in a language.
import { Form, rulebooks } from "../../../pkg/inline.js";

/** @typedef {{ info: import("../../../pkg-config/js/types.js").RulebookInfo, titleOf(rule: string): string }} Book */

export class Books {
  /** Those that know applications for CIG, as the page offers them. */
  offered;
  #books;

  constructor(options) {
    const all = rulebooks(options.language);
    this.offered = all.filter(({ tipi }) => tipi.includes("cig"));
    this.#books = new Map(all.map((info) => [info.name, bookOf(info, options)]));
  }

  /** @returns {Book | undefined} */
  get = (name) => this.#books.get(name);
}

function bookOf(info, options) {
  let titles;
  const read = () => {
    const form = new Form(info.name, options);
    const rules = form.rules();
    form.free();
    return new Map(rules.map((one) => [one.rule, one.versions.at(-1)?.title || one.title]));
  };
  return {
    info,
    titleOf(rule) {
      titles ??= read();
      return titles.get(rule) ?? titles.get(rule.split("/").pop()) ?? rule;
    },
  };
}
