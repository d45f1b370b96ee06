// Whether a field is asked now: other answers may make it pointless, and some belong to a later day.

/** @returns {boolean} whether every answer that `when` waits for is there; `textAt` gives a field of the same row */
export function isAsked(when, textAt, today) {
  return when.every(({ field, oneOf, filled, past }) => {
    const value = textAt(field);
    if (oneOf) return oneOf.includes(value);
    if (past) return value !== "" && (today === undefined || value <= today);
    return (value !== "") === filled;
  });
}
