// What the tests of the import and export rooms need, in one module.
export * from "../../www/prevalidazione/import/index.js";
export { readXlsx } from "../../www/prevalidazione/import/xlsx.js";
export { readUniemens } from "../../www/prevalidazione/import/uniemens.js";
export { convert } from "../../www/prevalidazione/import/values.js";
export { divide } from "../../www/prevalidazione/import/names.js";
export { separatorOf } from "../../www/prevalidazione/import/csv.js";
export { corrected } from "../../www/prevalidazione/export/table.js";
export { writeCsv } from "../../www/prevalidazione/export/csv.js";
export { writeXlsx } from "../../www/prevalidazione/export/xlsx.js";
export { writeIcs } from "../../www/prevalidazione/export/ics.js";
export { strToU8, zipSync } from "fflate";
