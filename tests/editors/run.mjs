// Runs the suites one at a time and ends with one line that counts their steps. `node run.mjs [SUITE…]`.
// With TEACHBACK_REPORT a JUnit report is written there.
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARTEFACTS, EDITORS } from "./lib/paths.mjs";
import { endGroup, startGroup } from "./lib/processes.mjs";

const SUITES = [
  "teaching-page",
  "contradiction",
  "form-prefix",
  "learning",
  "form-session",
  "neovim",
  "neovim-form",
  "extension-host",
  "untrusted",
  "own-environment",
];
const LIMIT = 600_000;

const chosen = process.argv.length > 2 ? process.argv.slice(2) : SUITES;
const unknown = chosen.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No such suite: ${unknown.join(", ")}. There are ${SUITES.join(", ")}.\n`);
  process.exit(2);
}
mkdirSync(ARTEFACTS, { recursive: true });
const cases = [];
for (const [index, suite] of chosen.entries()) {
  process.stdout.write(`[${index + 1}/${chosen.length}] ${suite}\n`);
  cases.push(...(await runSuite(suite)));
}
const failed = cases.filter(({ failure }) => failure !== undefined).length;
if (process.env.TEACHBACK_REPORT) {
  writeFileSync(process.env.TEACHBACK_REPORT, junit(cases));
}
process.stdout.write(`${cases.length - failed} passed, ${failed} failed, 0 skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs a suite in a process group of its own; its steps, and one more when it failed outside of them. */
async function runSuite(suite) {
  // A picture of an earlier failure would pass for one of this run.
  for (const name of readdirSync(ARTEFACTS).filter((entry) => entry.startsWith(`${suite}-`))) {
    rmSync(join(ARTEFACTS, name));
  }
  const work = mkdtempSync(join(tmpdir(), "teachback-steps-"));
  const steps = join(work, "steps");
  const env = { ...process.env, TEACHBACK_STEPS: steps, TEACHBACK_HOST_RESULTS: join(work, "host") };
  const child = startGroup(process.execPath, [join(EDITORS, `${suite}.mjs`)], { env, stdio: ["ignore", "inherit", "inherit"] });
  const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), LIMIT);
  const [code, signal] = await once(child, "exit");
  clearTimeout(timer);
  await endGroup(child);
  const results = existsSync(steps) ? readFileSync(steps, "utf8").trim().split("\n").map(JSON.parse) : [];
  rmSync(work, { recursive: true, force: true });
  if (code !== 0 && results.every(({ failure }) => failure === undefined)) {
    const reason = signal === null ? `ended with ${code}` : `was ended after ${LIMIT / 1000} s`;
    results.push({ name: "the suite", seconds: 0, failure: `${suite} ${reason}` });
  }
  return results.map((result) => ({ suite, ...result }));
}

function junit(all) {
  const body = all.map(({ suite, name, seconds = 0, failure }) => {
    const head = `<testcase classname="editors.${escaped(suite)}" name="${escaped(name)}" time="${seconds}"`;
    return failure === undefined ? `${head}/>` : `${head}><failure message="failed">${escaped(failure)}</failure></testcase>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuite name="editors">\n${body.join("\n")}\n</testsuite>\n`;
}

function escaped(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write most control characters
  return text.replaceAll(/[&<>"]/g, (sign) => names[sign]).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "?");
}
