// Addresses as callers write them: `lavoratori[3].ore` is `lavoratori.3.ore`.

import { itemsOf, kindOf } from "./copy.js";
import { wrong } from "./errors.js";

/** Beyond any address of the model. */
const LONGEST = 1000;
const DEEPEST = 64;

/** The address with dots; throws where it is none. */
export function pathOf(value, name = "path") {
  if (typeof value !== "string" || value === "" || value.length > LONGEST) {
    const found = typeof value === "string" ? `a text of ${value.length} characters` : kindOf(value);
    throw wrong(`\`${name}\` is a text like "lavoratori.0.dataAssunzione", not ${found}`);
  }
  const path = value.includes("[") ? value.replace(/\[(["']?)([^[\]"']*)\1\]/g, ".$2").replace(/^\./, "") : value;
  if (path.split(".").length > DEEPEST) {
    throw wrong(`\`${path.slice(0, 40)}…\` has more than ${DEEPEST} levels`);
  }
  return path;
}

/** `lavoratori.3.ore` as form libraries name it: `["lavoratori", 3, "ore"]`. */
export const keysOf = (path) => path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** A path as `fields()` gives it: an asterisk for the number of a row, `<aaaa-mm>` for a month. */
export const patternOf = (path) => path.replace(/\.\d{4}-\d\d$/, ".<aaaa-mm>").replace(/\.\d+(?=\.|$)/g, ".*");

/** A function that says whether a path is one of `fields`, inside one of them, or a list or object that holds one. */
export function within(fields) {
  const wanted = fieldsIn(fields).map((field) => pathOf(field, "fields").split("."));
  return (path) => {
    const keys = path.split(".");
    return wanted.some((parts) => parts.every((part, i) => i >= keys.length || part === "*" || part === keys[i]));
  };
}

/**
 * Throws where one of `fields` names nothing that an application has: a page whose fields are misspelt would pass as
 * right. `name` is where they were given, `said` begins the sentence about it.
 */
export function expectFields(fields, form, name = "fields", said = `\`${name}\` names`) {
  for (const field of fieldsIn(fields)) {
    const path = pathOf(field, name);
    if (isKnown(path.replaceAll("*", "0"), form)) continue;
    const near = nearest(path, form);
    const how = near === undefined ? ": see how it is written" : meant(near);
    throw wrong(`${said} \`${field.slice(0, 80)}\`, which no application has${how}`);
  }
}

/** The paths in a list. */
export const fieldsIn = (fields) => itemsOf(fields, '`fields` is a list of paths: ["periodo", "lavoratori.*.ore"]');

function isKnown(path, form) {
  try {
    const { state, text } = form.field(path);
    return state !== "unknown" || text !== "";
  } catch {
    return true; // an object, a list or a row: what is below it
  }
}

/** The field of the rulebook, or what holds one, whose name is most like `path`. */
function nearest(path, form) {
  const wanted = path.replace(/\.\d+(?=\.|$)/g, ".*");
  const depth = wanted.split(".").length;
  return alike(wanted, (form.fields?.() ?? []).map((field) => field.path.split(".").slice(0, depth).join(".")));
}

/** The name that is most like `wanted`; none where no name is like it. */
export function alike(wanted, names) {
  let near;
  let least = 3; // more than two slips are no slip
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const apart = distance(wanted, name);
    if (apart < least) [near, least] = [name, apart];
  }
  return near;
}

/** The question whether it is meant. */
export const meant = (near) => `: is it \`${near}\`?`;

/** What to say after a name that is none of `names`. */
export function among(wanted, names) {
  const near = alike(wanted, names);
  return near === undefined ? `; there are ${names.join(", ")}` : meant(near);
}

/** How many characters must come, go or change to make one text of another. */
function distance(from, to) {
  let above = Array.from(to, (_, at) => at + 1);
  [...from].forEach((character, row) => {
    let left = row + 1;
    let corner = row;
    above = above.map((up, at) => {
      left = Math.min(up + 1, left + 1, corner + (character === to[at] ? 0 : 1));
      corner = up;
      return left;
    });
  });
  return above.at(-1);
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
