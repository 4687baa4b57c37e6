import * as vscode from "vscode";
import type { ShowDocumentRequest } from "vscode-languageclient/node";

/** Documents that the server shows stand beside a panel that has the focus, not over it. */
export const besidePanels: ShowDocumentRequest.MiddlewareSignature = async (params, token, next) => {
  if (vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview) {
    await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
  }
  return next(params, token);
};
