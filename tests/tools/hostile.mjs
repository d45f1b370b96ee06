// Hostile JavaScript values, drawn by a number: what a page's own code, or a broken library, may hand over.

/** What the getters and traps of these values throw. */
export class Gotcha extends Error {}

const gotcha = () => {
  throw new Gotcha("gotcha");
};

/** Numbers from a seed (mulberry32); `next(n)` is below n. */
export function chance(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PATHS = ["periodo.dataInizio", "lavoratori.0.ore", "lavoratori[1].codiceFiscale", "lavoratori.0.consuntivo.2020-03", "lavoratori", "periodo",
  "domandePrecedenti.0.lavoratori.0", "ignoto.campo", "bollo", "__proto__.x", "lavoratori.199999.ore", "lavoratori.4294967296.ore", "organico.mensile.2020-01", "tipo"];
const TEXTS = ["", " ", "23/02/2020", "24/0", "7,5", "sì", "IT60", "RSSMRA85M01H501Q", "\ud800", "a\udc00b", "\0", "\u202e2020", "9".repeat(5000),
  "x".repeat(100_000), "[object Object]", "constructor", "toString", "-0", "1e999", "piemonte-2020", "it", "2020-04-15", "durata-domanda"];

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function detached() {
  const bytes = new Uint8Array(16);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** Answers something else each time it is read. */
function turncoat(first, second) {
  let read = 0;
  return { enumerable: true, configurable: true, get: () => (read++ === 0 ? first : second) };
}

const MAKERS = [
  () => undefined,
  () => null,
  () => NaN,
  () => -Infinity,
  () => -0,
  () => 2 ** 53,
  () => 1e300,
  () => 1.5,
  () => -1,
  () => 4294967296,
  () => 10n ** 30n,
  () => Symbol("x"),
  () => Symbol.iterator,
  () => true,
  () => gotcha,
  () => class {},
  () => new Date(NaN),
  () => new Map([["bollo", "marca"]]),
  () => new Set(["bollo"]),
  () => new WeakMap(),
  () => /x/g,
  () => Promise.resolve("x"),
  () => new Error("x"),
  () => new String("periodo.dataInizio"),
  () => Object(5n),
  () => Object.create(null),
  () => Object.create({ bollo: "marca", rulebook: "piemonte-2020" }),
  () => Object.freeze(["bollo", "marca"]),
  () => detached(),
  () => detached().buffer,
  () => new Float64Array([NaN]),
  () => new Proxy({}, { get: gotcha, ownKeys: gotcha, getPrototypeOf: gotcha, has: gotcha, getOwnPropertyDescriptor: gotcha }),
  () => new Proxy([], { get: gotcha }),
  () => new Proxy([], { get: (list, key) => (key === "length" ? 4294967295 : list[key]) }),
  () => new Proxy([], { get: (list, key) => (key === "length" ? Symbol("x") : list[key]) }),
  () => new Proxy(() => {}, { apply: gotcha, get: gotcha }),
  () => revoked({}),
  () => revoked([]),
  () => Array(4294967295),
  () => Array(300_000),
  () => ({ length: 5, 0: "bollo" }),
  () => ({ toString: gotcha, valueOf: gotcha, toJSON: gotcha, [Symbol.toPrimitive]: gotcha }),
  () => ({ toString: () => "periodo.dataInizio", then: gotcha }),
  () => ({ get periodo() { return gotcha(); } }),
  () => ({ get [Symbol.toStringTag]() { return gotcha(); } }),
  () => ({ __proto__: null, constructor: null, hasOwnProperty: null }),
  () => Object.defineProperty(["bollo"], 1, turncoat("marca", 5n)),
  () => Object.defineProperty([], 0, turncoat("bollo", Symbol("x"))),
  () => Object.defineProperty({}, "bollo", turncoat("marca", { x: 1 })),
  () => Object.defineProperty({}, "fields", turncoat(["bollo"], 5n)),
  () => globalThis,
  () => new (class Domanda { bollo = "marca"; #x = 1; })(),
];

const KEYS = ["fields", "language", "today", "messages", "rulebooks", "base", "wasm", "compiler", "nome", "versione", "regole", "bollo", "periodo", "lavoratori", "regolamento", "mode",
  "rulebook", "name", "compiled", "names", "values", "page", "form", "texts", "delay", "summary", "live", "__proto__", "length", "then", "when", "field", "oneOf", "required"];

/** A hostile value; inside lists and objects, up to `depth` levels, others of the same kind. */
export function hostile(next, depth = 3) {
  switch (next(depth > 0 ? 8 : 5)) {
    case 0:
      return PATHS[next(PATHS.length)];
    case 1:
      return TEXTS[next(TEXTS.length)];
    case 2:
    case 3:
    case 4:
      return MAKERS[next(MAKERS.length)]();
    case 5:
      return Array.from({ length: next(4) }, () => hostile(next, depth - 1));
    case 6:
      return Array.from({ length: next(4) }, () => [PATHS[next(PATHS.length)], hostile(next, depth - 1)]);
    default: {
      const made = {};
      for (let count = next(4); count > 0; count--) {
        const value = hostile(next, depth - 1);
        Object.defineProperty(made, KEYS[next(KEYS.length)], { value, enumerable: true, configurable: true, writable: true });
      }
      return made;
    }
  }
}
