import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageMessage } from "../src/pageMessages";

test("what the page says is read", () => {
  const said = [
    { type: "ready" },
    { type: "answer", serial: 3, value: true },
    { type: "answer", serial: 3, value: "utter_greet" },
    { type: "open", path: "data/stories.md", line: 4 },
  ];
  assert.deepEqual(said.map(readPageMessage), said);
  const fork = { type: "order", serial: 4, order: "fork", message: 1 };
  assert.deepEqual(readPageMessage(fork), fork);
});

test("anything else is refused, and what is wrong with it is told", () => {
  assert.throws(() => readPageMessage(null), /message should be an object/);
  assert.throws(() => readPageMessage({ type: "answer", serial: "3", value: true }), /message\.serial should be a number/);
  assert.throws(() => readPageMessage({ type: "answer", serial: 3, value: 1 }), /message\.value should be true, false or a text/);
  assert.throws(() => readPageMessage({ type: "order", serial: 3, order: "erase" }), /message\.order should be undo or/);
});
