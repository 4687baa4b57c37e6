// The browser build of VS Code, fresh for every suite: own user data, own extensions, own copy of a project.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARTEFACTS, CLIENT, HOST, PYTHON, ROOT } from "./paths.mjs";
import { endGroup, startGroup } from "./processes.mjs";

const START_TIME = 30_000;

const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "workbench.tips.enabled": false,
  "git.enabled": false,
  "workbench.enableExperiments": false,
  "editor.lightbulb.enabled": "on",
  "window.menuBarVisibility": "classic",
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "chat.commandCenter.enabled": false,
};

/** The command by which editors start the server under test. */
export const SERVER_COMMAND = [PYTHON, "-m", "teachback", "lsp"];

/**
 * Starts VS Code over a copy of `samples/SAMPLE` and calls `body` with `{ url, project, authority }`; then ends all of it.
 * `packaged` installs the .vsix, else the suite loads the extension by itself. `settings` and `environment` go over ours.
 */
export async function withHost({ suite, sample, packaged = true, settings = {}, environment = {} }, body) {
  const work = mkdtempSync(join(tmpdir(), `teachback-${suite}-`));
  const project = join(work, sample);
  cpSync(join(ROOT, "samples", sample), project, { recursive: true });
  const data = join(work, "data");
  mkdirSync(join(data, "User"), { recursive: true });
  const all = { ...QUIET_SETTINGS, "teachback.server.command": SERVER_COMMAND, ...settings };
  writeFileSync(join(data, "User", "settings.json"), JSON.stringify(all));
  const common = ["--accept-server-license-terms", "--user-data-dir", data, "--extensions-dir", join(data, "extensions")];
  if (packaged) {
    installExtension(common);
  }
  const port = await freePort();
  const child = startHost(suite, [...common, "--host", "127.0.0.1", "--port", String(port)], environment);
  const authority = `127.0.0.1:${port}`;
  try {
    await answering(`http://${authority}/`, child);
    return await body({ url: `http://${authority}/?folder=${project}`, authority, project });
  } finally {
    await endGroup(child);
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

function startHost(suite, args, environment) {
  const log = openSync(join(ARTEFACTS, `${suite}-host.log`), "w");
  const quiet = ["--without-connection-token", "--disable-telemetry", "--telemetry-level", "off"];
  const options = { cwd: HOST, env: { ...process.env, ...environment }, stdio: ["ignore", log, log] };
  return startGroup(process.execPath, ["out/server-main.js", ...args, ...quiet], options);
}

function installExtension(common) {
  const packages = readdirSync(CLIENT).filter((name) => name.endsWith(".vsix"));
  if (packages.length !== 1) {
    throw new Error(`Expected one .vsix in ${CLIENT}, found ${packages.length}. \`make vsix\` builds it.`);
  }
  const args = ["out/server-main.js", ...common, "--install-extension", join(CLIENT, packages[0])];
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: HOST, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`The extension could not be installed:\n${stdout}\n${stderr}`);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answering(url, child) {
  const end = Date.now() + START_TIME;
  while (Date.now() < end && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code did not start at ${url}; its log is in ${ARTEFACTS}.`);
}
