// How alike two names are, from 0 to 1: Jaro's measure, with Winkler's bonus for a common beginning.

const LONGEST_PREFIX = 4;
/** Below it, a common beginning says nothing. */
const ENOUGH = 0.7;
const BONUS = 0.1;

export function likeness(one, other) {
  const [a, b] = [[...one], [...other]];
  const base = jaro(a, b);
  if (base <= ENOUGH) return base;
  const differ = a.slice(0, LONGEST_PREFIX).findIndex((letter, n) => letter !== b[n]);
  const prefix = differ < 0 ? Math.min(LONGEST_PREFIX, a.length) : differ;
  return base + BONUS * prefix * (1 - base);
}

function jaro(a, b) {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = b.map(() => false);
  const common = a.filter((letter, n) => {
    const at = b.findIndex((twin, m) => Math.abs(n - m) <= reach && twin === letter && !taken[m]);
    if (at >= 0) taken[at] = true;
    return at >= 0;
  });
  const matches = common.length;
  if (matches === 0) return 0;
  const others = b.filter((_, m) => taken[m]);
  const swaps = Math.floor(common.filter((letter, n) => letter !== others[n]).length / 2);
  return (matches / a.length + matches / b.length + (matches - swaps) / matches) / 3;
}
