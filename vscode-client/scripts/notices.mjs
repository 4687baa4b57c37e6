// The licences of what goes into a bundle.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of ThirdPartyNotices.txt for a bundle of esbuild: every package in it, and what these name as their parts. */
export function notices(metafile) {
  const found = new Set();
  const waiting = Object.keys(metafile.inputs).flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  for (const folder of waiting) {
    if (!found.has(folder)) {
      found.add(folder);
      waiting.push(...parts(folder));
    }
  }
  return [...found].sort().map(notice).join("\n\n");
}

/** A package may be published as one file, with what it depends on already inside. */
function parts(folder) {
  const { dependencies = {} } = description(folder);
  return Object.keys(dependencies)
    .map((name) => join("node_modules", name))
    .filter((each) => existsSync(each));
}

function notice(folder) {
  const { name, version, license } = description(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} ${version} (${license}) brings no licence text; it must not go into the bundle.`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

function description(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
