// A rulebook of the package that was imported: `convalida/rulebooks/NAME`.

import { common, fields } from "generated/shared-books.js";
import { addBook, share } from "./runtime.js";

export function shipped(text) {
  share(JSON.parse(common), JSON.parse(fields));
  const book = JSON.parse(text);
  addBook(book.name, book);
  return book;
}
