// Entry `convalida/angular`: reactive forms and signal forms. Nothing of Angular is imported.

import { ownOf } from "../copy.js";
import { adapterOptions, Follower } from "../follow.js";
import { expectFields, pathOf } from "../paths.js";
import { standardSchema } from "../standard-schema.js";

const KEY = "convalida";

/** For one FormGroup: `new FormGroup({ … }, { validators: convalidaGroup("rapporto").validator })`. */
export function convalidaGroup(rulebook, options) {
  const { named = {}, fields, isOn, others } = adapterOptions(options, ["names"]);
  const names = ownOf(named);
  let follower;
  /** Controls at which an error was set, to take it away again. */
  let marked = new Map();

  const show = (controls, errors) => {
    const next = new Map();
    for (const { path, rule, message, severity } of errors.filter(({ path }) => isOn(path))) {
      const control = controls.get(path);
      if (control && !next.has(control)) next.set(control, { rule, message, severity });
    }
    for (const control of marked.keys()) if (!next.has(control)) setError(control, undefined);
    for (const [control, error] of next) setError(control, error);
    marked = next;
  };

  const following = () => {
    const made = new Follower(rulebook, others, fields);
    expectFields(Object.values(names), made.form, "names", "`names` leads to");
    return made;
  };

  const read = (group) => {
    follower ??= following();
    const controls = controlsOf(group, names);
    follower.follow(valueOf(controls));
    return controls;
  };

  return {
    /** Angular's ValidatorFn: runs at each change, sets the errors at the controls themselves. */
    validator(group) {
      show(read(group), follower === undefined ? [] : follower.errors());
      return null;
    },
    /** The whole check, before sending; answers its errors, also those of fields that the group does not have. */
    whole(group) {
      const controls = read(group);
      const errors = follower.whole().filter(({ path }) => isOn(path));
      show(controls, errors);
      for (const { path } of errors) controls.get(path)?.markAsTouched();
      return errors;
    },
    destroy: () => follower?.free(),
  };
}

/** For signal forms: `validateStandardSchema(path, () => schema(sending()))`. */
export function convalidaSignals(rulebook, options = {}) {
  const typing = onTree(standardSchema(rulebook, { ...options, mode: "typing" }));
  const whole = onTree(standardSchema(rulebook, { ...options, mode: "whole" }));
  return (sending = false) => (sending ? whole : typing);
}

/** Signal forms break at a path that their model does not have: what is said there stands at what would hold it. */
function onTree({ "~standard": standard }) {
  const validate = (value) => {
    const result = standard.validate(value);
    return result.issues ? { issues: result.issues.map((issue) => ({ ...issue, path: insideOf(value, issue.path) })) } : result;
  };
  return { "~standard": { ...standard, validate } };
}

function insideOf(value, path) {
  let at = value;
  const missing = path.findIndex((key) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return true;
    at = at[key];
    return false;
  });
  return missing < 0 ? path : path.slice(0, missing);
}

function setError(control, error) {
  const { [KEY]: before, ...others } = control.errors ?? {};
  if (before?.message === error?.message) return;
  const errors = error === undefined ? others : { ...others, [KEY]: error };
  control.setErrors(Object.keys(errors).length > 0 ? errors : null);
}

/** Address → control, for every control of a group, in groups and arrays of any depth. */
function controlsOf(group, names, name = "", found = new Map()) {
  const inner = group.controls;
  if (inner === undefined) {
    const path = names[name] ?? names[name.replace(/\.\d+(?=\.|$)/g, ".*")]?.replace(/\*/g, placesOf(name));
    found.set(pathOf(path ?? name), group);
    return found;
  }
  for (const key of Object.keys(inner)) controlsOf(inner[key], names, name === "" ? key : `${name}.${key}`, found);
  return found;
}

function placesOf(name) {
  const places = name.split(".").filter((key) => /^\d+$/.test(key));
  return () => places.shift() ?? "*";
}

/** The domanda that the controls hold. */
function valueOf(controls) {
  const value = { __proto__: null }; // no name of a field is one that a page gave every object
  for (const [path, control] of controls) {
    const keys = path.split(".");
    let at = value;
    keys.forEach((key, i) => {
      if (i === keys.length - 1) at[key] = control.disabled ? null : control.value;
      else at = at[key] ??= /^\d+$/.test(keys[i + 1]) ? [] : { __proto__: null };
    });
  }
  return value;
}
