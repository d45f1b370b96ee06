// The rulebooks of the package, by name.

import { rulebooks } from "../index.js";

/** There is nothing of this name. */
export class Unknown extends Error {}

let names;

export const shipped = () => (names ??= rulebooks().map(({ name }) => name));

export const noSuchRulebook = () => `no such rulebook. There are: ${shipped().join(", ")}.`;

export function expectShipped(name) {
  if (!shipped().includes(name)) throw new Unknown(`${name}: ${noSuchRulebook()}`);
}
