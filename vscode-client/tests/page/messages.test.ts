import assert from "node:assert/strict";
import { test } from "node:test";
import { readHostMessage } from "../../page/messages";
import { Unreadable } from "../../page/reading";

const PLACE = { story: "hello", file: "data/stories.md", line: 6 };
const REASON = { text: "because", stories: { named: [PLACE], more: 1 }, against: { named: [], more: 0 } };
const CHOICE = { label: "utter_greet", value: "utter_greet", score: 0.5, detail: "", current: false, why: [REASON] };
const CONFIRM = { kind: "confirm", message: "The bot wants to run 'utter_greet', correct?", usual: true, why: [REASON] };
const VIEW = {
  version: 1,
  rows: [
    { number: 1, side: "bot", lines: [{ kind: "action", text: "action_listen", confidence: null, policy: null }] },
    { number: 2, side: "user", text: "hi", marked: "hi", intent: "greet", confidence: 1, entities: [] },
  ],
  slots: [{ name: "city", value: null }],
  question: CONFIRM,
  remark: "",
  canUndo: false,
  forks: [{ message: 0, text: "hi", intent: "greet" }],
  unsaved: 1,
};
const NODE = { id: 0, kind: "start", label: "START", active: true, dashed: false, places: [] };
const GRAPH = { version: 1, nodes: [NODE], edges: [{ from: 0, to: 0, active: true }], left_out: 0 };

function message(changes: object = {}): unknown {
  return { type: "view", serial: 3, view: { ...VIEW, ...changes } };
}

function beside(graph: unknown, changes: string | null): unknown {
  return { type: "beside", serial: 3, graph, changes };
}

test("a view is read as it is", () => {
  assert.deepEqual(readHostMessage(message()), message());
});

test("what belongs beside a view is read as it is", () => {
  assert.deepEqual(readHostMessage(beside(GRAPH, "--- a\n")), beside(GRAPH, "--- a\n"));
});

test("without a graph and changes there are none", () => {
  assert.deepEqual(readHostMessage({ type: "beside", serial: 3 }), beside(null, null));
});

for (const question of [
  {
    kind: "choose",
    title: "Intent",
    message: "What intent is it?",
    choices: [CHOICE, { ...CHOICE, score: null }],
    allowNew: true,
    stories: [PLACE],
  },
  { kind: "enter", message: "Your input ->", initial: "", suggestions: [CHOICE], example: "/greet", entityTypes: null },
  { kind: "enter", message: "Mark", initial: "hi", suggestions: [], example: "", entityTypes: ["city"] },
]) {
  test(`a question is read: ${question.kind}, ${question.message}`, () => {
    assert.deepEqual(readHostMessage(message({ question })), message({ question }));
  });
}

for (const given of [{ type: "busy" }, { type: "problem", text: "Type a message." }, { type: "ended", text: "Over." }]) {
  test(`a note is read: ${given.type}`, () => assert.deepEqual(readHostMessage(given), given));
}

for (const [given, says] of [
  [undefined, "message should be an object"],
  [[], "message should be an object"],
  [{}, "message.type should be view or beside or busy or problem or ended"],
  [{ type: "toString" }, "message.type should be"],
  [{ type: "problem" }, "message.text should be a text"],
  [message({ version: 2 }), "message.view.version should be 1"],
  [message({ unsaved: "1" }), "message.view.unsaved should be a number"],
  [message({ question: { ...CONFIRM, kind: "shout" } }), "message.view.question.kind should be confirm or choose or enter"],
  [message({ question: { ...CONFIRM, why: [1] } }), "message.view.question.why[0] should be an object"],
  [message({ rows: [{ number: 1, side: "bot", lines: [{ kind: "html" }] }] }), "message.view.rows[0].lines[0].kind"],
  [beside({ ...GRAPH, nodes: [{ ...NODE, id: Number.NaN }] }, null), "message.graph.nodes[0].id"],
  [{ ...(message() as object), serial: null }, "message.serial should be a number"],
] as const) {
  test(`what no host says is refused as a whole: ${says}`, () => {
    assert.throws(
      () => readHostMessage(given),
      (error) => error instanceof Unreadable && error.message.startsWith(says),
    );
  });
}
