import * as vscode from "vscode";
import { type EditorLayout, withRoomBelow } from "./roomBelow";

/**
 * Makes room below a panel that stands beside one other group of editors; the new group. Undefined, and nothing happens,
 * where the author has arranged the editors otherwise.
 */
export async function splitBelow(panel: vscode.ViewColumn): Promise<vscode.ViewColumn | undefined> {
  const layout = await vscode.commands.executeCommand<EditorLayout>("vscode.getEditorLayout");
  const wanted = withRoomBelow(layout, panel);
  if (wanted === undefined) {
    return undefined;
  }
  await vscode.commands.executeCommand("vscode.setEditorLayout", wanted);
  return panel + 1;
}
