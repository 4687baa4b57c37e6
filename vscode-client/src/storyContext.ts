import * as vscode from "vscode";
import { looksLikeStories } from "./storyFile";

/** Keeps the context key `teachback.storyFile`, by which menus show "Teach Next Action" in story files only. */
export function followStoryFile(): vscode.Disposable {
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(update),
  );
}

function update(): void {
  const document = vscode.window.activeTextEditor?.document;
  const isStory = document !== undefined && looksLikeStories(document.getText(), document.fileName);
  void vscode.commands.executeCommand("setContext", "teachback.storyFile", isStory);
}
