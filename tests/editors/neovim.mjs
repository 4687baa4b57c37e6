// Neovim, headless, over a copy of samples/concertbot; the steps are in neovim.lua.
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EDITORS, PYTHON, ROOT } from "./lib/paths.mjs";
import { endGroup, startGroup } from "./lib/processes.mjs";

const work = mkdtempSync(join(tmpdir(), "teachback-neovim-"));
const project = join(work, "concertbot");
cpSync(join(ROOT, "samples/concertbot"), project, { recursive: true });
// The log of the client goes to the folder that is removed, whatever the person who runs the tests has configured.
const folders = { XDG_CONFIG_HOME: work, XDG_DATA_HOME: work, XDG_STATE_HOME: work, XDG_CACHE_HOME: work };
const env = { ...process.env, ...folders, TEACHBACK_PROJECT: project, TEACHBACK_PYTHON: PYTHON };
const child = startGroup("nvim", ["--headless", "--clean", "-S", join(EDITORS, "neovim.lua")], {
  env,
  cwd: work,
  stdio: "inherit",
});
try {
  const [code] = await once(child, "exit");
  process.exitCode = code ?? 1;
} finally {
  await endGroup(child);
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
