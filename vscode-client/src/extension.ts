import * as vscode from "vscode";
import { Preview } from "./preview";
import { onInterpreterSelected } from "./pythonExtension";
import { Server } from "./server";
import { changesServer } from "./settings";
import { StatusItem } from "./status";
import type { Status } from "./statusText";
import { followStoryFile } from "./storyContext";
import { teachNextAction } from "./teach";

/** What the extension tells other extensions: how the server is. */
export interface Api {
  status(): Status;
}

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel("Teachback", { log: true });
  const status = new StatusItem();
  const preview = new Preview();
  const running = new Server(context, log, status);
  server = running;
  context.subscriptions.push(
    log,
    status,
    preview,
    followStoryFile(),
    vscode.commands.registerCommand("teachback.restart", () => running.restart()),
    vscode.commands.registerCommand("teachback.showOutput", () => log.show()),
    vscode.commands.registerCommand("teachback.teachNextAction", (...args: unknown[]) => teach(running, preview, args)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.refresh()),
    vscode.workspace.onDidChangeConfiguration((event) => (changesServer(event) ? running.refresh() : undefined)),
  );
  void start(context, running, log);
  return { status: () => status.status };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}

async function start(context: vscode.ExtensionContext, running: Server, log: vscode.LogOutputChannel): Promise<void> {
  await running.restart();
  try {
    context.subscriptions.push(await onInterpreterSelected(() => void running.refresh()));
  } catch (error) {
    log.warn(`The Python extension does not answer: ${String(error)}`);
  }
}

async function teach(running: Server, preview: Preview, args: readonly unknown[]): Promise<void> {
  const { client } = running;
  if (client === undefined) {
    await vscode.window.showWarningMessage("The Teachback server does not run yet; the status item says what it does.");
    return;
  }
  try {
    await teachNextAction(client, preview, args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await vscode.window.showErrorMessage(`Teaching stopped: ${reason}`);
  }
}
