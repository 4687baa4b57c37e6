import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type ChoiceItem, itemsFor } from "./choices";
import type { Preview } from "./preview";
import { type ChoosePrompt, type DonePrompt, teachAnswer, teachStart, teachStop } from "./protocol";
import { previewsTeaching } from "./settings";
import { parsePlace } from "./teachArguments";
import { write } from "./writing";

const MESSAGE_TIME = 8_000;

/** Teaches the step at a place: asks what the server asks until it is done, then applies its edit. */
export async function teachNextAction(client: LanguageClient, preview: Preview, args: readonly unknown[]): Promise<void> {
  const place = await placeOf(args);
  if (place === undefined) {
    await vscode.window.showInformationMessage("Open a story and put the cursor on the step to teach.");
    return;
  }
  const textDocument = { uri: client.code2ProtocolConverter.asUri(place.document.uri) };
  const position = client.code2ProtocolConverter.asPosition(place.position);
  const { session, prompt: first } = await client.sendRequest(teachStart, { textDocument, position });
  let prompt = first;
  while (prompt.kind === "choose") {
    const value = await choose(prompt);
    if (value === undefined) {
      await client.sendRequest(teachStop, { session });
      return;
    }
    ({ prompt } = await client.sendRequest(teachAnswer, { session, answer: { value } }));
  }
  if (prompt.kind === "notice") {
    await vscode.window.showInformationMessage(prompt.message);
    return;
  }
  await apply(client, preview, prompt, place.document.uri);
}

export interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

/** The place a code action names, else the cursor of the active editor. */
export async function placeOf(args: readonly unknown[]): Promise<Place | undefined> {
  const { uri, position } = parsePlace(args);
  const editor = vscode.window.activeTextEditor;
  if (uri === undefined) {
    return editor && { document: editor.document, position: editor.selection.active };
  }
  // Opening makes sure that the server has the text as it stands here.
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  if (position !== undefined) {
    return { document, position: new vscode.Position(position.line, position.character) };
  }
  return editor?.document === document ? { document, position: editor.selection.active } : undefined;
}

/** Lets the author pick or type; undefined when the list is left. */
function choose(prompt: ChoosePrompt): Promise<string | undefined> {
  const list = vscode.window.createQuickPick<ChoiceItem & vscode.QuickPickItem>();
  // Lines that are put anew lose the one that the author stands on: they are, only when the typed one changes.
  const fill = (typed: string): void => {
    const items = itemsFor(prompt.choices, prompt.allowNew, typed);
    if (list.items.length === 0 || newName(items) !== newName(list.items)) {
      list.items = items;
    }
  };
  // The title wraps, the text in the field does not: the question goes where there is room for it.
  list.title = prompt.message;
  list.placeholder = prompt.allowNew ? `${prompt.title}: pick one, or type a new name` : prompt.title;
  list.ignoreFocusOut = true;
  list.matchOnDetail = true;
  fill("");
  return new Promise((resolve) => {
    list.onDidChangeValue(fill);
    list.onDidAccept(() => {
      const [item] = list.selectedItems;
      if (item !== undefined) {
        // The lines on screen lag behind fast typing; the field does not.
        resolve(item.typed ? list.value.trim() : item.value);
        list.hide();
      }
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

function newName(items: readonly ChoiceItem[]): string | undefined {
  return items.find(({ typed }) => typed === true)?.value;
}

async function apply(client: LanguageClient, preview: Preview, done: DonePrompt, uri: vscode.Uri): Promise<void> {
  if (done.edit) {
    const written = await write(client, preview, { edit: done.edit, title: done.message, shownFirst: previewsTeaching(uri) });
    if (written !== "written") {
      return;
    }
  }
  vscode.window.setStatusBarMessage(done.message, MESSAGE_TIME);
}
