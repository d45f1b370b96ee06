// convalida/dom: binds plain HTML forms to a Form of convalida. No dependency; knows no page.
export { bind } from "./dom/bind.js";
export { parseTable } from "./dom/grid.js";
