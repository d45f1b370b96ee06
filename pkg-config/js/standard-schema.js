// Entry `convalida/standard-schema`: the check in the shape that form libraries ask for (standardschema.dev).

import { check } from "./catalogue.js";
import { saidOf } from "./copy.js";
import { wrong } from "./errors.js";
import { adapterOptions, Follower } from "./follow.js";
import { keysOf } from "./paths.js";

const MODES = ["whole", "typing"];

export function standardSchema(rulebook, options) {
  const { mode = "whole", fields, isOn, others } = adapterOptions(options, ["mode"]);
  if (!MODES.includes(mode)) throw wrong(`\`mode\` is "whole" or "typing", not ${saidOf(mode)}`);
  let told; // what was said to who wrote the page
  let follower; // made at the first check: `init()` may still be on its way
  const found = (value) => {
    follower ??= new Follower(rulebook, others, fields);
    if (mode === "whole") return check(rulebook, value, others).filter(({ severity }) => severity === "error");
    follower.follow(value);
    return follower.errors();
  };
  const validate = (value) => {
    try {
      const issues = found(value)
        .filter(({ path }) => isOn(path))
        .map(issueOf);
      return issues.length > 0 ? { issues } : { value };
    } catch (error) {
      // Form libraries do not expect a throw. They also pass over an issue without a path: it is shown on a field.
      const message = error instanceof Error ? error.message : String(error);
      if (told !== message) console.error((told = message)); // whoever fills the form in can not mend it
      return { issues: [{ message, path: ["regolamento"], code: "convalida/wrong-call", severity: "error" }] };
    }
  };
  return { "~standard": { version: 1, vendor: "convalida", validate } };
}

function issueOf({ rule, path, message, ...others }) {
  return { message, path: keysOf(path), code: rule, ...others };
}
