// Builds the npm package into pkg/: the core from Rust, the JavaScript around it, the rulebooks. See ./avvia.

import { bundle } from "./build/bundle.mjs";
import { compileModule } from "./build/core.mjs";
import { prevalidazione } from "./build/prevalidazione.mjs";
import { rulebooks } from "./build/rulebooks.mjs";
import { reportSizes } from "./build/sizes.mjs";

try {
  const books = rulebooks();
  await bundle({ core: compileModule("core"), compiler: compileModule("compiler") }, books);
  reportSizes();
  await prevalidazione();
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}
