// How the columns of a header were matched, kept from one day to the next when a person asks: names of columns and words
// of the trade, no row of any file.
import { database } from "./store.js";

/** @typedef {{ fieldAt: string[], words: Record<string, Record<string, string>> }} Match field → text → our word */

/** @returns {Promise<Match | undefined>} */
export const recall = async (signature) => (await database()).get("abbinamenti", signature);

/** @param {Match} match */
export const remember = async (signature, match) => (await database()).put("abbinamenti", { signature, ...match });

export const forget = async (signature) => (await database()).delete("abbinamenti", signature);

export const forgetAll = async () => (await database()).clear("abbinamenti");

export const count = async () => (await database()).count("abbinamenti");
