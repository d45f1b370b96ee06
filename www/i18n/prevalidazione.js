// English for the prevalidation page's own words, keyed by the Italian ones.

export const en = {
};
