// Half a character: a text of JavaScript may hold one, a text of the core may not. There a sign of private use stands
// for it, and what comes back has the half again.

const FIRST = 0xd800;
const STAND_IN = 0x10f000;

export const isWhole = (text) => !/\p{Surrogate}/u.test(text);

const standIn = (unit) => String.fromCodePoint(unit - FIRST + STAND_IN);

/** A text for the core. */
export const stoodIn = (text) => text.replace(/\p{Surrogate}/gu, (half) => standIn(half.charCodeAt(0)));

/** JSON text for the core: there halves are escaped; whole characters may be, as two. */
export const stoodInJson = (json) =>
  json.replace(/\\(?:\\|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u(d[89a-f][0-9a-f]{2}))/gi, (found, unit) =>
    unit ? standIn(Number.parseInt(unit, 16)) : found,
  );

/** A text of the core as it was typed. */
export const asTyped = (text) =>
  text.replace(/[\u{10f000}-\u{10f7ff}]/gu, (sign) => String.fromCharCode(sign.codePointAt(0) - STAND_IN + FIRST));
