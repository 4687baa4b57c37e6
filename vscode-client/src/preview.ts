import * as vscode from "vscode";
import { textAfter } from "./workspaceEdit";

const SCHEME = "teachback-preview";

interface Side {
  readonly before: vscode.Uri;
  readonly after: vscode.Uri;
}

/** Shows edits as differences against the files, and asks whether to write them. */
export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** Whether the author accepts the edit. The preview is closed afterwards, and the text before it has the focus again. */
  async accepts(edit: vscode.WorkspaceEdit, title: string): Promise<boolean> {
    const sides = await Promise.all(edit.entries().map(([uri, edits]) => this.#sideOf(uri, edits)));
    try {
      await show(sides);
      return await ask(sides, title);
    } finally {
      await close(sides);
      for (const { after } of sides) {
        this.#texts.delete(after.toString());
      }
    }
  }

  async #sideOf(uri: vscode.Uri, edits: readonly vscode.TextEdit[]): Promise<Side> {
    const document = await vscode.workspace.openTextDocument(uri);
    const offsets = edits.map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }));
    this.#count += 1;
    // The path is kept for the file's name and language; the number keeps an older preview from being shown again.
    const after = vscode.Uri.from({ scheme: SCHEME, path: uri.path, query: String(this.#count) });
    this.#texts.set(after.toString(), textAfter(document.getText(), offsets));
    return { before: uri, after };
  }
}

async function show(sides: readonly Side[]): Promise<void> {
  const [side] = sides;
  const title = `${sides.map(({ before }) => before.path.split("/").at(-1)).join(", ")}: what would be written`;
  if (sides.length === 1 && side !== undefined) {
    await vscode.commands.executeCommand("vscode.diff", side.before, side.after, title, { preview: true });
    return;
  }
  const files = sides.map(({ before, after }) => [before, before, after]);
  await vscode.commands.executeCommand("vscode.changes", title, files);
}

async function ask(sides: readonly Side[], title: string): Promise<boolean> {
  const files = sides.map(({ before }) => vscode.workspace.asRelativePath(before)).join(", ");
  const apply: vscode.QuickPickItem = { label: "Apply", description: `write it to ${files}` };
  const discard: vscode.QuickPickItem = { label: "Discard", description: "leave everything as it is" };
  const options = { title, placeHolder: "Write this change?", ignoreFocusOut: true };
  return (await vscode.window.showQuickPick([apply, discard], options)) === apply;
}

async function close(sides: readonly Side[]): Promise<void> {
  const shown = new Set(sides.map(({ after }) => after.toString()));
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => afterSides(tab.input).some((uri) => shown.has(uri)));
  await vscode.window.tabGroups.close(tabs);
}

function afterSides(input: unknown): string[] {
  if (input instanceof vscode.TabInputTextDiff) {
    return [input.modified.toString()];
  }
  // The tab of `vscode.changes` has no public class; its list of differences is checked like foreign data.
  const several: unknown = typeof input === "object" && input !== null && "textDiffs" in input ? input.textDiffs : [];
  return Array.isArray(several) ? several.flatMap(afterSides) : [];
}
