// The import room: bytes → cells → rows of applications. Pure: no page, no core, no clock.
export { carryOut, unquoted } from "./apply.js";
export { ENCODINGS } from "./bytes.js";
export { SEPARATORS } from "./csv.js";
export { BOTH_NAMES, HEAD_FIELDS, LIKELY, SURE, propose } from "./plan.js";
export { ragged } from "./ragged.js";
export { readBytes, readText } from "./read.js";
export { Refusal } from "./refusal.js";
