// Entry `convalida/react-hook-form`: a resolver that reads what changed, and errors of other fields at their fields.

import { adapterOptions, Follower } from "../follow.js";
import { pathOf } from "../paths.js";

/** Errors that this adapter set at a field, by the type that React Hook Form keeps. */
const TYPE = "convalida";

export function convalidaResolver(rulebook, options) {
  const { fields, isOn, others } = adapterOptions(options, []);
  let follower;

  const resolver = (values, _context, { names } = {}) => {
    follower ??= new Follower(rulebook, others, fields);
    follower.follow(values);
    // One name: a field is being typed. All of them: the form is sent, or asks whether it may be.
    const errors = names?.length === 1 ? follower.errors() : follower.whole();
    const shown = errors.filter(({ path }) => isOn(path));
    return shown.length === 0 ? { values, errors: {} } : { values: {}, errors: nested(shown) };
  };

  /** Shows, while one field is typed, what changes at others; `form` is what `useForm` gave. Answers how to stop. */
  resolver.connect = (form) => {
    follower ??= new Follower(rulebook, others, fields);
    return form.subscribe({
      formState: { values: true },
      callback({ values, name }) {
        const edited = name && pathOf(name);
        for (const path of follower.follow(values)) {
          if (path === edited || !isOn(path)) continue;
          const [error] = follower.errorsAt(path);
          const known = form.getFieldState(path).error;
          if (error) form.setError(path, { type: TYPE, message: error.message });
          else if (known?.type === TYPE) form.clearErrors(path);
        }
      },
    });
  };

  return resolver;
}

/** `{ lavoratori: [, { ore: { type, message } }] }`: the first error of a field is its gravest. */
function nested(diagnostics) {
  const errors = {};
  for (const { path, rule, message } of diagnostics) {
    const keys = path.split(".");
    let at = errors;
    keys.forEach((key, i) => {
      if (i === keys.length - 1) at[key] ??= { type: TYPE, message, rule };
      else at = at[key] ??= /^\d+$/.test(keys[i + 1]) ? [] : {};
    });
  }
  return errors;
}
