import * as vscode from "vscode";

const SECTION = "teachback";

/** The whole command of the server; empty when the author set none. */
export function serverCommand(): readonly string[] {
  const value = vscode.workspace.getConfiguration(SECTION).get<unknown>("server.command");
  return Array.isArray(value) && value.every((part) => typeof part === "string") ? value : [];
}

/** The interpreter the author chose for Teachback; empty when none. */
export function interpreter(): string {
  return vscode.workspace.getConfiguration(SECTION).get<string>("interpreter", "").trim();
}

export function previewsTeaching(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(SECTION, uri).get<boolean>("teach.preview", true);
}

/** Whether the taught story is shown in the editor as soon as there is one. */
export function showsTaughtStory(root: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(SECTION, root).get<boolean>("teach.showStory", true);
}

/** Whether the change touches how the server is found; the other settings the server reads by itself. */
export function changesServer(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration("teachback.server.command") || event.affectsConfiguration("teachback.interpreter");
}

/** Whether the author wants a running Rasa as the engine. */
export function asksRasa(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get<string>("engine") === "rasa";
}
