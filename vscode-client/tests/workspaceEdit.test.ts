import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextEdit, WorkspaceEdit } from "vscode-languageclient/node";
import { staleDocument, textAfter, withoutConfirmation } from "../src/workspaceEdit";

const URI = "file:///bot/data/stories.md";
const EDIT: TextEdit = { range: { start: { line: 3, character: 6 }, end: { line: 3, character: 9 } }, newText: "utter_bye" };

function forVersion(version: number | null): WorkspaceEdit {
  return { documentChanges: [{ textDocument: { uri: URI, version }, edits: [EDIT] }] };
}

test("no change asks for confirmation any more, and nothing else is different", () => {
  const documentChanges = [{ textDocument: { uri: URI, version: 7 }, edits: [{ ...EDIT, annotationId: "a" }] }];
  const given: WorkspaceEdit = { documentChanges, changeAnnotations: { a: { label: "A", needsConfirmation: true } } };
  assert.deepEqual(withoutConfirmation(given), {
    documentChanges,
    changeAnnotations: { a: { label: "A", needsConfirmation: false } },
  });
  assert.deepEqual(withoutConfirmation({ changes: { [URI]: [EDIT] } }), { changes: { [URI]: [EDIT] } });
});

test("an edit for another version of an open document is stale", () => {
  const open = new Map([[URI, 7]]);
  assert.equal(staleDocument(forVersion(6), open), URI);
  assert.equal(staleDocument(forVersion(7), open), undefined);
  assert.equal(staleDocument(forVersion(null), open), undefined);
  assert.equal(staleDocument(forVersion(6), new Map()), undefined);
  assert.equal(staleDocument({ documentChanges: [{ kind: "create", uri: URI }] }, open), undefined);
  assert.equal(staleDocument({ changes: { [URI]: [EDIT] } }, open), undefined);
});

test("edits are those of the text before", () => {
  const edits = [
    { start: 4, end: 5, newText: "" },
    { start: 0, end: 1, newText: "AA" },
    { start: 2, end: 2, newText: "x" },
    { start: 2, end: 2, newText: "y" },
  ];
  assert.equal(textAfter("abcdef", edits), "AAbxycdf");
  assert.equal(textAfter("abc", []), "abc");
  assert.equal(textAfter("", [{ start: 0, end: 0, newText: "new" }]), "new");
});
