// Neovim, headless, over a copy of a sample; the steps are in SUITE.lua.
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EDITORS, PYTHON, ROOT } from "./paths.mjs";
import { endGroup, startGroup } from "./processes.mjs";

/** Runs the steps; the exit code of this process says whether all were well. */
export async function runNeovim(suite, sample) {
  const work = mkdtempSync(join(tmpdir(), `teachback-${suite}-`));
  const project = join(work, sample);
  cpSync(join(ROOT, "samples", sample), project, { recursive: true });
  // The log of the client goes to the folder that is removed, whatever the person who runs the tests has configured.
  const folders = { XDG_CONFIG_HOME: work, XDG_DATA_HOME: work, XDG_STATE_HOME: work, XDG_CACHE_HOME: work };
  const told = { TEACHBACK_SUITE: suite, TEACHBACK_PROJECT: project, TEACHBACK_PYTHON: PYTHON, TEACHBACK_EDITORS: EDITORS };
  const child = startGroup("nvim", ["--headless", "--clean", "-S", join(EDITORS, `${suite}.lua`)], {
    env: { ...process.env, ...folders, ...told },
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
}
