// The database of the browser, for what a person asks to keep: drafts, and how the columns of a header were matched.
import { openDB } from "idb";

const NAME = "convalida-prevalidazione";

/** @type {Record<string, string>} store → what its entries are known by */
const STORES = { bozze: "id", abbinamenti: "signature" };

let opened;

export function database() {
  opened ??= openDB(NAME, 2, {
    upgrade(db) {
      for (const [store, keyPath] of Object.entries(STORES)) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath });
    },
    // a window with a newer page must not wait for this one
    blocking: (current, next, { target }) => target.close(),
  });
  return opened;
}
