import * as vscode from "vscode";
import { splitBelow } from "./editorLayout";
import type { TaughtStory } from "./taughtStoryMessage";

const SCHEME = "teachback-story";

/**
 * The taught stories of all sessions as documents that nobody can edit: what an export would add to a file, in the format
 * of that file. They change at every step.
 */
export class TaughtStories implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Before the registration, which looks at it once. */
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  put(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  drop(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
  }
}

/** The taught story of one session, below its panel once it is shown. */
export class TaughtStoryView {
  #told: TaughtStory | undefined;
  #uri: vscode.Uri | undefined;
  #shown = false;

  constructor(
    private readonly stories: TaughtStories,
    private readonly session: string,
  ) {}

  /** Takes what the server says; shows it for the first time, if that is wanted. */
  async tell(story: TaughtStory | undefined, panel: vscode.ViewColumn | undefined, showsFirst: boolean): Promise<void> {
    if (story === undefined) {
      await this.#putAway();
      return;
    }
    this.#told = story;
    const before = this.#uri;
    this.#uri = uriOf(this.session, story);
    this.stories.put(this.#uri, story.text);
    if (before !== undefined && before.toString() !== this.#uri.toString()) {
      await this.#close(before);
    }
    if (showsFirst && !this.#shown && panel !== undefined) {
      await this.#showBelow(panel);
    }
    this.#revealEnd();
  }

  /** Shows the story where there is room for it, whatever was before; the focus stays where it is. */
  async show(panel: vscode.ViewColumn | undefined): Promise<void> {
    if (this.#uri === undefined || this.#told === undefined) {
      await vscode.window.showInformationMessage("Nothing was taught in this session yet.");
      return;
    }
    if (panel === undefined || !(await this.#showBelow(panel))) {
      await this.#showIn(vscode.ViewColumn.One, this.#uri);
    }
  }

  async end(): Promise<void> {
    await this.#putAway();
  }

  /** Closes it as long as there is no story. It comes again with the next one, unless the author had closed it. */
  async #putAway(): Promise<void> {
    const uri = this.#uri;
    this.#uri = this.#told = undefined;
    if (uri !== undefined && (await this.#close(uri))) {
      this.#shown = false;
    }
  }

  /** False where the editors are arranged in a way of the author's own: that stays as it is. */
  async #showBelow(panel: vscode.ViewColumn): Promise<boolean> {
    const uri = this.#uri;
    this.#shown = true;
    const below = uri === undefined ? undefined : await splitBelow(panel);
    if (uri === undefined || below === undefined) {
      return false;
    }
    await this.#showIn(below, uri);
    return true;
  }

  async #showIn(viewColumn: vscode.ViewColumn, uri: vscode.Uri): Promise<void> {
    await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: true, preview: true });
    this.#revealEnd();
  }

  #revealEnd(): void {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri?.toString());
    const last = (this.#told?.text.trimEnd().split("\n").length ?? 1) - 1;
    editor?.revealRange(new vscode.Range(last, 0, last, 0));
  }

  /** Whether it was open. */
  async #close(uri: vscode.Uri): Promise<boolean> {
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
    await vscode.window.tabGroups.close(tabs, true);
    this.stories.drop(uri);
    return tabs.length > 0;
  }
}

/** The name tells where the story will be written, its ending gives the language. */
function uriOf(session: string, { file }: TaughtStory): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/New in ${file.split("/").at(-1) ?? file}`, query: session });
}
