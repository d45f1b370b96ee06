// The error summary: what is wrong, what is missing, then, apart and never red, warnings and notes.
import { labelOf } from "./controls.js";
import { targetOf } from "./messages.js";
import { asideAt, idOf, locate } from "./scope.js";

const LONGEST = 50;

/** Sorts the diagnostics of a whole check; what is missing is what only the whole check says. */
export function sortDiagnostics(whole, onTheWay) {
  const known = new Set(onTheWay.map((diagnostic) => `${diagnostic.path}\n${diagnostic.rule}`));
  const groups = { wrong: [], missing: [], warnings: [], notes: [] };
  for (const diagnostic of whole) {
    if (diagnostic.severity === "warning") groups.warnings.push(diagnostic);
    else if (diagnostic.severity === "info") groups.notes.push(diagnostic);
    else if (known.has(`${diagnostic.path}\n${diagnostic.rule}`)) groups.wrong.push(diagnostic);
    else groups.missing.push(diagnostic);
  }
  return groups;
}

/** Fills the summary; `focus` takes the person there. */
export function showSummary(host, groups, desk, focus) {
  const { say } = desk;
  host.textContent = "";
  host.hidden = false;
  const document = host.ownerDocument;
  const blocked = groups.wrong.length + groups.missing.length > 0;
  const main = box(document, blocked ? "danger" : "success");
  main.setAttribute("tabindex", "-1");
  main.setAttribute("role", "group");
  const title = heading(document, say(blocked ? "summaryTitle" : "summaryGood"));
  main.setAttribute("aria-labelledby", idOf(title));
  main.append(title);
  if (blocked) {
    section(main, say("wrong", { n: groups.wrong.length }), groups.wrong, desk);
    section(main, say("missing", { n: groups.missing.length }), groups.missing, desk);
  } else {
    main.append(paragraph(document, say("summaryGoodText")));
  }
  host.append(main);
  if (groups.warnings.length) {
    const warnings = box(document, "warning");
    warnings.append(paragraph(document, say("summaryWarnings")));
    section(warnings, say("warnings", { n: groups.warnings.length }), groups.warnings, desk);
    host.append(warnings);
  }
  if (groups.notes.length) {
    const notes = box(document, "info");
    section(notes, say("notes", { n: groups.notes.length }), groups.notes, desk);
    host.append(notes);
  }
  if (!focus) return;
  main.focus({ preventScroll: true });
  main.scrollIntoView({ block: "start", behavior: "instant" });
}

function box(document, kind) {
  const made = document.createElement("div");
  made.className = `alert alert-${kind} convalida-summary`;
  return made;
}

function heading(document, text) {
  const made = document.createElement("h2");
  made.className = "alert-heading h5";
  made.textContent = text;
  return made;
}

function paragraph(document, text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function section(parent, title, diagnostics, desk) {
  if (!diagnostics.length) return;
  const document = parent.ownerDocument;
  const name = document.createElement("h3");
  name.className = "h6";
  name.textContent = title;
  const list = document.createElement("ul");
  for (const diagnostic of diagnostics.slice(0, LONGEST)) list.append(entry(document, diagnostic, desk));
  parent.append(name, list);
  if (diagnostics.length > LONGEST) parent.append(paragraph(document, desk.say("more", { n: diagnostics.length - LONGEST })));
}

function entry(document, diagnostic, desk) {
  const { root } = desk;
  const item = document.createElement("li");
  const aside = asideAt(diagnostic.path, root);
  const target = aside ? root.elements[0] : targetOf(diagnostic.path, root);
  const text = document.createElement(target ? "a" : "span");
  text.textContent = diagnostic.message;
  if (aside) {
    text.href = `#${idOf(target)}`;
    text.dataset.convalidaPath = diagnostic.path;
  } else if (target) {
    text.href = `#${idOf(target)}`;
    text.dataset.convalidaTarget = "";
  }
  item.append(text);
  const where = nameOf(diagnostic.path, desk);
  if (where) {
    const small = document.createElement("small");
    small.textContent = ` ${where}`;
    item.append(small);
    // The same words at several rows are several links: each says where it leads.
    if (target) text.setAttribute("aria-labelledby", `${idOf(text)} ${idOf(small)}`);
  }
  return item;
}

/** The label of a field, or the title of a list, and the number of its row. */
export function nameOf(path, { root, say, labelAt }) {
  const aside = asideAt(path, root);
  const { scope, name } = locate(path, root);
  const field = scope.fields.get(name)?.[0];
  const parts = [aside ? aside.nameOf(path) : field ? labelOf(field, () => labelAt(path)) : groupName(scope, name)];
  for (let row = scope; row.list; row = row.list.parent) parts.push(say("row", { n: row.index + 1 }));
  for (const key of scope.list ? [] : name.split(".")) if (/^\d+$/.test(key)) parts.push(say("row", { n: Number(key) + 1 }));
  return parts.filter(Boolean).join(", ");
}

/** The heading of the section that shows a list, or the fields of a group. */
function groupName(scope, name) {
  const [, below] = [...scope.fields].find(([other]) => other.startsWith(`${name}.`)) ?? [];
  const shown = scope.lists.get(name)?.views[0].container ?? below?.[0];
  return shown?.closest("section, fieldset")?.querySelector("legend, h1, h2, h3, h4")?.textContent.trim() ?? "";
}
