// The server of the tests: the same as ./avvia's, on a free port.

export { CSP, serve } from "../../pkg-config/serve.mjs";
