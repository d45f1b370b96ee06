// Drafts in the browser, when a person asks for them: named, listed, taken back, erased. A draft that another window
// has written in the meantime is never overwritten.
import { database } from "./store.js";

/** Someone else has saved this draft since it was read. */
export const TAKEN = "draft-taken";

export class Drafts {
  /**
   * @param {{ id?: string, name: string, revision?: number }} draft without an id a new one
   * @returns {Promise<{ id: string, name: string, revision: number }>} throws `draft-taken`
   */
  async save({ id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, name, revision = 0 }, applications) {
    const db = await database();
    const work = db.transaction("bozze", "readwrite");
    const now = await work.store.get(id);
    if (now ? now.revision !== revision : revision !== 0) throw new Error(TAKEN);
    const next = { id, name, revision: revision + 1 };
    await work.store.put({ ...next, saved: new Date().toISOString(), workers: applications.reduce((sum, { origin }) => sum + origin.length, 0), count: applications.length, applications });
    await work.done;
    return next;
  }

  async read(id) {
    const found = await (await database()).get("bozze", id);
    if (!found) throw new Error("draft-gone");
    return found;
  }

  /** A draft as a file: a source that many applications come from is written once. */
  async export(id) {
    const { name, applications } = await this.read(id);
    const sources = [...new Set(applications.map(({ source }) => source))];
    return { bozza: "convalida", name, sources, applications: applications.map((one) => ({ ...one, source: sources.indexOf(one.source) })) };
  }

  /** A draft that was exported, under a name of its own. */
  async take({ name, sources, applications }) {
    return this.save({ name }, applications.map((one) => ({ ...one, source: sources[one.source] })));
  }

  /** Without their content, the latest first. */
  async list() {
    const found = [];
    const db = await database();
    for (let cursor = await db.transaction("bozze").store.openCursor(); cursor; cursor = await cursor.continue()) {
      const { id, name, saved, count, workers } = cursor.value;
      found.push({ id, name, saved, count, workers });
    }
    return found.sort((a, b) => b.saved.localeCompare(a.saved));
  }

  async erase(id) {
    await (await database()).delete("bozze", id);
  }

  async eraseAll() {
    await (await database()).clear("bozze");
  }
}
