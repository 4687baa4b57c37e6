import type { Box } from "./layout";

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};

/** The node to which an arrow key leads from another: the nearest that way, and what lies straight ahead counts as nearer. */
export function neighbour(boxes: readonly Box[], from: Box, key: string): Box | undefined {
  const direction = DIRECTIONS[key];
  if (direction === undefined) {
    return undefined;
  }
  const [x, y] = direction;
  const ahead = (box: Box) => (box.x - from.x) * x + (box.y - from.y) * y;
  const aside = (box: Box) => Math.abs((box.x - from.x) * y) + Math.abs((box.y - from.y) * x);
  const distance = (box: Box) => ahead(box) + 2 * aside(box);
  const reachable = boxes.filter((box) => box.id !== from.id && ahead(box) > 1);
  return reachable.sort((one, other) => distance(one) - distance(other))[0];
}
