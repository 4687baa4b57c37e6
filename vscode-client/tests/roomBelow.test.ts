import assert from "node:assert/strict";
import { test } from "node:test";
import { withRoomBelow } from "../src/roomBelow";

test("the panel beside a story gets room below itself, and the story keeps its own", () => {
  const wanted = withRoomBelow({ orientation: 0, groups: [{ size: 600 }, { size: 400 }] }, 2);
  assert.equal(wanted?.orientation, 0);
  assert.deepEqual(wanted?.groups[0], { size: 600 });
  assert.equal(wanted?.groups[1]?.size, 400);
  assert.equal(wanted?.groups[1]?.groups?.length, 2);
});

test("so does a panel that stands alone", () => {
  assert.equal(withRoomBelow({ orientation: 0, groups: [{}] }, 1)?.groups[0]?.groups?.length, 2);
});

for (const [name, layout, panel] of [
  ["three groups", { orientation: 0, groups: [{}, {}, {}] }, 3],
  ["groups below each other", { orientation: 1, groups: [{}, {}] }, 2],
  ["groups in groups", { orientation: 0, groups: [{}, { groups: [{}, {}] }] }, 2],
  ["a panel that is not the last", { orientation: 0, groups: [{}, {}] }, 1],
] as const) {
  test(`an arrangement of the author's own stays as it is: ${name}`, () => assert.equal(withRoomBelow(layout, panel), undefined));
}
