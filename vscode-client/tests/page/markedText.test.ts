import assert from "node:assert/strict";
import { test } from "node:test";
import { labelOf, piecesOf } from "../../page/markedText";

function entity(start: number, end: number, changes: object = {}) {
  return { start, end, type: "city", role: null, group: null, value: "Paris", ...changes };
}

/** The pieces as one text, entities between brackets. */
function shown(text: string, ...entities: ReturnType<typeof entity>[]): string {
  return piecesOf(text, entities)
    .map((piece) => (piece.entity === undefined ? piece.text : `[${piece.text}]`))
    .join("|");
}

test("a message without entities is one piece", () => assert.equal(shown("hi there"), "hi there"));

test("an empty message has no pieces", () => assert.equal(shown(""), ""));

test("places are counted in code points", () => {
  assert.equal(shown("🎸 in Paris 🗼", entity(5, 10)), "🎸 in |[Paris]| 🗼");
  assert.equal(shown("我想在巴黎听音乐会", entity(3, 5)), "我想在|[巴黎]|听音乐会");
});

test("entities come in their order, at the ends too", () => {
  assert.equal(shown("Rome to Paris", entity(8, 13), entity(0, 4)), "[Rome]| to |[Paris]");
});

test("what overlaps or lies outside is left out, and no letter is lost", () => {
  assert.equal(shown("to Paris", entity(3, 8), entity(5, 8), entity(3, 99), entity(2, 2), entity(-3, 2)), "to |[Paris]");
});

test("a label says what the text does not", () => {
  assert.equal(labelOf(entity(0, 5), "Paris"), "city");
  assert.equal(labelOf(entity(0, 5, { role: "to", group: "1" }), "Paris"), "city (to, 1)");
  assert.equal(labelOf(entity(0, 5, { value: ["a", 1] }), "NYC"), 'city = ["a",1]');
});
