#!/usr/bin/env node
// The command of the package, `npx convalida`: what the native command says of applications, said by the same core.

import { readFileSync } from "node:fs";
import { init } from "../index.js";
import { help, Misuse, read } from "./arguments.js";
import { explain, rules } from "./catalogue.js";
import { check } from "./check.js";
import { Judge } from "./judge.js";
import { complain, ended, NO_ERRORS, Output, systemError } from "./output.js";
import { expectShipped, Unknown } from "./shipped.js";

/** A rulebook of one's own that can not be used. */
class NoRulebook extends Error {}

async function run({ command, options, names, of }, output) {
  if (command === "help") return print(help(of), output);
  if (command === "version") return print(`convalida ${version()}\n`, output);
  const { format, language } = options;
  const file = options["rulebook-file"];
  await init({ language, compiler: file !== undefined });
  const book = file === undefined ? undefined : own(file, language);
  if (command === "rules") return print(usable(file, () => rules(book ?? names[0], format, language)), output);
  if (command === "explain") return print(usable(file, () => explain(names[0], book, format, language)), output);
  const judge = judgeOf(options, book);
  const outcome = await check({ judge, format, language, brief: options.brief, dossier: options.dossier }, names, output);
  return options["exit-zero"] ? NO_ERRORS : outcome;
}

async function print(text, output) {
  await output.write(text);
  await output.flush();
  return NO_ERRORS;
}

/** A judge under the rulebook that the options name for all applications, if they do. */
function judgeOf({ rulebook, "rulebook-file": file, id, today, language }, own) {
  if (rulebook !== undefined) expectShipped(rulebook);
  const judge = new Judge(own ?? rulebook, id === undefined ? undefined : keysOf(id), { language, ...(today && { today }) });
  usable(file, () => judge.expectBook());
  return judge;
}

/** What is answered under a rulebook of one's own, if a file holds one; what is wrong with it is told with its name. */
function usable(file, answer) {
  try {
    return answer();
  } catch (error) {
    if (file === undefined || error instanceof Unknown) throw error;
    throw new NoRulebook(`${file}: ${error.message.replace(/^convalida: (the rulebook has a mistake\. )?/, "")}`);
  }
}

/** The JSON of a rulebook of one's own. */
function own(file, language) {
  if (/\.md$/i.test(file)) {
    throw new NoRulebook(`${file}: a page is for the native command; write its JSON with \`convalida compila\`, and give that`);
  }
  try {
    return JSON.parse(readFileSync(file, "utf8").replace(/^\ufeff+/, ""));
  } catch (error) {
    const problem = error.syscall ? systemError(error) : `${language === "it" ? "non è JSON" : "not JSON"} (${error.message})`;
    throw new NoRulebook(`${file}: ${problem}`);
  }
}

/** The keys of a path: `lavoratori.0.ore` and `lavoratori[0].ore` are the same. */
const keysOf = (path) => path.split(/[.[\]]/).filter((key) => key !== "");

const version = () => JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version;

try {
  process.exitCode = await ended(() => run(read(process.argv.slice(2)), new Output()));
} catch (error) {
  if (![Misuse, NoRulebook, Unknown].some((kind) => error instanceof kind)) throw error;
  process.exitCode = complain(error.message);
}
