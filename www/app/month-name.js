// The name of a month in a language, for pages and workers.

const DAYS = { it: "it-IT", en: "en-GB" };

/** @param {string} key `2020-03` @param {"it" | "en"} language */
export const monthName = (key, language) =>
  new Intl.DateTimeFormat(DAYS[language], { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${key}-01T00:00:00Z`));
