import type * as vscode from "vscode";
import { CannotStart, type Launch, launchOfCommand, moduleOf, programPath } from "./launch";
import { preparePrivateEnvironment } from "./privateEnvironment";
import { run } from "./processes";
import { selectedInterpreter } from "./pythonExtension";
import { interpreter, serverCommand } from "./settings";

const HAS_TEACHBACK = "import importlib.util as u, sys; sys.exit(0 if u.find_spec('teachback') else 3)";

/**
 * Finds the server: the command in the settings, then an interpreter that has Teachback, then Teachback's own environment.
 * @throws CannotStart with what to do about it.
 */
export async function findServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Launch> {
  const command = serverCommand();
  if (command.length > 0) {
    return launchOfCommand(command);
  }
  const chosen = interpreter();
  if (chosen !== "") {
    return await launchOfInterpreter(programPath(chosen, "teachback.interpreter"), context.extensionPath);
  }
  const selected = await selectedInterpreter();
  if (selected !== undefined && (await hasTeachback(selected, context.extensionPath))) {
    return moduleOf(selected, "the environment selected in the Python extension");
  }
  return await preparePrivateEnvironment(context, log, selected);
}

async function launchOfInterpreter(path: string, cwd: string): Promise<Launch> {
  if (await hasTeachback(path, cwd)) {
    return moduleOf(path, "the setting teachback.interpreter");
  }
  throw new CannotStart(
    `The interpreter "${path}" of the setting teachback.interpreter has no Teachback. ` +
      `Install it there ("${path}" -m pip install teachback), or clear the setting.`,
  );
}

async function hasTeachback(path: string, cwd: string): Promise<boolean> {
  return (await run(path, ["-c", HAS_TEACHBACK], { cwd })).code === 0;
}
