// What stands after `convalida` on the command line, read so that a mistake is told with what there is.

import { parseArgs } from "node:util";

const FORMAT = { name: "format", value: "text|json", help: "for people, or a line of JSON for each application", oneOf: ["text", "json"] };
const LANGUAGE = { name: "language", value: "it|en", help: "the language of the messages", oneOf: ["it", "en"] };

const RULEBOOK_FILE = { name: "rulebook-file", value: "FILE", help: "a rulebook of one's own: the JSON that `convalida compila` writes" };

const COMMANDS = {
  __proto__: null,
  check: {
    about: "Checks applications: .json (one), .jsonl or .ndjson (one a line) or - (standard input, answered as it comes).",
    takes: { name: "FILE...", least: 1, most: Infinity },
    options: [
      { name: "rulebook", value: "NAME", help: "the rulebook, whatever the applications name" },
      RULEBOOK_FILE,
      FORMAT,
      { name: "today", value: "DAY", help: "the day that counts as today, YYYY-MM-DD" },
      { name: "brief", help: "for archives: without sources, fixes and what the rule's name tells" },
      { name: "id", value: "PATH", help: "the field whose value is copied into each answer: datoreLavoro.codiceFiscale" },
      { name: "dossier", help: "all applications together, those of one employer as one dossier" },
      { name: "exit-zero", help: "ends with 0 once everything was read, whatever was found" },
      LANGUAGE,
    ],
  },
  rules: {
    about: "Lists the rulebooks and their rules.",
    takes: { name: "[RULEBOOK]", least: 0, most: 1 },
    options: [RULEBOOK_FILE, FORMAT, LANGUAGE],
  },
  explain: {
    about: "Says what a rule asks, since when, and in which words of which source.",
    takes: { name: "RULE", least: 1, most: 1 },
    options: [RULEBOOK_FILE, FORMAT, LANGUAGE],
  },
};

const HELP = { name: "help", short: "h", help: "says this" };
const VERSION = { name: "version", short: "V", help: "says which version this is" };

/** What is wrong with the arguments. */
export class Misuse extends Error {}

/**
 * @param {string[]} given
 * @returns {{ command: "check" | "rules" | "explain", options: Record<string, string | true>, names: string[] }}
 *   or `{ command: "help", of? }`, `{ command: "version" }`
 */
export function read(given) {
  const [first, ...rest] = given;
  if (first === "compila") {
    throw new Misuse("compila is part of the native command (cargo install): it checks a page of a rulebook, and writes its JSON for --rulebook-file");
  }
  const command = COMMANDS[first];
  if (command === undefined) return general(first, rest);
  const options = {};
  const names = [];
  for (const token of tokens(rest, [...command.options, HELP])) {
    if (token.kind === "positional") names.push(token.value);
    if (token.kind === "option") accept(token, command, options);
  }
  if (options.help) return { command: "help", of: first };
  if (options.rulebook !== undefined && options["rulebook-file"] !== undefined) {
    throw new Misuse("--rulebook and --rulebook-file can not be used together");
  }
  if (first === "rules" && names.length > 0 && options["rulebook-file"] !== undefined) {
    throw new Misuse("RULEBOOK and --rulebook-file can not be used together");
  }
  const { name, least, most } = command.takes;
  if (names.length < least) throw new Misuse(`${first} wants ${name}: ${usage(first)}`);
  if (names.length > most) throw new Misuse(`${first} takes ${most} name, not ${names.length}: ${usage(first)}`);
  return { command: first, options: { format: "text", language: "it", ...options }, names };
}

function general(first, rest) {
  if (first === "help") return { command: "help", of: rest[0] in COMMANDS ? rest[0] : undefined };
  if (["--help", "-h"].includes(first)) return { command: "help" };
  if (["--version", "-V"].includes(first)) return { command: "version" };
  const there = `there are ${Object.keys(COMMANDS).join(", ")}, --help, --version`;
  throw new Misuse(first === undefined ? `what to do? ${there}` : `no command is called ${first}; ${there}`);
}

function tokens(args, options) {
  const known = options.map(({ name, value, short }) => [name, { type: value ? "string" : "boolean", ...(short && { short }) }]);
  return parseArgs({ args, options: Object.fromEntries(known), strict: false, allowPositionals: true, tokens: true }).tokens;
}

function accept({ name, rawName, value, inlineValue }, command, options) {
  const option = [...command.options, HELP].find((known) => known.name === name);
  if (option === undefined) {
    throw new Misuse(`no option is called ${rawName}; there are ${command.options.map((known) => `--${known.name}`).join(", ")}`);
  }
  if (Object.hasOwn(options, name)) throw new Misuse(`${rawName} stands twice`);
  if (option.value === undefined) {
    if (inlineValue) throw new Misuse(`${rawName} takes no value`);
    options[name] = true;
    return;
  }
  if (value === undefined || (!inlineValue && value.startsWith("-"))) throw new Misuse(`${rawName} wants a value: ${option.value}`);
  if (option.oneOf && !option.oneOf.includes(value)) throw new Misuse(`${rawName} is ${option.oneOf.join(" or ")}, not ${value}`);
  if (name === "today" && !isDay(value)) throw new Misuse(`${rawName}: not a day: write it as 2020-05-19, not ${value}`);
  options[name] = value;
}

function isDay(text) {
  const day = /^(19\d\d|20\d\d|2100)-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const usage = (name) => `convalida ${name} [OPTIONS] ${COMMANDS[name].takes.name}`;

/** What there is; all about one command, where it is named. */
export function help(of) {
  const table = (rows) => {
    const width = Math.max(...rows.map(([left]) => left.length));
    return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
  };
  const flag = ({ name, short, value, help }) => [`${short ? `-${short}, ` : ""}--${name}${value ? ` <${value}>` : ""}`, help];
  if (of !== undefined) {
    const { about, options } = COMMANDS[of];
    return `${about}\n\nUsage: ${usage(of)}\n\nOptions:\n${table([...options, HELP].map(flag))}`;
  }
  const commands = Object.entries(COMMANDS).map(([name, { about }]) => [name, about]);
  return [
    "Controlla le domande di CIG in deroga / checks applications for CIG in deroga, offline.\n",
    "\nUsage: convalida COMMAND\n",
    `\nCommands:\n${table([...commands, ["compila", "In the native command only: a page of a rulebook, checked and written as JSON."]])}`,
    `\nOptions:\n${table([HELP, VERSION].map(flag))}`,
  ].join("");
}
