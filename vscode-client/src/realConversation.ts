// Asks for a real conversation to teach from: of a file, of the tracker store of the project, or of a running Rasa.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { conversationItems } from "./conversationItems";
import { learnConversations, type RunningRasa, type Source, type Where } from "./protocol";
import { asksRasa } from "./settings";

const TITLE = "Teach from a conversation";
const FILE = "A file…";
const STORE = "The tracker store of endpoints.yml";
const RASA = "The running Rasa of the settings";

/** Where to begin, in the project of `uri`; nothing when the author wants none. Throws what the server refuses. */
export async function pickConversation(client: LanguageClient, uri: string | undefined): Promise<Where | undefined> {
  const from = await pickSource(client);
  if (from === undefined) {
    return undefined;
  }
  const project = uri === undefined ? {} : { uri };
  if (from.kind === "rasa") {
    const id = await vscode.window.showInputBox({
      title: TITLE,
      prompt: "The id of the conversation, as Rasa's channel names its sender",
    });
    return id ? { kind: "conversation", from, id, ...project } : undefined;
  }
  const params = { from, ...project, trusted: vscode.workspace.isTrusted };
  const { name, conversations } = await client.sendRequest(learnConversations, params);
  const [only, ...others] = conversationItems(conversations, (moment) => moment.toLocaleString());
  if (only === undefined) {
    await vscode.window.showInformationMessage(`There is no conversation in ${name}.`);
    return undefined;
  }
  const choice = { title: TITLE, placeHolder: `Which conversation of ${name}?` };
  const picked = others.length === 0 ? only : await vscode.window.showQuickPick([only, ...others], choice);
  return picked && { kind: "conversation", from, id: picked.id, ...project };
}

/** In a folder that is not trusted only files: `endpoints.yml` may name any database. */
async function pickSource(client: LanguageClient): Promise<Source | RunningRasa | undefined> {
  const choice = { title: TITLE, placeHolder: "Where is the conversation?" };
  const sources = [FILE, ...(vscode.workspace.isTrusted ? [STORE] : []), ...(asksRasa() ? [RASA] : [])];
  const where = sources.length === 1 ? FILE : await vscode.window.showQuickPick(sources, choice);
  if (where === RASA) {
    return { kind: "rasa" };
  }
  if (where !== FILE) {
    return where === undefined ? undefined : { kind: "store" };
  }
  const files = await vscode.window.showOpenDialog({
    title: TITLE,
    openLabel: "Teach from It",
    filters: { "Conversations of Rasa": ["json", "jsonl", "ndjson"], "All Files": ["*"] },
  });
  const file = files?.[0];
  return file && { kind: "file", uri: client.code2ProtocolConverter.asUri(file) };
}
