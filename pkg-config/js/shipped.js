// A rulebook of the package that was imported: `convalida/rulebooks/NAME`.

import { labels } from "generated/labels.js";
import { addBook, share } from "./runtime.js";

/** @param {{ name: string, version: string, hash: string, compiled: string }} book */
export function shipped(book) {
  share(labels);
  addBook(book.name, book.compiled);
  return book;
}
