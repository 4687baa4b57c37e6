import * as vscode from "vscode";
import { textAfter } from "./workspaceEdit";

const SCHEME = "teachback-preview";

interface Side {
  readonly file: vscode.Uri;
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
      for (const uri of sides.flatMap(({ before, after }) => [before, after])) {
        this.#texts.delete(uri.toString());
      }
    }
  }

  async #sideOf(uri: vscode.Uri, edits: readonly vscode.TextEdit[]): Promise<Side> {
    const before = await this.#beforeOf(uri);
    const document = await vscode.workspace.openTextDocument(before);
    const offsets = edits.map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }));
    return { file: uri, before, after: this.#shown(uri, textAfter(document.getText(), offsets)) };
  }

  /** The file, or nothing in the place of one that is yet to be created. */
  async #beforeOf(uri: vscode.Uri): Promise<vscode.Uri> {
    try {
      await vscode.workspace.fs.stat(uri);
      return uri;
    } catch {
      return this.#shown(uri, "");
    }
  }

  /** A document of a text. The path is kept for the file's name and language; the number keeps older ones out of sight. */
  #shown(uri: vscode.Uri, text: string): vscode.Uri {
    this.#count += 1;
    const shown = vscode.Uri.from({ scheme: SCHEME, path: uri.path, query: String(this.#count) });
    this.#texts.set(shown.toString(), text);
    return shown;
  }
}

async function show(sides: readonly Side[]): Promise<void> {
  const [side] = sides;
  const title = `${sides.map(({ file }) => file.path.split("/").at(-1)).join(", ")}: what would be written`;
  if (sides.length === 1 && side !== undefined) {
    await vscode.commands.executeCommand("vscode.diff", side.before, side.after, title, { preview: true });
    return;
  }
  const files = sides.map(({ file, before, after }) => [file, before, after]);
  await vscode.commands.executeCommand("vscode.changes", title, files);
}

async function ask(sides: readonly Side[], title: string): Promise<boolean> {
  const files = sides.map(({ file }) => vscode.workspace.asRelativePath(file)).join(", ");
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
