// Where the nodes and edges of a graph go. The layout is dagre's: small, without dependencies, made for graphs that flow
// one way, as conversations do.
import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { Graph } from "../messages";

const HEIGHT = 26;
const MARGIN = 12;
const LETTERS = 34;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node: `x` and `y` are its middle; `label` is short enough to be drawn. */
export interface Box extends Point {
  readonly id: number;
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly active: boolean;
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** A graph from top to bottom. `widthOf` says how wide a label is; lengths are in its units. */
export function arranged(graph: Graph, widthOf: (label: string) => number): Drawing {
  const dagre = new Dagre({ multigraph: true });
  dagre.setGraph({ rankdir: "TB", nodesep: 16, ranksep: 26, marginx: MARGIN, marginy: MARGIN });
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, shortened(label)]));
  for (const [id, label] of labels) {
    dagre.setNode(String(id), { width: Math.max(HEIGHT, widthOf(label) + 20), height: HEIGHT });
  }
  const edges = graph.edges.filter(({ from, to }) => labels.has(from) && labels.has(to));
  for (const [index, { from, to, active }] of edges.entries()) {
    // The current path is kept short, and what crosses is other edges.
    dagre.setEdge(String(from), String(to), { weight: active ? 8 : 1 }, String(index));
  }
  layout(dagre);
  const { width = 0, height = 0 } = dagre.graph();
  return {
    width: Math.max(0, width),
    height: Math.max(0, height),
    boxes: [...labels].map(([id, label]) => ({ id, label, ...placeOf(dagre.node(String(id))) })),
    lines: edges.map(({ from, to, active }, index) => ({
      active,
      points: dagre.edge(String(from), String(to), String(index))?.points ?? [],
    })),
  };
}

function placeOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Omit<Box, "id" | "label"> {
  return { x, y, width, height };
}

function shortened(label: string): string {
  const letters = Array.from(label);
  return letters.length <= LETTERS ? label : `${letters.slice(0, LETTERS - 1).join("")}…`;
}
