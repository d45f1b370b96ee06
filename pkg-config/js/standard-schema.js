// Entry `convalida/standard-schema`: the whole check in the shape that form libraries ask for (standardschema.dev).

import { check } from "./catalogue.js";

export function standardSchema(rulebook, options) {
  return {
    "~standard": {
      version: 1,
      vendor: "convalida",
      validate(value) {
        try {
          const issues = check(rulebook, value, options)
            .filter((diagnostic) => diagnostic.severity === "error")
            .map(issueOf);
          return issues.length > 0 ? { issues } : { value };
        } catch (error) {
          // Form libraries do not expect a throw. They also pass over an issue without a path: it is shown on a field.
          const message = error instanceof Error ? error.message : String(error);
          return { issues: [{ message, path: ["regolamento"], code: "convalida/wrong-call", severity: "error" }] };
        }
      },
    },
  };
}

function issueOf({ rule, path, message, ...others }) {
  return { message, path: keysOf(path), code: rule, ...others };
}

const keysOf = (path) => path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
