import * as vscode from "vscode";
import { type Status, statusText } from "./statusText";

/** The item at the foot of the window. It is plain text: nothing of the workspace is read as Markdown. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("teachback.status", vscode.StatusBarAlignment.Left, 0);
  #status: Status = { state: "stopped" };

  constructor() {
    this.#item.name = "Teachback";
  }

  get status(): Status {
    return this.#status;
  }

  show(status: Status): void {
    const { text, tooltip, command } = statusText(status);
    this.#status = status;
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.command = command;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
