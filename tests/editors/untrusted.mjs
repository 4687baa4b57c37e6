// VS Code in restricted mode: the folder names a command and brings Python modules; none of it runs, and the findings come.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { step } from "./lib/suite.mjs";
import * as workbench from "./lib/workbench.mjs";

const SUITE = "untrusted";
const settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "always",
};

await withHost({ suite: SUITE, sample: "concertbot", settings }, ({ url, project }) =>
  withPage(SUITE, async (page, shot) => {
    const traces = setTraps(project);
    await step("the folder opens in restricted mode", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    });
    await step("the findings come all the same", async () => {
      await workbench.openFile(page, "stories.md");
      await workbench.openProblems(page);
      await workbench.linesOf(page, "contradictory-stories", 2);
      await shot("restricted");
    });
    await step("nothing of the folder was run", () => assert.deepEqual(traces.filter(existsSync), []));
  }),
);

/** Puts into the project what must not run; the files that it would leave behind. */
function setTraps(project) {
  const byCommand = join(project, "..", "ran-command");
  const byModule = join(project, "..", "ran-module");
  mkdirSync(join(project, ".vscode"));
  const command = ["/bin/sh", "-c", `touch '${byCommand}'`];
  writeFileSync(join(project, ".vscode", "settings.json"), JSON.stringify({ "teachback.server.command": command }));
  const trap = `open(${JSON.stringify(byModule)}, "w").close()\n`;
  for (const name of ["teachback", "json", "yaml", "pygls", "sitecustomize"]) {
    writeFileSync(join(project, `${name}.py`), trap);
  }
  return [byCommand, byModule];
}
