// The static server behind ./avvia and the tests of the pages: `node serve.mjs [--port N]`.
//
// www/ at /, the built package at /pkg/, the table at /table/, the built prevalidation page at /dist/, Bootstrap Italia's files at /bootstrap-italia/; with the headers that a
// portal should send, so that what works here works under a strict Content-Security-Policy.

import { createReadStream, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");
const bootstrap = join(root, "pkg-config/node_modules/bootstrap-italia/dist");

/** Address prefix → folder; the longest prefix wins. */
const FOLDERS = {
  "/": join(root, "www"),
  "/pkg/": join(root, "pkg"),
  "/table/": join(root, "pkg-config/js/table"),
  "/dist/": join(root, "dist"),
  "/bootstrap-italia/css/": join(bootstrap, "css"),
  "/bootstrap-italia/fonts/": join(bootstrap, "fonts"),
  "/bootstrap-italia/svg/": join(bootstrap, "svg"),
  "/bootstrap-italia/js/": join(bootstrap, "js"),
};

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

export const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self' data:", // Bootstrap Italia's style sheet holds one font in itself
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * @param {{ port?: number, host?: string, folders?: Record<string, string>, csp?: string, types?: Record<string, string> }} options
 *   port 0 takes a free one; folders and types are added to those above
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export function serve({ port = 0, host = "127.0.0.1", folders = {}, csp = CSP, types = {} } = {}) {
  const site = { folders: { ...FOLDERS, ...folders }, csp, types: { ...TYPES, ...types } };
  const server = createServer((request, response) => answer(site, request, response));
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      const taken = server.address().port;
      const close = () =>
        new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        });
      done({ url: `http://${host}:${taken}`, port: taken, close });
    });
  });
}

function answer(site, request, response) {
  const headers = {
    "Content-Security-Policy": site.csp,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
  };
  const refuse = (status, text) => {
    response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" });
    response.end(`${text}\n`);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "only GET and HEAD");
  const path = pathOf(request.url);
  if (path === undefined) return refuse(400, "not an address");
  const file = fileOf(site.folders, path);
  if (file === undefined) return refuse(404, `not found: ${path}`);
  const type = site.types[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { ...headers, "Content-Type": type, "Content-Length": statSync(file).size });
  if (request.method === "HEAD") return response.end();
  return createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function pathOf(url) {
  try {
    return decodeURIComponent(url.split(/[?#]/)[0]);
  } catch {
    return undefined;
  }
}

/** The file at an address; none outside the folders, whatever the address or a link says; no hidden ones. */
function fileOf(folders, path) {
  if (!path.startsWith("/") || /[\\\0]|\/\.|\/\//.test(path)) return undefined;
  const prefix = Object.keys(folders)
    .filter((start) => path.startsWith(start))
    .sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return undefined;
  try {
    const folder = realpathSync(folders[prefix]);
    let file = realpathSync(join(folder, path.slice(prefix.length)));
    const isFolder = statSync(file).isDirectory();
    if (isFolder !== path.endsWith("/")) return undefined; // the page's own relative addresses would point elsewhere
    if (isFolder) file = realpathSync(join(file, "index.html"));
    return file.startsWith(folder + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const at = process.argv.indexOf("--port");
  const port = at > 0 ? Number(process.argv[at + 1]) : 8000;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error("serve: --port wants a number from 0 to 65535");
    process.exit(2);
  }
  serve({ port }).then(
    ({ url }) => console.log(`The pages are at ${url}/ (Ctrl+C stops)`),
    (error) => {
      const taken = error.code === "EADDRINUSE";
      console.error(taken ? `serve: port ${port} is taken; try ./avvia --port ${port + 1}` : `serve: ${error.message}`);
      process.exitCode = 1;
    },
  );
}
