// Packages are found as in every Rollup project; convalida's files are copied beside.
import resolve from "@rollup/plugin-node-resolve";

export default {
  input: "main.js",
  output: { file: "dist/main.js", format: "es", inlineDynamicImports: true },
  plugins: [resolve({ browser: true })],
};
