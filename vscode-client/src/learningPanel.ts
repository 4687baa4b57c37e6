import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Unreadable } from "../page/reading";
import { type FromPage, type OrderMessage, readPageMessage } from "./pageMessages";
import { newNonce, panelHtml } from "./panelHtml";
import { segmentsBelow } from "./projectPath";
import {
  type LearnStartResult,
  learnAnswer,
  learnDiscard,
  learnExport,
  learnFork,
  learnRestart,
  learnUndo,
  teachStop,
  type UpdateParams,
} from "./protocol";

import { showsTaughtStory } from "./settings";
import type { TaughtStoryView } from "./taughtStory";
import { readTaughtStory } from "./taughtStoryMessage";

const VIEW = "teachback.learning";
const TASK_IS_LONG = 1_000;

/** The teaching page beside the story, for one session. Closing it leaves the session, which can be resumed. */
export class LearningPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  #last: readonly UpdateParams["message"][] = [];
  #editing = Promise.resolve();
  #ready = false;
  #over = false;

  constructor(
    extension: vscode.Uri,
    private readonly client: LanguageClient,
    private readonly session: LearnStartResult,
    private readonly story: TaughtStoryView,
    onClosed: () => void,
  ) {
    const page = vscode.Uri.joinPath(extension, "dist", "page");
    this.#panel = vscode.window.createWebviewPanel(VIEW, `Teach: ${session.name}`, vscode.ViewColumn.Beside, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [page],
    });
    const { webview } = this.#panel;
    webview.onDidReceiveMessage((data) => void this.#receive(data));
    this.#panel.onDidDispose(() => {
      onClosed();
      this.#inOrder(() => this.story.end());
      void this.#leave();
    });
    const address = (name: string): string => String(webview.asWebviewUri(vscode.Uri.joinPath(page, name)));
    const sources = { script: address("page.js"), style: address("page.css"), source: webview.cspSource };
    webview.html = panelHtml(sources, newNonce());
  }

  /** Shows what the server says; what comes before the page listens is kept for it. */
  show(message: UpdateParams["message"]): void {
    this.#over ||= message.type === "ended";
    this.#last = message.type === "view" ? [message] : [...this.#last, message];
    if (this.#ready) {
      void this.#panel.webview.postMessage(message);
    }
    this.#inOrder(() => this.#showStory(message));
  }

  /** Whether this is the panel that the author is at. */
  get active(): boolean {
    return this.#panel.active;
  }

  /** Shows the taught story in the editor. */
  showStory(): void {
    this.#inOrder(() => this.story.show(this.#panel.viewColumn));
  }

  /** Editors open and close one after the other, however fast the server speaks. */
  #inOrder(work: () => Promise<void>): void {
    this.#editing = this.#editing.catch(() => undefined).then(work);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #showStory(message: UpdateParams["message"]): Promise<void> {
    if (message.type === "beside") {
      const root = vscode.Uri.parse(this.session.root, true);
      await this.story.tell(readTaughtStory(message), this.#panel.viewColumn, showsTaughtStory(root));
    } else if (message.type === "ended") {
      await this.story.end();
    }
  }

  async #receive(data: unknown): Promise<void> {
    try {
      await this.#take(readPageMessage(data));
    } catch (error) {
      if (error instanceof Unreadable) {
        throw error;
      }
      // An answer to an earlier view: the latest is on its way, or here already.
      const reason = error instanceof Error ? error.message : String(error);
      this.show({ type: "problem", text: reason });
    }
  }

  async #take(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        for (const each of this.#last) {
          void this.#panel.webview.postMessage(each);
        }
        break;
      case "answer": {
        const { serial, value } = message;
        await this.#stoppable((token) =>
          this.client.sendRequest(learnAnswer, { session: this.session.session, serial, answer: { value } }, token),
        );
        break;
      }
      case "order":
        await this.#stoppable((token) => this.#order(message, token));
        break;
      case "open":
        await this.#open(message.path, message.line);
        break;
    }
  }

  async #order({ order, serial, message }: OrderMessage, token: vscode.CancellationToken): Promise<void> {
    const { session } = this.session;
    const to = { session, serial };
    switch (order) {
      case "undo":
        await this.client.sendRequest(learnUndo, to, token);
        break;
      case "fork":
        await this.client.sendRequest(learnFork, { ...to, message: message ?? 0 }, token);
        break;
      case "fresh":
        await this.client.sendRequest(learnRestart, to, token);
        break;
      case "export":
      case "exportAndQuit":
        await this.client.sendRequest(learnExport, { ...to, leave: order === "exportAndQuit" }, token);
        break;
      case "quit":
        await this.client.sendRequest(learnDiscard, { ...to, discard: true }, token);
        break;
    }
  }

  /** Work that takes long shows at the foot of the window, and can be stopped there. */
  async #stoppable(work: (token: vscode.CancellationToken) => Promise<unknown>): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    const done = work(source.token).finally(() => clearTimeout(timer));
    const timer = setTimeout(() => void showProgress(done, source), TASK_IS_LONG);
    try {
      await done;
    } catch (error) {
      if (!source.token.isCancellationRequested) {
        throw error;
      }
    } finally {
      source.dispose();
    }
  }

  async #open(path: string, line: number): Promise<void> {
    const segments = segmentsBelow(path);
    if (segments === undefined) {
      return;
    }
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(this.session.root, true), ...segments);
    const place = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(uri, { selection: place, viewColumn: vscode.ViewColumn.One });
  }

  async #leave(): Promise<void> {
    if (!this.#over && this.client.isRunning()) {
      await this.client.sendRequest(teachStop, { session: this.session.session });
      vscode.window.setStatusBarMessage('The session is kept: "Teachback: Resume Session" goes on with it.', 8_000);
    }
  }
}

async function showProgress(done: Promise<unknown>, source: vscode.CancellationTokenSource): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Teachback is at work", cancellable: true };
  await vscode.window.withProgress(options, async (_, token) => {
    token.onCancellationRequested(() => source.cancel());
    await done.catch(() => undefined);
  });
}
