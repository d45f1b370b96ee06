// What `init` was given for all forms.

export const defaults = { __proto__: null, today: undefined, language: "it" };
