// Bundles the teaching page into one script and one style sheet, dist/page/, and puts them where the Python package has
// them, so that a wheel brings the page along. Neither is committed: `make page` makes both from page/.
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
import { notices } from "./notices.mjs";

const out = "dist/page";
const served = resolve(import.meta.dirname, "../../server/teachback/cli/interactive/page");
rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { page: "page/main.ts" },
  outdir: out,
  tsconfig: "page/tsconfig.json",
  bundle: true,
  platform: "browser",
  format: "iife",
  target: ["chrome122", "firefox121", "safari17"],
  minify: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
writeFileSync(`${out}/ThirdPartyNotices.txt`, notices(metafile));
rmSync(served, { recursive: true, force: true });
cpSync(out, served, { recursive: true });
