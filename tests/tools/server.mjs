// The server of the tests: the same as ./avvia's, on a free port.

import { createServer } from "node:net";

export { CSP, serve } from "../../pkg-config/serve.mjs";

/** A port for a server that wants to be told one. */
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => done(String(port)));
    });
  });
