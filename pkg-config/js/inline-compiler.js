// Entry `convalida/inline/compiler`: what compiles a portal's own rulebooks, inside; imported for its effect.

import { wasm } from "generated/inlined-compiler.js";
import { startCompiler, startCompilerWith } from "./compiler.js";
import { moduleOf } from "./inlined-module.js";

startCompilerWith(() => startCompiler(moduleOf(wasm)));
