// Pictures: periods against the days there are, hours asked against the most possible, errors by rule. Each with its
// figures in a table beside.
import { make, makeSvg } from "../app/make.js";
import { t, writeCount, writeDay, writeMonth, writeNumber } from "../app/words.js";
import { calledOf } from "./labels.js";

const DAY = 86_400_000;

/** Drawings are as wide as they show, so that what is written in them can be read on a phone too. */
let wide = 600;

/**
 * @param {object[]} all the employer's applications
 * @param {{ month: string, asked: number, most: number, unlimited: number }[]} months of the application in hand
 */
export function drawPictures(host, all, months, session) {
  wide = Math.min(600, host.clientWidth || 600);
  const parts = [timeline(all), hours(all), monthly(months), byRule(session)];
  host.replaceChildren(...parts.filter(Boolean));
}

const dayOf = (text) => {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map((part, at, parts) => parts[at === 1 ? 3 : at === 3 ? 1 : at]);
  return found ? Date.UTC(Number(found[3]), Number(found[2]) - 1, Number(found[1])) / DAY : NaN;
};

function figure(title, picture, heads, rows) {
  const table = make("table", "table table-sm", make("thead", "", make("tr", "", ...heads.map((head, at) => make("th", rows.every((cells) => isFigure(cells[at])) ? "numero" : "", head)))), make("tbody", "", ...rows.map((cells) => make("tr", "", ...cells.map((cell, at) => make(at ? "td" : "th", isFigure(cell) ? "numero" : "", cell))))));
  return make("section", "quadro-figura", make("h3", "", title), make("div", "quadro-due", make("div", "quadro-disegno", picture), scrolling(table, title)));
}

const isFigure = (text) => /^[\d.,–]+$/.test(text);

/** A table that may scroll sideways is reached by keyboard. */
function scrolling(table, title) {
  const host = make("div", "tabella-larga", table);
  host.tabIndex = 0;
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", title);
  return host;
}

/** Every application as a bar over the months, with its days. */
function timeline(all) {
  const periods = all.map(({ card, summary }) => ({ card, summary, from: dayOf(card.from), to: dayOf(card.to) })).filter(({ from, to }) => to >= from);
  if (!periods.length) return make("p", "minuto", t("Senza l'inizio e la fine del periodo non c'è niente da disegnare: stanno in «Dati della domanda»."));
  const ends = periods.flatMap(({ to, summary }) => [to, dayOf(summary.lastEnd ?? "")]).filter(Number.isFinite);
  const [first, last] = [Math.min(...periods.map(({ from }) => from)) - 3, Math.max(...ends) + 4];
  const x = (day) => ((day - first) / (last - first)) * wide;
  const height = 26 + periods.length * 30;
  const svg = makeSvg("svg", { viewBox: `0 0 ${wide} ${height}`, role: "img", "aria-label": t("I periodi sul calendario; le cifre sono nella tabella.") });
  for (let day = first; day <= last; day++) {
    const date = new Date(day * DAY);
    if (date.getUTCDate() !== 1) continue;
    svg.append(makeSvg("line", { class: "asse", x1: x(day), x2: x(day), y1: 16, y2: height }), makeSvg("text", { class: "scritta", x: x(day) + 3, y: 12 }, writeMonth(date.toISOString().slice(0, 7))));
  }
  const rows = periods.map(({ card, summary, from, to }, at) => {
    const y = 24 + at * 30;
    const limit = dayOf(summary.lastEnd ?? "");
    if (limit > to) svg.append(makeSvg("rect", { class: "resto", x: x(to + 1), y, width: x(limit + 1) - x(to + 1), height: 18 }));
    svg.append(makeSvg("rect", { class: "questa", x: x(from), y, width: x(to + 1) - x(from), height: 18 }));
    if (limit < to) svg.append(makeSvg("rect", { class: "oltre", x: x(limit + 1), y, width: x(to + 1) - x(Math.max(limit + 1, from)), height: 18 }));
    const name = calledOf(card);
    svg.append(makeSvg("text", { class: "nome", x: x(from) + 4, y: y + 13 }, name.slice(0, 40)));
    const { days } = summary;
    return [name, `${card.from} – ${card.to}`, String(to - from + 1), days ? String(days.total) : "–", days ? String(Math.max(0, days.left)) : "–", summary.lastEnd ? writeDay(summary.lastEnd) : "–"];
  });
  return figure(t("I periodi e i giorni che restano"), svg, [t("Domanda"), t("Periodo"), t("Giorni"), t("Con le precedenti"), t("Restano"), t("Ultima fine possibile")], rows);
}

/** Two bars for each application. */
function hours(all) {
  const known = all.filter(({ summary }) => summary.hours.asked || summary.hours.most);
  if (!known.length) return null;
  const most = Math.max(...known.flatMap(({ summary: { hours: one } }) => [one.asked, one.most ?? 0]), 1);
  const bars = known.map(({ card, summary: { hours: one } }) => ({ name: calledOf(card), parts: [["questa", one.asked], ["resto", one.most ?? 0]], over: one.most !== undefined && one.asked > one.most }));
  const rows = known.map(({ card, summary: { hours: one } }) => [calledOf(card), writeNumber(one.asked), one.most === undefined ? "–" : writeNumber(one.most)]);
  return figure(t("Le ore chieste e le massime possibili"), barChart(bars, most, t("Ore chieste sopra, massime possibili sotto; le cifre sono nella tabella.")), [t("Domanda"), t("Ore chieste"), t("Massime possibili")], rows);
}

/** Hours written month by month against the most that the workers' calendars can hold. */
function monthly(months) {
  if (!months.some(({ asked, most }) => asked || most)) return null;
  const most = Math.max(...months.map((one) => Math.max(one.asked, one.most)), 1);
  const bars = months.map(({ month, asked, most: limit, unlimited }) => ({ name: writeMonth(month), parts: [["questa", asked], ["resto", limit]], over: !unlimited && asked > limit }));
  const rows = months.map(({ month, asked, most: limit }) => [writeMonth(month), asked ? writeNumber(asked) : "–", writeNumber(limit)]);
  const without = Math.max(...months.map(({ unlimited }) => unlimited));
  const drawn = figure(t("Le ore a consuntivo e le massime possibili, mese per mese"), barChart(bars, most, t("Ore a consuntivo sopra, massime possibili sotto; le cifre sono nella tabella.")), [t("Mese"), t("Ore a consuntivo"), t("Massime possibili")], rows);
  if (without) drawn.append(make("p", "minuto", t("Massime senza {n|lavoratore|lavoratori} di cui non si leggono l'orario o le date.", { n: without })));
  return drawn;
}

function byRule(session) {
  const groups = session.groups.filter(({ severity }) => severity !== "info");
  if (!groups.length) return null;
  const bars = groups.map(({ title, severity, rows }) => ({ name: `${title} (${SEVERITY[severity]()})`, parts: [[severity === "error" ? "oltre" : "avvisi", rows.length]] }));
  return figure(t("Che cosa c'è da correggere o da guardare, per regola"), barChart(bars, Math.max(...groups.map(({ rows }) => rows.length)), t("Quanti casi per regola; le cifre sono nella tabella.")), [t("Regola"), t("Esito"), t("Casi")], groups.map(({ title, severity, rows }) => [title, SEVERITY[severity](), writeCount(rows.length)]));
}

const SEVERITY = { error: () => t("da correggere"), warning: () => t("da guardare") };

/** Bars that lie, a name above each. */
function barChart(bars, most, label) {
  const tall = bars.map(({ parts }) => 20 + parts.length * 14);
  const svg = makeSvg("svg", { viewBox: `0 0 ${wide} ${tall.reduce((sum, one) => sum + one, 6)}`, role: "img", "aria-label": label });
  let y = 0;
  bars.forEach(({ name, parts, over }, at) => {
    svg.append(makeSvg("text", { class: "scritta", x: 0, y: y + 13 }, name.length > wide / 7 ? `${name.slice(0, wide / 7 - 1)}…` : name));
    parts.forEach(([kind, value], part) => svg.append(makeSvg("rect", { class: over && part === 0 ? "oltre" : kind, x: 0.5, y: y + 18 + part * 14, width: value && Math.max(2, (value / most) * (wide - 1)), height: 11 })));
    y += tall[at];
  });
  return svg;
}
