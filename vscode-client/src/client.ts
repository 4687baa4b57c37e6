import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type * as vscode from "vscode";
import {
  type ClientCapabilities,
  CloseAction,
  type DocumentSelector,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from "vscode-languageclient/node";
import type { Launch } from "./launch";
import { safeEnvironment } from "./processes";
import { besidePanels } from "./shownDocuments";

const DOCUMENTS: DocumentSelector = [
  { scheme: "file", pattern: "**/*.{md,yml,yaml}" },
  { scheme: "untitled", language: "markdown" },
  { scheme: "untitled", language: "yaml" },
];

/** Tells the server that questions may come as data, and that no folder can change its engine (docs/protocol.md). */
const prompts: StaticFeature = {
  fillClientCapabilities: (capabilities: ClientCapabilities) => {
    const experimental: unknown = capabilities.experimental;
    capabilities.experimental = { ...(experimental ?? {}), teachback: { prompts: true, guardsEngine: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** A client and the process behind it. `end` kills the process when it does not end by itself in `grace` milliseconds. */
export interface Connection {
  readonly client: LanguageClient;
  end(grace: number): Promise<void>;
}

/**
 * A client, not yet started. `onClosed` is called when the server goes away by itself, `cwd` is a folder that no author
 * writes to: `python -m` looks there for modules first.
 */
export function createConnection(launch: Launch, cwd: string, log: vscode.LogOutputChannel, onClosed: () => void): Connection {
  let child: ChildProcess | undefined;
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { configurationSection: "teachback" },
    middleware: { window: { showDocument: besidePanels } },
    markdown: { isTrusted: false, supportHtml: false },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        onClosed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const spawnServer = async (): Promise<ChildProcess> => {
    child = spawn(launch.command, launch.args, { cwd, env: safeEnvironment(), windowsHide: true });
    await once(child, "spawn");
    return child;
  };
  const client = new LanguageClient("teachback", "Teachback", spawnServer, options);
  client.registerFeature(prompts);
  return { client, end: (grace) => endProcess(child, grace) };
}

async function endProcess(child: ChildProcess | undefined, grace: number): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), grace);
  await once(child, "exit");
  clearTimeout(timer);
}
