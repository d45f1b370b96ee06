// The prevalidation page: its modules and libraries → dist/prevalidazione/ beside www/prevalidazione.html, and the
// whole as one file, dist/convalida-prevalidazione.html, that opens from a disk.

import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PurgeCSS } from "purgecss";
import { TARGET } from "./bundle.mjs";
import { hashOf, nodeModules, root } from "./places.mjs";

const dist = join(root, "dist");
const www = join(root, "www");
const page = join(www, "prevalidazione");
const FILE = "convalida-prevalidazione.html";

/** What all pages share, of which the half is never used here; and what is this page's own. */
const SHARED = ["bootstrap-italia/css/bootstrap-italia.min.css", "caratteri.css", "style.css"];
const OWN = ["../pkg-config/js/table/table.css", "prevalidazione/prevalidazione.css"];

/** A font of Bootstrap Italia's video player, inlined in its style sheet: the page's policy refuses it. */
const VIDEO_FONT = /@font-face\s*\{[^}]*VideoJS[^}]*\}/g;

/** The addresses that the pages use for Bootstrap Italia's files. */
const bootstrap = {
  name: "bootstrap-italia",
  setup: (build) => build.onResolve({ filter: /^(\.\/)?bootstrap-italia\/(css|fonts|svg)\// }, ({ path }) => ({ path: join(nodeModules, "bootstrap-italia/dist", path.replace(/^(\.\/)?bootstrap-italia\//, "")) })),
};

const common = { absWorkingDir: root, bundle: true, minify: true, target: TARGET, legalComments: "none", nodePaths: [nodeModules], write: false, logLevel: "warning" };

export async function prevalidazione() {
  const served = await build({ ...common, entryPoints: [join(page, "main.js"), join(page, "engine/worker.js")], entryNames: "[name]", format: "esm", splitting: true, chunkNames: "parte-[hash]", outdir: join(dist, "prevalidazione") });
  const style = await css("file");
  const out = join(dist, `prevalidazione.${process.pid}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const { path, contents } of [...served.outputFiles, ...style]) writeFileSync(join(out, path.slice(path.lastIndexOf("/") + 1)), contents);
  writeFileSync(join(out, "files.js"), fileList(out));
  rmSync(join(dist, "prevalidazione"), { recursive: true, force: true });
  renameSync(out, join(dist, "prevalidazione"));
  const html = await singleFile();
  writeFileSync(join(dist, FILE), html);
  console.log(`build: ${FILE}  raw ${html.length}  gzip ${gzipSync(html, { level: 9 }).length}`);
}

/** All styles in one; of the shared ones only the rules that the page can use. @param {"file" | "dataurl"} fonts */
async function css(fonts) {
  const [shared, own] = [await bundled(SHARED, fonts), await bundled(OWN, fonts)];
  const textOf = (files) => files.find(({ path }) => path.endsWith(".css")).text;
  const scripts = [page, join(root, "pkg-config/js/table")].flatMap((folder) => readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js")).map((file) => join(folder, file)));
  const [{ css: kept }] = await new PurgeCSS().purge({
    content: [join(www, "prevalidazione.html"), join(www, "app/notice.js"), ...scripts],
    css: [{ raw: textOf(shared).replace(VIDEO_FONT, "") }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    keyframes: true,
  });
  const used = shared.filter(({ path }) => !path.endsWith(".css") && kept.includes(path.slice(path.lastIndexOf("/") + 1)));
  return [{ path: "style.css", contents: Buffer.from(kept + textOf(own)) }, ...used];
}

async function bundled(files, fonts) {
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: files.map((file) => `@import "./${file}";`).join("\n"), resolveDir: www, loader: "css" },
    plugins: [bootstrap],
    outfile: join(dist, "prevalidazione/style.css"),
    loader: { ".woff2": fonts, ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "dataurl" },
    assetNames: "[name]",
  });
  return outputFiles;
}

/** What the service worker keeps, and a version that changes with any of it. */
function fileList(out) {
  const beside = ["prevalidazione.html", "prevalidazione.webmanifest", "icona.svg"];
  const built = readdirSync(out).sort();
  const version = hashOf(...beside.map((file) => readFileSync(join(www, file))), ...built.map((file) => readFileSync(join(out, file)))).slice(0, 16);
  return `self.FILES = ${JSON.stringify({ version, files: [...beside, ...built.map((file) => `dist/prevalidazione/${file}`)] })};\n`;
}

const quoted = (text) => text.replace(/<\/(script|style)/gi, "<\\/$1");
const csp = (text) => `'sha256-${Buffer.from(hashOf(text), "hex").toString("base64")}'`;

/** The page with everything inside: style, script, the worker as text; allowed by their hashes and nothing else. */
async function singleFile() {
  const script = async (entry) => {
    const { outputFiles } = await build({ ...common, entryPoints: [join(page, entry)], format: "iife", define: { "import.meta.url": '""' }, outfile: "x.js" });
    return quoted(outputFiles[0].text);
  };
  const [main, worker, [style]] = [await script("main.js"), await script("engine/worker.js"), await css("dataurl")];
  const look = style.contents.toString();
  const icon = `data:image/svg+xml;base64,${readFileSync(join(www, "icona.svg")).toString("base64")}`;
  const policy = `default-src 'none'; script-src ${csp(main)} 'wasm-unsafe-eval'; worker-src blob:; style-src ${csp(look)}; font-src data:; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
  const changes = [
    [/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy],
    [/ *<link rel="manifest"[^>]*>\n/, () => ""],
    [/(<link rel="icon" href=")[^"]*/, (_, start) => start + icon],
    [/<link rel="stylesheet"[^>]*>/, () => `<style>${look}</style>`],
    [/ *<script type="module"[^>]*><\/script>\n/, () => ""],
    [/<\/body>/, () => `<script type="text/plain" id="lavorante">${worker}</script>\n<script>${main}</script>\n</body>`],
  ];
  let html = readFileSync(join(www, "prevalidazione.html"), "utf8");
  for (const [pattern, replace] of changes) {
    if (!pattern.test(html)) throw new Error(`prevalidazione.html has no ${pattern}`);
    html = html.replace(pattern, replace);
  }
  return html;
}
