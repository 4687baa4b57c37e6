import { button, element } from "../elements";
import type { Graph, GraphNode, Place } from "../messages";
import { arranged, type Drawing } from "./layout";
import { picture } from "./picture";
import { neighbour } from "./walking";

/**
 * The graph of the conversation. Arrow keys lead from node to node; a click or enter opens the line of the story that a node
 * stands for, or lists them where there are several.
 */
export class GraphPanel {
  readonly element = element("div", { class: "graph" });
  private readonly frame = element("div", { class: "frame" });
  private readonly places = element("ul", { class: "places", "aria-label": "Places of the node" });
  private readonly leftOut = element("p", { class: "none" });
  private readonly none = element("p", { class: "none" }, "There is no graph of this conversation yet.");
  /** What the host told last. */
  private told: Graph | undefined;
  /** What is on screen, and the same as JSON. */
  private graph: Graph | undefined;
  private drawn = "";
  private drawing: Drawing | undefined;

  constructor(private readonly open: (place: Place) => void) {
    this.element.append(this.none, this.frame, this.leftOut, this.places);
    this.frame.addEventListener("click", ({ target }) => this.clicked(target));
    this.frame.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Draws the graph once the rest of the page is on screen, for a layout takes a moment; out of sight, not at all. */
  show(graph: Graph | null): void {
    this.told = graph ?? undefined;
    requestAnimationFrame(() => setTimeout(() => this.draw()));
  }

  /** To be called when the panel comes into sight. */
  appear(): void {
    this.draw();
    this.scrollTo(this.next());
  }

  private draw(): void {
    const graph = this.told;
    const wanted = JSON.stringify(graph ?? null);
    if (this.element.hidden || wanted === this.drawn) {
      return;
    }
    const focused = this.frame.contains(document.activeElement);
    this.drawn = wanted;
    this.graph = graph;
    this.drawing = graph === undefined ? undefined : arranged(graph, widths());
    this.none.hidden = graph !== undefined;
    this.leftOut.hidden = !graph?.left_out;
    this.leftOut.textContent = `${graph?.left_out ?? 0} more stories are not drawn.`;
    this.frame.replaceChildren(...(graph && this.drawing ? [picture(graph, this.drawing)] : []));
    this.places.replaceChildren();
    this.select(this.next(), focused);
  }

  /** The node that the graph is about: the next action, or the last on the current path. */
  private next(): GraphNode | undefined {
    const nodes = this.graph?.nodes ?? [];
    return nodes.find(({ dashed }) => dashed) ?? nodes.findLast(({ active }) => active) ?? nodes[0];
  }

  /** Makes a node the one that the tab key reaches. */
  private select(node: GraphNode | undefined, focus: boolean): void {
    for (const other of this.frame.querySelectorAll("g[tabindex='0']")) {
      other.setAttribute("tabindex", "-1");
    }
    const group = node === undefined ? null : this.frame.querySelector<SVGGElement>(`g[data-id="${node.id}"]`);
    group?.setAttribute("tabindex", "0");
    if (focus) {
      group?.focus({ preventScroll: true });
    }
    this.scrollTo(node);
  }

  /** Scrolls the frame and nothing around it. */
  private scrollTo(node: GraphNode | undefined): void {
    const box = this.drawing?.boxes.find(({ id }) => id === node?.id);
    if (box !== undefined) {
      this.frame.scrollTop = box.y - this.frame.clientHeight / 2;
      this.frame.scrollLeft = box.x - this.frame.clientWidth / 2;
    }
  }

  private clicked(target: EventTarget | null): void {
    const node = this.nodeOf(target);
    if (node !== undefined) {
      this.select(node, true);
      this.enter(node);
    }
  }

  private pressed(event: KeyboardEvent): void {
    const node = this.nodeOf(event.target);
    const boxes = this.drawing?.boxes ?? [];
    const from = boxes.find(({ id }) => id === node?.id);
    if (node === undefined || from === undefined) {
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      this.enter(node);
      event.preventDefault();
      return;
    }
    const to = neighbour(boxes, from, event.key);
    if (to !== undefined) {
      this.select(
        this.graph?.nodes.find(({ id }) => id === to.id),
        true,
      );
      event.preventDefault();
    }
  }

  private nodeOf(target: EventTarget | null): GraphNode | undefined {
    const id = target instanceof Element ? target.closest("g[data-id]")?.getAttribute("data-id") : null;
    return this.graph?.nodes.find((node) => String(node.id) === id);
  }

  private enter({ places }: GraphNode): void {
    const [only] = places;
    const several = places.length > 1;
    this.places.replaceChildren(...(several ? places.map((place) => this.placeLine(place)) : []));
    if (several) {
      this.places.querySelector("button")?.focus();
    } else if (only !== undefined) {
      this.open(only);
    }
  }

  private placeLine(place: Place): HTMLLIElement {
    const where = element("span", { class: "detail" }, `${place.file}:${place.line + 1}`);
    const open = button(place.story, () => this.open(place));
    open.append(" ", where);
    return element("li", {}, open);
  }
}

/** Measures labels in the font in which they are drawn. */
function widths(): (label: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) {
    return (label) => label.length * 8;
  }
  context.font = getComputedStyle(document.body).getPropertyValue("--graph-font");
  return (label) => context.measureText(label).width;
}
