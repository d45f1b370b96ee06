// Addresses as callers write them: `lavoratori[3].ore` is `lavoratori.3.ore`.

import { kindOf } from "./copy.js";

/** Beyond any address of the model. */
const LONGEST = 1000;
const DEEPEST = 64;

/** The address with dots; throws where it is none. */
export function pathOf(value, name = "path") {
  if (typeof value !== "string" || value === "" || value.length > LONGEST) {
    const found = typeof value === "string" ? `a text of ${value.length} characters` : kindOf(value);
    throw new Error(`convalida: \`${name}\` is a text like "lavoratori.0.dataAssunzione", not ${found}`);
  }
  const path = value.includes("[") ? value.replace(/\[(["']?)([^[\]"']*)\1\]/g, ".$2").replace(/^\./, "") : value;
  if (path.split(".").length > DEEPEST) {
    throw new Error(`convalida: \`${path.slice(0, 40)}…\` has more than ${DEEPEST} levels`);
  }
  return path;
}

/** `lavoratori.3.ore` as form libraries name it: `["lavoratori", 3, "ore"]`. */
export const keysOf = (path) => path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** A function that says whether a path is one of `fields`, inside one of them, or a list or object that holds one. */
export function within(fields) {
  expectList(fields);
  const wanted = fields.map((field) => pathOf(field, "fields").split("."));
  return (path) => {
    const keys = path.split(".");
    return wanted.some((parts) => parts.every((part, i) => i >= keys.length || part === "*" || part === keys[i]));
  };
}

/** Throws where one of `fields` names nothing that an application has: a page whose fields are misspelt would pass as right. */
export function expectFields(fields, form) {
  expectList(fields);
  for (const field of fields) {
    if (isKnown(pathOf(field, "fields").replaceAll("*", "0"), form)) continue;
    throw new Error(`convalida: \`fields\` names \`${field.slice(0, 80)}\`, which no application has: see how it is written`);
  }
}

function expectList(fields) {
  if (Array.isArray(fields)) return;
  throw new Error(`convalida: \`fields\` is a list of paths: ["periodo", "lavoratori.*.ore"], not ${kindOf(fields)}`);
}

function isKnown(path, form) {
  try {
    const { state, text } = form.field(path);
    return state !== "unknown" || text !== "";
  } catch {
    return true; // an object, a list or a row: what is below it
  }
}

/** Where an address stands after a row came (+1) or went (-1): undefined when it went with the row. */
export function moved(path, list, index, step) {
  if (!path.startsWith(`${list}.`)) return path;
  const [row, ...rest] = path.slice(list.length + 1).split(".");
  const at = Number(row);
  if (!(at >= index)) return path;
  if (step < 0 && at === index) return undefined;
  return [list, at + step, ...rest].join(".");
}
