import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, type Box } from "../../page/graph/layout";
import { neighbour } from "../../page/graph/walking";
import type { Graph } from "../../page/messages";

/** A graph of edges such as `0>1`; those that end in `!` are on the current path. */
function graph(...edges: string[]): Graph {
  const read = edges.map((edge) => {
    const [from = 0, to = 0] = edge.replace("!", "").split(">").map(Number);
    return { from, to, active: edge.endsWith("!") };
  });
  const ids = [...new Set(read.flatMap(({ from, to }) => [from, to]))];
  const nodes = ids.map((id) => ({
    id,
    kind: "action" as const,
    label: `action_${id}`,
    active: false,
    dashed: false,
    places: [],
  }));
  return { version: 1, nodes, edges: read, left_out: 0 };
}

function draw(given: Graph) {
  const drawing = arranged(given, (label) => 7 * label.length);
  return { ...drawing, at: (id: number) => drawing.boxes.find((box) => box.id === id) ?? assert.fail(`no node ${id}`) };
}

function overlap(one: Box, other: Box): boolean {
  const near = (distance: number, sizes: number) => Math.abs(distance) < sizes / 2;
  return near(one.x - other.x, one.width + other.width) && near(one.y - other.y, one.height + other.height);
}

test("what comes later is further down", () => {
  const { at } = draw(graph("0>1!", "1>2!", "0>3", "3>2"));
  assert.ok(at(0).y < at(1).y && at(1).y < at(2).y && at(0).y < at(3).y && at(3).y < at(2).y);
});

test("no node lies over another, and all lie within the picture", () => {
  const { boxes, width, height } = draw(graph("0>1!", "0>2", "0>3", "1>4!", "2>4", "3>4", "4>5!", "4>6", "6>0"));
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.x >= box.width / 2 && box.x + box.width / 2 <= width, `node ${box.id} in ${width}`);
    assert.ok(box.y >= box.height / 2 && box.y + box.height / 2 <= height, `node ${box.id} in ${height}`);
    assert.ok(boxes.slice(index + 1).every((other) => !overlap(box, other)));
  }
});

test("every edge is drawn, loops and repeated ones too, and those to nowhere are not", () => {
  const given = graph("0>1!", "0>1", "1>0", "1>1");
  const { lines } = draw({ ...given, edges: [...given.edges, { from: 1, to: 99, active: false }] });
  assert.deepEqual(
    lines.map(({ active }) => active),
    [true, false, false, false],
  );
  assert.ok(lines.every(({ points }) => points.length >= 2 && points.every(({ x, y }) => Number.isFinite(x + y))));
});

test("a long label is shortened by letters, not by halves of them", () => {
  const [node] = graph("0>0").nodes;
  assert.ok(node);
  const label = "🎸".repeat(50);
  const { boxes } = draw({ version: 1, nodes: [{ ...node, label }], edges: [], left_out: 0 });
  assert.equal(boxes[0]?.label, `${"🎸".repeat(33)}…`);
});

test("a graph without nodes is empty", () => {
  const { boxes, lines, width } = draw({ version: 1, nodes: [], edges: [], left_out: 0 });
  assert.deepEqual([boxes, lines], [[], []]);
  assert.ok(Number.isFinite(width));
});

const BOXES = [
  [0, 50, 0],
  [1, 20, 50],
  [2, 80, 50],
  [3, 20, 100],
].map(([id = 0, x = 0, y = 0]) => ({ id, x, y, label: "", width: 10, height: 10 }));

for (const [from, key, to] of [
  [0, "ArrowUp", undefined],
  [1, "ArrowRight", 2],
  [2, "ArrowLeft", 1],
  [1, "ArrowDown", 3],
  [3, "ArrowUp", 1],
  [2, "ArrowUp", 0],
  [0, "Enter", undefined],
] as const) {
  test(`${key} leads from node ${from} to ${to ?? "nowhere"}`, () => {
    const box = BOXES[from] ?? assert.fail();
    assert.equal(neighbour(BOXES, box, key)?.id, to);
  });
}
