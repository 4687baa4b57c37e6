import { drawn } from "../elements";
import type { Graph, GraphNode } from "../messages";
import type { Box, Drawing, Line, Point } from "./layout";

/** A picture of a graph: a group with its id as `data-id` for each node. */
export function picture(graph: Graph, drawing: Drawing): SVGSVGElement {
  const { width, height } = drawing;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const svg = drawn("svg", {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "group",
    "aria-label": "Conversation graph",
  });
  // What is on the current path lies over the rest.
  const lines = drawing.lines.toSorted((one, other) => Number(one.active) - Number(other.active));
  svg.append(drawn("defs", {}, arrow("arrow", ""), arrow("arrow-active", "active")), ...lines.map(edge));
  for (const box of drawing.boxes) {
    const node = nodes.get(box.id);
    if (node !== undefined) {
      svg.append(nodeGroup(node, box));
    }
  }
  return svg;
}

function nodeGroup(node: GraphNode, box: Box): SVGGElement {
  const { x, y, width, height, label } = box;
  const round =
    node.kind === "start" || node.kind === "end" || node.kind === "pending" ? height / 2 : node.kind === "intent" ? 9 : 3;
  const state = `${node.active ? " active" : ""}${node.dashed ? " dashed" : ""}`;
  const attributes = { class: `node ${node.kind}${state}`, "data-id": node.id, tabindex: -1, role: "button" };
  const shape = drawn("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: round });
  const name = drawn("text", { x, y: y + 1, "text-anchor": "middle", "dominant-baseline": "middle" }, label);
  const group = drawn("g", attributes, drawn("title", {}, described(node)), shape, name);
  group.setAttribute("aria-label", described(node));
  group.setAttribute("aria-disabled", String(node.places.length === 0));
  return group;
}

function described({ label, kind, active, dashed, places }: GraphNode): string {
  const said = kind === "intent" ? `user: ${label}` : label;
  const state = dashed ? ", next" : active ? ", current" : "";
  const where = places.length === 0 ? "" : places.length === 1 ? ", 1 place" : `, ${places.length} places`;
  return `${said}${state}${where}`;
}

function edge({ points, active }: Line): SVGPathElement {
  const state = active ? "edge active" : "edge";
  return drawn("path", { d: curve(points), class: state, "marker-end": `url(#${active ? "arrow-active" : "arrow"})` });
}

/** A line through some points, with its corners rounded. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (first === undefined || last === undefined) {
    return "";
  }
  const bends = rest.map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return [`M ${first.x} ${first.y}`, ...bends, `L ${last.x} ${last.y}`].join(" ");
}

function arrow(id: string, state: string): SVGMarkerElement {
  const size = { markerWidth: 7, markerHeight: 7, refX: 7, refY: 4, orient: "auto", viewBox: "0 0 8 8" };
  return drawn("marker", { id, class: `arrow ${state}`, ...size }, drawn("path", { d: "M 0 0.5 L 8 4 L 0 7.5 z" }));
}
