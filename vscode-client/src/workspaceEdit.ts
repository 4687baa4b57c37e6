import type { ChangeAnnotation, WorkspaceEdit } from "vscode-languageclient/node";

/**
 * The same edit with no change asking for confirmation. VS Code's own preview offers such changes unticked, and "Apply"
 * then writes nothing; so the extension shows its own preview and applies what was accepted as a whole.
 */
export function withoutConfirmation(edit: WorkspaceEdit): WorkspaceEdit {
  if (edit.changeAnnotations === undefined) {
    return edit;
  }
  const calm = ([id, annotation]: [string, ChangeAnnotation]): [string, ChangeAnnotation] => [
    id,
    { ...annotation, needsConfirmation: false },
  ];
  return { ...edit, changeAnnotations: Object.fromEntries(Object.entries(edit.changeAnnotations).map(calm)) };
}

/** The first document of the edit that is at another version than the edit was made for; `versions` knows the open ones. */
export function staleDocument(edit: WorkspaceEdit, versions: ReadonlyMap<string, number>): string | undefined {
  for (const change of edit.documentChanges ?? []) {
    if ("kind" in change) {
      continue;
    }
    const { uri, version } = change.textDocument;
    const open = versions.get(uri);
    if (version !== null && open !== undefined && open !== version) {
      return uri;
    }
  }
  return undefined;
}

/** An edit of a text by offsets in UTF-16 units. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The text after all edits, whose offsets are those of the text before, in the order in which edits of one place are given. */
export function textAfter(text: string, edits: readonly OffsetEdit[]): string {
  const ordered = [...edits].sort((one, other) => one.start - other.start || one.end - other.end);
  let result = "";
  let position = 0;
  for (const edit of ordered) {
    result += text.slice(position, edit.start) + edit.newText;
    position = edit.end;
  }
  return result + text.slice(position);
}
