// How a wrong call is told: an ordinary `Error`, whose sentence says what is wrong and how to mend it.

export const VOICE = "convalida: ";

/** Those that were made here: what a getter or the core throws is told apart. */
const ours = new WeakSet();

/** The error to throw, and what it comes from, where that is known. */
export function wrong(sentence, cause) {
  const error = new Error(VOICE + sentence, cause && { cause });
  ours.add(error);
  return error;
}

export const isOurs = (error) => ours.has(error);
