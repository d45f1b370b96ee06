// `convalida check`: applications in a stream, answered in the order of the input.

import { applications, opened } from "./input.js";
import { Unusable } from "./judge.js";
import { complain, ERRORS, NO_ERRORS, systemError } from "./output.js";
import { plain, plainJson } from "./plain.js";
import { Progress } from "./progress.js";
import { application, Run } from "./report.js";

/**
 * Checks files one after the other; what can not be read is told, and the rest goes on.
 * @param {{ judge: import("./judge.js").Judge, format: "text" | "json", language: "it" | "en", brief: boolean,
 *   dossier: boolean }} options
 * @returns what the run ends with
 */
export async function check(options, files, output) {
  const run = new Run();
  const kept = [];
  const judged = new Judged(options, output, run);
  let outcome = NO_ERRORS;
  for (const file of files) outcome = Math.max(outcome, await checkedFile(options, file, judged, kept));
  if (options.dossier) outcome = Math.max(outcome, await together(options, kept, judged));
  if (options.format === "text") await output.write(run.closing(options.language));
  await output.flush();
  return Math.max(outcome, run.hasErrors ? ERRORS : NO_ERRORS);
}

async function checkedFile({ judge, dossier }, file, judged, kept) {
  let outcome = NO_ERRORS;
  let isEmpty = true;
  const progress = new Progress();
  try {
    const { pieces, byLine, size } = await opened(file, (line) => judge.isBegun(line));
    for await (const items of applications(progress.over(pieces, size), byLine)) {
      isEmpty = false;
      for (const item of items) {
        const place = { file, line: item.line, byLine };
        try {
          if (dossier) kept.push({ place, waiting: judge.read(item) });
          else await judged.report(place, judge.judge(item));
        } catch (error) {
          if (!(error instanceof Unusable)) throw error;
          progress.clear();
          outcome = await judged.unusable(place, error);
        }
      }
      progress.clear();
      await judged.flush();
      progress.show();
    }
  } catch (error) {
    if (error.syscall === undefined) throw error;
    return judged.refused(file, systemError(error));
  } finally {
    progress.clear();
  }
  // A stream may be empty, as any part of a greater one; a file that holds nothing is a mistake.
  return isEmpty && file !== "-" ? judged.refused(file, "no application in it") : outcome;
}

/** Judges the applications of a dossier, in the order of the input. */
async function together({ judge }, kept, judged) {
  let reports;
  try {
    reports = judge.together(kept.map(({ waiting }) => waiting));
  } catch (error) {
    return complain(error.message.replace(/^convalida: /, ""));
  }
  for (const [n, report] of reports.entries()) await judged.report(kept[n].place, report);
  return NO_ERRORS;
}

/** Where answers go: to the output in its format, and into the counts of the run. */
class Judged {
  #options;
  #output;
  #run;

  constructor(options, output, run) {
    this.#options = options;
    this.#output = output;
    this.#run = run;
  }

  flush() {
    return this.#output.flush();
  }

  async report(place, report) {
    const { format, language, brief } = this.#options;
    this.#run.add(report);
    const { file, line, byLine } = place;
    const title = byLine ? `${file}:${line}` : file;
    await this.#output.write(format === "json" ? reportLine(place, report, brief) : application(title, report, language));
  }

  /** An application that can not be used. */
  async unusable({ file, line }, { message, line: within, column, id }) {
    const at = line + within - 1;
    await this.#error(file, at, message, column, id);
    return complain(plain(`${file}: line ${at}, column ${column ?? 1}: ${message}`));
  }

  /** A file that can not be used at all. */
  async refused(file, message) {
    await this.#error(file, 1, message);
    return complain(plain(`${file}: ${message}`));
  }

  async #error(file, line, message, column, id) {
    if (this.#options.format === "json") await this.#output.write(jsonLine({ file, line, id, error: { message, column } }));
  }
}

function reportLine({ file, line }, { card, id, diagnostics, unasked }, brief) {
  const { name, version, hash } = card;
  const said = brief ? diagnostics.map(short) : diagnostics;
  return jsonLine({ file, line, id, rulebook: { name, version, hash }, diagnostics: said, unasked });
}

/** What an archive keeps: the rest follows from the rule's name, or from the application. */
const short = ({ rule, severity, path, message, params }) => ({ rule, severity, path, message, params });

const jsonLine = (line) => `${plainJson(JSON.stringify(line, finite))}\n`;

/** JSON does not have every number of JavaScript: the text that names it stands for one that it lacks. */
const finite = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
