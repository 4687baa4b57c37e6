import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Learning } from "./learning";
import { Preview } from "./preview";
import { onInterpreterSelected } from "./pythonExtension";
import { Server } from "./server";
import { changesServer } from "./settings";
import { StatusItem } from "./status";
import type { Status } from "./statusText";
import { followStoryFile } from "./storyContext";
import { TaughtStories } from "./taughtStory";
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
  const stories = new TaughtStories();
  const learning = new Learning(context.extensionUri, preview, stories);
  const running = new Server(context, log, status, (client) => learning.attach(client));
  server = running;
  context.subscriptions.push(
    log,
    status,
    preview,
    stories,
    learning,
    followStoryFile(),
    vscode.commands.registerCommand("teachback.restart", () => running.restart()),
    vscode.commands.registerCommand("teachback.showOutput", () => log.show()),
    teaches("teachback.teachNextAction", running, (client, args) => teachNextAction(client, preview, args)),
    teaches("teachback.startLearning", running, (client) => learning.start(client)),
    teaches("teachback.teachFromHere", running, (client, args) => learning.startAt(client, args)),
    vscode.commands.registerCommand("teachback.showTaughtStory", () => learning.showStory()),
    teaches("teachback.teachFromConversation", running, (client) => learning.startWithConversation(client)),
    teaches("teachback.resumeSession", running, (client) => learning.resume(client)),
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

type Teaching = (client: LanguageClient, args: readonly unknown[]) => Promise<void>;

/** Registers a command that needs the server. */
function teaches(command: string, running: Server, teaching: Teaching): vscode.Disposable {
  return vscode.commands.registerCommand(command, (...args: unknown[]) => teach(running, teaching, args));
}

/** The client of a server that is just starting, as it is when an editor has been opened a moment ago. */
function started(running: Server): Thenable<LanguageClient | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: "The Teachback server is starting" };
  return vscode.window.withProgress(options, () => running.settled());
}

async function teach(running: Server, teaching: Teaching, args: readonly unknown[]): Promise<void> {
  const client = running.client ?? (await started(running));
  if (client === undefined) {
    await vscode.window.showWarningMessage("The Teachback server does not run; the status item says why.");
    return;
  }
  try {
    await teaching(client, args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await vscode.window.showErrorMessage(`Teaching stopped: ${reason}`);
  }
}
