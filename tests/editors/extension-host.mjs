// Runs host/extension.cjs inside the extension host of VS Code, with the extension loaded from vscode-client.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { ARTEFACTS, CLIENT, EDITORS } from "./lib/paths.mjs";
import { note, step } from "./lib/suite.mjs";

const SUITE = "extension-host";
const PATIENCE = 240_000;
const results = process.env.TEACHBACK_HOST_RESULTS;

await withHost({ suite: SUITE, sample: "concertbot", packaged: false }, ({ url, authority }) =>
  withPage(SUITE, async (page, shot) => {
    await step("the tests run to their end", async () => {
      const ended = resolvers();
      const timer = setTimeout(() => ended.reject(new Error(`No end after ${PATIENCE / 1000} s; see ${ARTEFACTS}`)), PATIENCE);
      await page.exposeFunction("codeAutomationLog", () => undefined);
      await page.exposeFunction("codeAutomationExit", ended.resolve);
      await page.goto(`${url}&payload=${encodeURIComponent(JSON.stringify(payload(authority)))}`);
      await ended.promise.finally(() => clearTimeout(timer));
      await shot("end");
      assert.ok(existsSync(results), "no test ran");
    });
  }),
);

for (const line of readFileSync(results, "utf8").trim().split("\n")) {
  const result = JSON.parse(line);
  note(result);
  process.stdout.write(
    `  ${result.failure ? "FAILED" : "ok"} ${result.seconds.toFixed(1)} s  ${result.name}\n${result.failure ?? ""}`,
  );
  if (result.failure) {
    process.exitCode = 1;
  }
}

function payload(authority) {
  const inside = (path) => `vscode-remote://${authority}${path}`;
  return [
    ["extensionDevelopmentPath", inside(CLIENT)],
    ["extensionTestsPath", inside(join(EDITORS, "host/run.cjs"))],
  ];
}

/** What Promise.withResolvers gives, which Node 20 has not. */
function resolvers() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}
