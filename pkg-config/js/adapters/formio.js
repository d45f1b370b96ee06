// Entry `convalida/formio`: a form that Form.io renders, version 4 or 5.

import { adapterOptions, Follower } from "../follow.js";
import { pathOf } from "../paths.js";

/** Shows what is wrong at the components of `webform`, and keeps it from being sent; answers how to stop. */
export function connect(webform, rulebook, options) {
  const { fields, isOn, others } = adapterOptions(options, []);
  const follower = new Follower(rulebook, others, fields);
  let shown = new Map();

  const components = () => {
    const found = new Map();
    webform.everyComponent((component) => found.set(pathOf(component.path || component.key), component));
    return found;
  };
  const show = (errors) => {
    const next = new Map();
    const all = components();
    for (const { path, message } of errors) {
      const component = isOn(path) ? all.get(path) : undefined;
      if (component && !next.has(component)) next.set(component, message);
    }
    for (const [component, message] of next) component.setCustomValidity(message, true);
    for (const component of shown.keys()) if (!next.has(component)) component.setCustomValidity("", false);
    shown = next;
  };
  const typed = () => {
    follower.follow(webform.submission.data);
    show(follower.errors());
  };

  webform.on("change", typed);
  const hooks = (webform.options.hooks ??= {});
  const before = hooks.beforeSubmit;
  hooks.beforeSubmit = (submission, next) => {
    follower.follow(submission.data);
    const errors = follower.whole().filter(({ path }) => isOn(path));
    show(errors);
    if (errors.length > 0) return next(errors.map(({ message }) => ({ message })));
    return before ? before(submission, next) : next(null);
  };
  return () => {
    webform.off("change", typed);
    hooks.beforeSubmit = before;
    show([]);
    follower.free();
  };
}
