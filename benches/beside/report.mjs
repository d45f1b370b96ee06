// What was measured, as the tables of docs/speed.md.

const TITLES = {
  text: "whole check from JSON text, µs",
  object: "whole check from an object, µs",
  key: "one keystroke in a row, its Change read, µs",
  header: "one keystroke in the header that touches every row, µs",
  paste: "two columns of the rows pasted (at most 1 000 rows), µs",
};
const OURS = "convalida";

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, " ");
const figure = (value) => (value < 10 ? value.toPrecision(2) : grouped(Math.round(value)));
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(row)].join("\n");

/** One table of a workload: microseconds, and how many times as long ours takes. */
function workload(name, byCount, labels) {
  const counts = Object.keys(byCount);
  const rows = Object.keys(byCount[counts[0]]).map((peer) => {
    if (peer === OURS) return [`**${OURS}**`, ...counts.map((count) => `**${figure(byCount[count][OURS])}**`)];
    return [labels[peer], ...counts.map((count) => `${figure(byCount[count][peer])} (${figure(byCount[count][OURS] / byCount[count][peer])})`)];
  });
  return table([TITLES[name], ...counts.map((count) => grouped(count))], rows);
}

/** @returns {string} */
export function report({ where, medians, cold, memory }, labels) {
  const tables = Object.entries(medians).map(([name, byCount]) => workload(name, byCount, labels));
  const starts = Object.entries(cold).map(([peer, each]) => [labels[peer], each.toFixed(1), figure(cold[OURS] / each)]);
  tables.push(table(["cold start to the first list about 10 workers", "ms", "ours: times as long"], starts));
  if (memory) {
    const bytes = Object.entries(memory).map(([peer, [heap, module]]) => [labels[peer], figure(Math.max(0, heap)), figure(module)]);
    tables.push(table(["bytes a worker that an open application of 10 000 keeps", "JavaScript", "WebAssembly"], bytes));
  }
  return `\n${where}, medians; in brackets how many times as long ours takes\n\n${tables.join("\n\n")}`;
}
