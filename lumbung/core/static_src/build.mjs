// Makes lumbung/core/static/core/build from the packages of package.json: one style sheet, one typeface file, htmx;
// and lumbung/payments/static/payments/build: the script of the page that checks cards without a network.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "..", "..", "node_modules");
const built = join(here, "..", "static", "core", "build");

mkdirSync(join(built, "fonts"), { recursive: true });

const sheet = sass.compile(join(here, "scss", "lumbung.scss"), {
  loadPaths: [packages],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(built, "lumbung.css"), sheet.css);

copyFileSync(
  join(packages, "@fontsource-variable", "plus-jakarta-sans", "files", "plus-jakarta-sans-latin-wght-normal.woff2"),
  join(built, "fonts", "plus-jakarta-sans.woff2"),
);
copyFileSync(join(packages, "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.min.js"));

const payments = join(here, "..", "..", "payments");
buildSync({
  entryPoints: [join(payments, "static_src", "reader", "index.js")],
  outfile: join(payments, "static", "payments", "build", "reader.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
});

const size = gzipSync(sheet.css).length;
console.log(`lumbung.css: ${sheet.css.length} bytes, ${size} gzipped`);
