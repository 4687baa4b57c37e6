import * as vscode from "vscode";
import type { LanguageClient, WorkspaceEdit } from "vscode-languageclient/node";
import type { Preview } from "./preview";
import { staleDocument, withoutConfirmation } from "./workspaceEdit";

/** An edit of the server, and what it is called; `shownFirst` before it is written. */
export interface Writing {
  readonly edit: WorkspaceEdit;
  readonly title: string;
  readonly shownFirst: boolean;
}

/** Writes an edit as one step that can be undone, unless the author refuses, or a text has changed since it was made. */
export async function write(client: LanguageClient, preview: Preview, writing: Writing): Promise<"written" | "refused"> {
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(withoutConfirmation(writing.edit));
  if (writing.shownFirst && !(await preview.accepts(edit, writing.title))) {
    return "refused";
  }
  const versions = new Map(
    vscode.workspace.textDocuments.map((document) => [client.code2ProtocolConverter.asUri(document.uri), document.version]),
  );
  const stale = staleDocument(writing.edit, versions);
  if (stale !== undefined) {
    const path = vscode.workspace.asRelativePath(client.protocol2CodeConverter.asUri(stale));
    await vscode.window.showWarningMessage(`${path} changed meanwhile, so nothing was written. Teach the step again.`);
    return "refused";
  }
  return (await vscode.workspace.applyEdit(edit, { isRefactoring: true })) ? "written" : "refused";
}
