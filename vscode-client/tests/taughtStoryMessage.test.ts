import assert from "node:assert/strict";
import { test } from "node:test";
import { Unreadable } from "../page/reading";
import { readTaughtStory } from "../src/taughtStoryMessage";

const STORY = { file: "data/stories.md", text: "## greet\n" };

test("the story is read from beside the view", () => {
  assert.deepEqual(readTaughtStory({ type: "view", view: {}, story: STORY }), STORY);
});

test("where nothing was taught there is none", () => {
  assert.equal(readTaughtStory({ type: "view", story: null }), undefined);
  assert.equal(readTaughtStory({ type: "view" }), undefined);
});

test("what no server says is refused", () => assert.throws(() => readTaughtStory({ story: { file: 1 } }), Unreadable));
