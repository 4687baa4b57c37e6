import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { LearningPanel } from "./learningPanel";
import { leftItems } from "./leftSessions";
import type { Preview } from "./preview";
import { learnApply, learnResumable, learnStart, learnUpdated, type UpdateParams, type Where } from "./protocol";
import { pickConversation } from "./realConversation";
import { previewsTeaching } from "./settings";
import { type TaughtStories, TaughtStoryView } from "./taughtStory";
import { placeOf } from "./teach";
import { write } from "./writing";

/** The sessions of interactive learning and their panels. A server that goes away takes its sessions with it. */
export class Learning implements vscode.Disposable {
  readonly #panels = new Map<string, LearningPanel>();
  /** What came for sessions whose panel is not there yet: the server may speak before it has answered. */
  readonly #early = new Map<string, UpdateParams["message"][]>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly preview: Preview,
    private readonly stories: TaughtStories,
  ) {}

  /** Hears what a server says of sessions. Those of an earlier server are over. */
  attach(client: LanguageClient): void {
    for (const panel of this.#panels.values()) {
      panel.show({ type: "ended", text: GONE });
    }
    this.#panels.clear();
    this.#early.clear();
    client.onNotification(learnUpdated, ({ session, message }) => this.#update(session, message));
    client.onRequest(learnApply, async ({ edit, title }) => {
      const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
      const shownFirst = uri === undefined || previewsTeaching(uri);
      return { applied: (await write(client, this.preview, { edit, title, shownFirst })) === "written" };
    });
  }

  /** A new conversation, in the project of the file that is open. */
  async start(client: LanguageClient): Promise<void> {
    const uri = projectUri(client);
    await this.#open(client, uri === undefined ? { kind: "fresh" } : { kind: "fresh", uri });
  }

  /** A real conversation, where policies would now do something else than the bot did. */
  async startWithConversation(client: LanguageClient): Promise<void> {
    const where = await pickConversation(client, projectUri(client));
    if (where !== undefined) {
      await this.#open(client, where);
    }
  }

  /** From a place in a story: that of the arguments, else the cursor. */
  async startAt(client: LanguageClient, args: readonly unknown[]): Promise<void> {
    const place = await placeOf(args);
    if (place === undefined) {
      await vscode.window.showInformationMessage("Open a story and put the cursor on the step to begin at.");
      return;
    }
    const { code2ProtocolConverter: to } = client;
    const textDocument = { uri: to.asUri(place.document.uri) };
    await this.#open(client, { kind: "cursor", textDocument, position: to.asPosition(place.position) });
  }

  /** A session that was left behind: of several, the author picks one. */
  async resume(client: LanguageClient): Promise<void> {
    const { sessions } = await client.sendRequest(learnResumable, {});
    if (sessions.length === 0) {
      await vscode.window.showInformationMessage("No session was left behind.");
      return;
    }
    const items = leftItems(sessions, (moment) => moment.toLocaleString());
    const picked = await vscode.window.showQuickPick(items, { title: "Resume a session", placeHolder: "Which one?" });
    if (picked !== undefined) {
      await this.#open(client, { kind: "resumed", root: picked.left.root, journal: picked.left.journal });
    }
  }

  /** Shows the taught story of the session that the author is at, or of the only one. */
  async showStory(): Promise<void> {
    const panels = [...this.#panels.values()];
    const panel = panels.find(({ active }) => active) ?? panels.at(-1);
    if (panel === undefined) {
      await vscode.window.showInformationMessage('No session is open. "Teachback: Start Interactive Learning" begins one.');
      return;
    }
    panel.showStory();
  }

  dispose(): void {
    for (const panel of this.#panels.values()) {
      panel.dispose();
    }
  }

  async #open(client: LanguageClient, where: Where): Promise<void> {
    const started = await client.sendRequest(learnStart, { where, trusted: vscode.workspace.isTrusted });
    const { session } = started;
    const story = new TaughtStoryView(this.stories, session);
    const panel = new LearningPanel(this.extension, client, started, story, () => this.#panels.delete(session));
    this.#panels.set(session, panel);
    for (const message of this.#early.get(session) ?? []) {
      panel.show(message);
    }
    this.#early.delete(session);
  }

  #update(session: string, message: UpdateParams["message"]): void {
    const panel = this.#panels.get(session);
    if (panel !== undefined) {
      panel.show(message);
    } else if (message.type !== "ended") {
      this.#early.set(session, [...(this.#early.get(session) ?? []), message]);
    }
  }
}

/** What names the project that is meant: the file that is open, else the first folder. */
function projectUri(client: LanguageClient): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  return uri && client.code2ProtocolConverter.asUri(uri);
}

const GONE = 'The server was started anew. "Teachback: Resume Session" goes on with this session.';
