import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, partsOf } from "../../page/questions/reasonParts";

const HELLO = { story: "hello", file: "data/stories.md", line: 6 };
const BYE = { story: "bye", file: "data/stories.md", line: 9 };
const NONE = { named: [], more: 0 };

for (const [name, reason, words] of [
  ["stories alone", { text: "", stories: { named: [HELLO], more: 0 }, against: NONE }, '"hello" (data/stories.md:7)'],
  ["words alone", { text: "you taught this", stories: NONE, against: NONE }, "you taught this"],
  [
    "both, and what speaks against it",
    { text: "after `x`: 5 stories", stories: { named: [HELLO, BYE], more: 3 }, against: { named: [BYE], more: 0 } },
    'after `x`: 5 stories ("hello" (data/stories.md:7), "bye" (data/stories.md:10) and 3 more; against it "bye" (data/stories.md:10))',
  ],
  [
    "what speaks against it alone",
    { text: "other stories wait", stories: NONE, against: { named: [BYE], more: 0 } },
    'other stories wait ("bye" (data/stories.md:10))',
  ],
] as const) {
  test(`a reason in words: ${name}`, () => assert.equal(inWords(reason), words));
}

test("the places of a reason are parts of their own", () => {
  assert.deepEqual(partsOf({ text: "because", stories: { named: [HELLO], more: 0 }, against: NONE }), ["because (", HELLO, ")"]);
});
