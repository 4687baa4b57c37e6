// Bundles the extension into dist/extension.js, with the licences of what goes into it in dist/ThirdPartyNotices.txt.
import { writeFileSync } from "node:fs";
import { build } from "esbuild";
import { notices } from "./notices.mjs";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
  sourcemap: "linked",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

writeFileSync("dist/ThirdPartyNotices.txt", notices(metafile));
