import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { adviceFor, type EnvironmentRecord, parseRecord } from "./environmentRecord";
import { CannotStart, type Launch, moduleOf } from "./launch";
import { run } from "./processes";

const SOURCE = "Teachback's own environment";
const NEW_ENOUGH = "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 3)";
const BASES: readonly (readonly string[])[] =
  process.platform === "win32"
    ? [["py", "-3"], ["python"]]
    : [["python3"], ["python"], ["python3.13"], ["python3.12"], ["python3.11"], ["python3.10"]];

interface Setup {
  readonly cwd: string;
  readonly storage: string;
  readonly wheel: { readonly path: string; readonly id: string };
  readonly log: vscode.LogOutputChannel;
  readonly signal: AbortSignal;
}

/**
 * The environment made once from the wheel inside the extension; a new wheel makes a new one.
 * The dependencies come from the package index that the author's pip uses.
 * @throws CannotStart when it cannot be made.
 */
export async function preparePrivateEnvironment(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  preferredBase: string | undefined,
): Promise<Launch> {
  const storage = context.globalStorageUri.fsPath;
  await mkdir(storage, { recursive: true });
  const wheel = await bundledWheel(context);
  const ready = await readyEnvironment(storage, wheel.id);
  if (ready !== undefined) {
    return moduleOf(ready, SOURCE);
  }
  const options = { location: vscode.ProgressLocation.Notification, title: "Teachback", cancellable: true };
  return await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const setup: Setup = { cwd: context.extensionPath, storage, wheel, log, signal: stop.signal };
    return moduleOf(await makeEnvironment(setup, preferredBase, (message) => progress.report({ message })), SOURCE);
  });
}

async function bundledWheel(context: vscode.ExtensionContext): Promise<Setup["wheel"]> {
  const folder = join(context.extensionPath, "server");
  const names = await readdir(folder).catch(() => []);
  const name = names.find((entry) => entry.endsWith(".whl"));
  if (name === undefined) {
    throw new CannotStart(
      "No Teachback server was found: this copy of the extension brings none. Set teachback.interpreter to a Python that has the teachback package.",
    );
  }
  const path = join(folder, name);
  const digest = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  return { path, id: `${name} ${digest}` };
}

async function readyEnvironment(storage: string, wheel: string): Promise<string | undefined> {
  const record = parseRecord(await readFile(recordPath(storage), "utf8").catch(() => ""));
  if (record?.wheel !== wheel) {
    return undefined;
  }
  const python = pythonIn(join(storage, record.folder));
  return (await run(python, ["-c", NEW_ENOUGH], { cwd: storage })).code === 0 ? python : undefined;
}

async function makeEnvironment(
  setup: Setup,
  preferredBase: string | undefined,
  report: (message: string) => void,
): Promise<string> {
  report("looking for Python 3.10 or newer");
  const base = await findBase(setup, preferredBase);
  const folder = await mkdtemp(join(setup.storage, "env-"));
  try {
    report("making its own Python environment (once)");
    await step(setup, [...base, "-m", "venv", folder]);
    report("installing the server (once)");
    const python = pythonIn(folder);
    await step(setup, [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", setup.wheel.path]);
    return await adopt(setup, { folder: basename(folder), wheel: setup.wheel.id });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Makes the new environment the one in use, unless another window was faster. */
async function adopt(setup: Setup, record: EnvironmentRecord): Promise<string> {
  const faster = await readyEnvironment(setup.storage, record.wheel);
  if (faster !== undefined) {
    await rm(join(setup.storage, record.folder), { recursive: true, force: true });
    return faster;
  }
  const outdated = parseRecord(await readFile(recordPath(setup.storage), "utf8").catch(() => ""));
  const draft = `${recordPath(setup.storage)}.${record.folder}`;
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, recordPath(setup.storage));
  if (outdated !== undefined) {
    await rm(join(setup.storage, outdated.folder), { recursive: true, force: true }).catch(() => undefined);
  }
  return pythonIn(join(setup.storage, record.folder));
}

async function findBase(setup: Setup, preferred: string | undefined): Promise<readonly string[]> {
  const candidates = preferred === undefined ? BASES : [[preferred], ...BASES];
  for (const candidate of candidates) {
    const [program = "", ...args] = candidate;
    const { code } = await run(program, [...args, "-I", "-c", NEW_ENOUGH], { cwd: setup.cwd, signal: setup.signal });
    if (code === 0) {
      return candidate;
    }
  }
  throw new CannotStart("Teachback needs Python 3.10 or newer and found none. Install it, or set teachback.interpreter.");
}

async function step(setup: Setup, command: readonly string[]): Promise<void> {
  const [program = "", ...args] = command;
  setup.log.info(`> ${command.join(" ")}`);
  const { cwd, log, signal } = setup;
  const { code, output } = await run(program, args, { cwd, signal, onOutput: (text) => log.info(text.trimEnd()) });
  if (signal.aborted) {
    throw new CannotStart('The set-up of Teachback\'s own environment was stopped. "Restart" begins it again.');
  }
  if (code !== 0) {
    throw new CannotStart(`Teachback's own environment could not be made. ${adviceFor(output)}`);
  }
}

function recordPath(storage: string): string {
  return join(storage, "environment.json");
}

function pythonIn(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}
