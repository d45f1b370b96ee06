// Several Changes as one: what is new and what is gone after all of them.

import { ownOf } from "./copy.js";

/** @param {import("./types").Change[]} changes in their order */
export function merged(changes) {
  const added = new Map();
  const removed = new Map();
  const fields = new Map();
  let rows;
  for (const change of changes) {
    const { field, rows: moved } = ownOf(change);
    for (const gone of change.removed) {
      const key = keyOf(gone);
      if (!added.delete(key)) removed.set(key, gone);
    }
    // What went and came back is sent again: its sentence may be another one.
    for (const diagnostic of change.added) added.set(keyOf(diagnostic), diagnostic);
    if (field) fields.set(field.path, field);
    if (moved && rows?.list === moved.list) rows.count++;
    else if (moved) rows ??= { ...moved, count: 1 };
  }
  const whole = { fields: [...fields.values()], added: [...added.values()], removed: [...removed.values()] };
  return rows ? { ...whole, rows } : whole;
}

const keyOf = ({ rule, path }) => `${rule}\n${path}`;
