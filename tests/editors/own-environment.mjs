// VS Code without any setting: the extension makes its own environment from the wheel it brings, and says so when it cannot.
import { delimiter, dirname } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { PYTHON } from "./lib/paths.mjs";
import { step } from "./lib/suite.mjs";
import * as workbench from "./lib/workbench.mjs";

const SUITE = "own-environment";
const INSTALLATION = 480_000;
const settings = { "teachback.server.command": [] };
const PATH = `${dirname(PYTHON)}${delimiter}${process.env.PATH}`;

await withHost({ suite: SUITE, sample: "concertbot", settings, environment: { PATH, PIP_NO_INDEX: "1" } }, ({ url }) =>
  withPage(SUITE, (page, shot) =>
    step("without a package index there is a clear error, with a way on", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      const toast = page.locator(".notifications-toasts", { hasText: "check pip's package index" });
      await toast.waitFor({ timeout: INSTALLATION });
      await toast.getByRole("button", { name: "Show Log" }).waitFor();
      await page.locator(".statusbar-item", { hasText: "Teachback: error" }).waitFor();
      await shot("1-error");
    }),
  ),
);

await withHost({ suite: SUITE, sample: "concertbot", settings, environment: { PATH } }, ({ url }) =>
  withPage(SUITE, async (page, shot) => {
    await step("the set-up shows its progress", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await page.locator(".notifications-toasts", { hasText: "installing the server" }).waitFor({ timeout: INSTALLATION });
      await shot("2-progress");
    });
    await step("then the server of that environment judges the stories", async () => {
      await page.locator(".statusbar-item", { hasText: /Teachback:.* 1 contradiction$/ }).waitFor({ timeout: INSTALLATION });
      await shot("3-ready");
    });
    await step("the second time it is there at once", async () => {
      await page.reload();
      await page.locator(".statusbar-item", { hasText: /Teachback:.* 1 contradiction$/ }).waitFor();
    });
  }),
);
