import assert from "node:assert/strict";
import { test } from "node:test";
import { type Status, statusText } from "../src/statusText";

const PROBLEMS = "workbench.actions.view.problems";
const OUTPUT = "teachback.showOutput";

function shown(status: Status): [string, string] {
  const { text, command } = statusText(status);
  return [text, command];
}

test("the states of the client lead to the output", () => {
  assert.deepEqual(shown({ state: "starting" }), ["$(loading~spin) Teachback: starting", OUTPUT]);
  assert.deepEqual(shown({ state: "error", message: "no Python" }), ["$(error) Teachback: error", OUTPUT]);
});

test("the states of the server lead to the problems", () => {
  const counts = { contradictions: 0, projects: 1 };
  assert.deepEqual(shown({ state: "reading", ...counts }), ["$(loading~spin) Teachback: reading", PROBLEMS]);
  assert.deepEqual(shown({ state: "training", ...counts }), ["$(loading~spin) Teachback: training", PROBLEMS]);
  assert.deepEqual(shown({ state: "ready", ...counts }), ["$(check) Teachback", PROBLEMS]);
});

test("contradictions are counted in good English", () => {
  const text = (contradictions: number): string => statusText({ state: "ready", contradictions, projects: 1 }).text;
  assert.equal(text(1), "$(warning) Teachback: 1 contradiction");
  assert.equal(text(2), "$(warning) Teachback: 2 contradictions");
});

test("training does not hide what was found", () => {
  const { text } = statusText({ state: "training", contradictions: 2, projects: 1 });
  assert.equal(text, "$(loading~spin) Teachback: training, 2 contradictions");
});

test("the tooltip is what the server says, else what is known", () => {
  assert.equal(statusText({ state: "ready", contradictions: 0, projects: 2 }).tooltip, "2 projects");
  assert.equal(
    statusText({ state: "reading", contradictions: 0, projects: 0, message: "12 of 40 files" }).tooltip,
    "12 of 40 files",
  );
  assert.equal(statusText({ state: "error", message: "no Python" }).tooltip, "no Python");
  assert.equal(
    statusText({ state: "ready", contradictions: 0, projects: 1, engine: "Rasa 3.6.21" }).tooltip,
    "1 project\nRasa 3.6.21",
  );
});
