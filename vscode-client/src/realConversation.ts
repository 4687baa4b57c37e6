// Asks for a real conversation to teach from: of a file, or of the tracker store of the project.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { conversationItems } from "./conversationItems";
import { learnConversations, type Source, type Where } from "./protocol";

const TITLE = "Teach from a conversation";
const FILE = "A file…";
const STORE = "The tracker store of endpoints.yml";

/** Where to begin, in the project of `uri`; nothing when the author wants none. Throws what the server refuses. */
export async function pickConversation(client: LanguageClient, uri: string | undefined): Promise<Where | undefined> {
  const from = await pickSource(client);
  if (from === undefined) {
    return undefined;
  }
  const project = uri === undefined ? {} : { uri };
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
async function pickSource(client: LanguageClient): Promise<Source | undefined> {
  const choice = { title: TITLE, placeHolder: "Where is the conversation?" };
  const where = vscode.workspace.isTrusted ? await vscode.window.showQuickPick([FILE, STORE], choice) : FILE;
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
