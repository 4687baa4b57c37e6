import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../page/messages";
import { forkQuestion, menuOf, unsavedWords, waysOut } from "../../page/waysOut";

function view(changes: Partial<View> = {}): View {
  const question = { kind: "confirm", message: "?", usual: true, why: [] } as const;
  return { version: 1, rows: [], slots: [], question, remark: "", canUndo: false, forks: [], unsaved: 0, ...changes };
}

function open(given: View): string[] {
  return waysOut(given).flatMap((way) => (way.open ? [way.label] : []));
}

test("a session in which nothing was taught can only begin anew or end", () => {
  assert.deepEqual(open(view()), ["Start fresh", "Quit"]);
});

test("what was taught can be exported, and is not given up by mistake", () => {
  assert.deepEqual(open(view({ unsaved: 1 })), ["Start fresh", "Export & go on", "Export & quit", "Quit without saving"]);
});

test("the menu begins with going on, and has only what leads somewhere", () => {
  const labels = menuOf(view({ canUndo: true })).choices.map(({ label }) => label);
  assert.deepEqual(labels, ["Continue", "Undo", "Start fresh", "Quit"]);
});

test("messages to fork before come newest first, by their number", () => {
  const forks = [
    { message: 0, text: "hi", intent: "greet" },
    { message: 1, text: "hm", intent: null },
  ];
  const choices = forkQuestion(view({ forks })).choices.map(({ label, value, detail }) => [label, value, detail]);
  assert.deepEqual(choices, [
    ["hm", "1", ""],
    ["hi", "0", "greet"],
  ]);
});

test("what is not exported yet is counted", () => {
  assert.deepEqual(
    [0, 1, 2].map((unsaved) => unsavedWords(view({ unsaved }))),
    ["", "1 conversation not exported", "2 conversations not exported"],
  );
});
