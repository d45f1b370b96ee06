// A module of the page, with the libraries it uses, as Node can import it.

import { requireTool } from "./npm.mjs";
import { fileURLToPath } from "node:url";

const { buildSync } = requireTool("esbuild");

/** @param {string} entry from the root of the project */
export function bundled(entry) {
  const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [at(entry)], nodePaths: [at("pkg-config/node_modules")], bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
