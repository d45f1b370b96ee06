// Drafts in the browser, when a person asks for them: named, listed, taken back, erased. A draft that another window
// has written in the meantime is never overwritten.
import { openDB } from "idb";

const NAME = "convalida-prevalidazione";

/** Someone else has saved this draft since it was read. */
export const TAKEN = "draft-taken";

export class Drafts {
  #opened;

  #db() {
    this.#opened ??= openDB(NAME, 1, { upgrade: (db) => db.createObjectStore("bozze", { keyPath: "id" }) });
    return this.#opened;
  }

  /**
   * @param {{ id?: string, name: string, revision?: number }} draft without an id a new one
   * @returns {Promise<{ id: string, name: string, revision: number }>} throws `draft-taken`
   */
  async save({ id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, name, revision = 0 }, applications) {
    const db = await this.#db();
    const work = db.transaction("bozze", "readwrite");
    const now = await work.store.get(id);
    if (now ? now.revision !== revision : revision !== 0) throw new Error(TAKEN);
    const next = { id, name, revision: revision + 1 };
    await work.store.put({ ...next, saved: new Date().toISOString(), workers: applications.reduce((sum, { origin }) => sum + origin.length, 0), count: applications.length, applications });
    await work.done;
    return next;
  }

  async read(id) {
    const found = await (await this.#db()).get("bozze", id);
    if (!found) throw new Error("draft-gone");
    return found;
  }

  /** A draft that was exported, under a name of its own. */
  async take({ name, applications }) {
    return this.save({ name }, applications);
  }

  /** Without their content, the latest first. */
  async list() {
    const found = [];
    const db = await this.#db();
    for (let cursor = await db.transaction("bozze").store.openCursor(); cursor; cursor = await cursor.continue()) {
      const { id, name, saved, count, workers } = cursor.value;
      found.push({ id, name, saved, count, workers });
    }
    return found.sort((a, b) => b.saved.localeCompare(a.saved));
  }

  async erase(id) {
    await (await this.#db()).delete("bozze", id);
  }

  async eraseAll() {
    await (await this.#db()).clear("bozze");
  }
}
