// Loads the npm tools of pkg-config/ from anywhere in tests/.

import { createRequire } from "node:module";

export const requireTool = createRequire(new URL("../../pkg-config/package.json", import.meta.url));
