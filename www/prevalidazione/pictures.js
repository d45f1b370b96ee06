// Pictures: periods against the days there are, hours asked against the most possible, errors by rule. Each with its
// figures in a table beside.
import { make, makeSvg } from "../app/make.js";
import { t, writeDay, writeMonth, writeNumber } from "../app/words.js";

const DAY = 86_400_000;

export function drawPictures(host, all, session) {
  const parts = [timeline(all), hours(all), reported(session), byRule(session)];
  host.replaceChildren(...parts.filter(Boolean));
}

const dayOf = (text) => {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map((part, at, parts) => parts[at === 1 ? 3 : at === 3 ? 1 : at]);
  return found ? Date.UTC(Number(found[3]), Number(found[2]) - 1, Number(found[1])) / DAY : NaN;
};

function figure(title, picture, heads, rows) {
  const table = make("table", "table table-sm", make("thead", "", make("tr", "", ...heads.map((head) => make("th", "", head)))), make("tbody", "", ...rows.map((cells) => make("tr", "", ...cells.map((cell, at) => make(at ? "td" : "th", at && /^[\d.,–]+$/.test(cell) ? "numero" : "", cell))))));
  return make("section", "quadro-figura", make("h3", "", title), make("div", "quadro-due", make("div", "quadro-disegno", picture), wide(table, title)));
}

/** A table that may scroll sideways is reached by keyboard. */
function wide(table, title) {
  const host = make("div", "tabella-larga", table);
  host.tabIndex = 0;
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", title);
  return host;
}

/** Every application as a bar over the months, with its days. */
function timeline(all) {
  const periods = all.map(({ card, summary }) => ({ card, summary, from: dayOf(card.from), to: dayOf(card.to) })).filter(({ from, to }) => to >= from);
  if (!periods.length) return make("p", "minuto", t("Senza l’inizio e la fine del periodo non c’è niente da disegnare: stanno in «Dati della domanda»."));
  const ends = periods.flatMap(({ to, summary }) => [to, dayOf(summary.lastEnd ?? "")]).filter(Number.isFinite);
  const [first, last] = [Math.min(...periods.map(({ from }) => from)) - 3, Math.max(...ends) + 4];
  const WIDTH = 600;
  const x = (day) => ((day - first) / (last - first)) * WIDTH;
  const height = 26 + periods.length * 30;
  const svg = makeSvg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": t("I periodi sul calendario; le cifre sono nella tabella.") });
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
    const name = [card.name, card.unit].filter(Boolean).join(" – ");
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
  const bars = known.map(({ card, summary: { hours: one } }) => ({ name: [card.name, card.unit].filter(Boolean).join(" – "), parts: [["questa", one.asked], ["resto", one.most ?? 0]], over: one.most !== undefined && one.asked > one.most }));
  const rows = known.map(({ card, summary: { hours: one } }) => [card.name, writeNumber(one.asked), one.most === undefined ? "–" : writeNumber(one.most)]);
  return figure(t("Le ore chieste e le massime possibili"), barChart(bars, most, t("Ore chieste sopra, massime possibili sotto; le cifre sono nella tabella.")), [t("Domanda"), t("Ore chieste"), t("Massime possibili")], rows);
}

/** Hours reported month by month, of the application in hand. */
function reported(session) {
  const months = session.rows.keys.filter((key) => key.startsWith("consuntivo.")).sort();
  if (!months.length) return null;
  const sums = months.map((key) => {
    let sum = 0;
    for (let row = 0; row < session.rows.length; row++) sum += hoursIn(session.rows.text(row, key));
    return [key.slice("consuntivo.".length), Math.round(sum * 100) / 100];
  });
  const bars = sums.map(([month, sum]) => ({ name: writeMonth(month), parts: [["questa", sum]] }));
  return figure(t("Le ore a consuntivo, mese per mese"), barChart(bars, Math.max(...sums.map(([, sum]) => sum), 1), t("Ore per mese; le cifre sono nella tabella.")), [t("Mese"), t("Ore")], sums.map(([month, sum]) => [writeMonth(month), writeNumber(sum)]));
}

function hoursIn(text) {
  const clock = /^(\d+):(\d\d)$/.exec(text);
  const value = clock ? Number(clock[1]) + Number(clock[2]) / 60 : Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : 0;
}

function byRule(session) {
  const groups = session.groups.filter(({ severity }) => severity !== "info");
  if (!groups.length) return null;
  const bars = groups.map(({ title, severity, rows }) => ({ name: title, parts: [[severity === "error" ? "oltre" : "avvisi", rows.length]] }));
  return figure(t("Che cosa c’è da correggere, per regola"), barChart(bars, Math.max(...groups.map(({ rows }) => rows.length)), t("Quanti casi per regola; le cifre sono nella tabella.")), [t("Regola"), t("Casi")], groups.map(({ title, rows }) => [title, String(rows.length)]));
}

/** Bars that lie, a name above each. */
function barChart(bars, most, label) {
  const WIDTH = 600;
  const tall = bars.map(({ parts }) => 20 + parts.length * 14);
  const svg = makeSvg("svg", { viewBox: `0 0 ${WIDTH} ${tall.reduce((sum, one) => sum + one, 6)}`, role: "img", "aria-label": label });
  let y = 0;
  bars.forEach(({ name, parts, over }, at) => {
    svg.append(makeSvg("text", { class: "scritta", x: 0, y: y + 13 }, name.length > 80 ? `${name.slice(0, 79)}…` : name));
    parts.forEach(([kind, value], part) => svg.append(makeSvg("rect", { class: over && part === 0 ? "oltre" : kind, x: 0.5, y: y + 18 + part * 14, width: Math.max(2, (value / most) * (WIDTH - 1)), height: 11 })));
    y += tall[at];
  });
  return svg;
}
