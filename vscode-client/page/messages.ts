// What the page and its host say to each other (docs/teaching-page.md). The types are those that the readers give, so
// that a message which is not read is not shown either.
import { anything, byTag, flag, listOf, number, oneOf, orNull, type Read, record, text } from "./reading";

const place = record({ story: text, file: text, line: number });

const stories = record({ named: listOf(place), more: number });

const reason = record({ text, stories, against: stories });

const choice = record({
  label: text,
  value: text,
  score: orNull(number),
  detail: text,
  current: flag,
  why: listOf(reason),
});

const question = byTag("kind", {
  confirm: record({ kind: oneOf("confirm"), message: text, usual: flag, why: listOf(reason) }),
  choose: record({
    kind: oneOf("choose"),
    title: text,
    message: text,
    choices: listOf(choice),
    allowNew: flag,
    stories: listOf(place),
  }),
  enter: record({
    kind: oneOf("enter"),
    message: text,
    initial: text,
    suggestions: listOf(choice),
    example: text,
    entityTypes: orNull(listOf(text)),
  }),
});

const entity = record({
  start: number,
  end: number,
  type: text,
  role: orNull(text),
  group: orNull(text),
  value: anything,
});

const line = record({
  kind: oneOf("action", "message", "event"),
  text,
  confidence: orNull(number),
  policy: orNull(text),
});

const row = byTag("side", {
  bot: record({ side: oneOf("bot"), number, lines: listOf(line) }),
  user: record({
    side: oneOf("user"),
    number,
    text,
    marked: text,
    intent: orNull(text),
    confidence: number,
    entities: listOf(entity),
  }),
});

const slot = record({ name: text, value: anything });

const fork = record({ message: number, text, intent: orNull(text) });

const view = record({
  version: oneOf(1),
  rows: listOf(row),
  slots: listOf(slot),
  question,
  remark: text,
  canUndo: flag,
  forks: listOf(fork),
  unsaved: number,
});

const graphNode = record({
  id: number,
  kind: oneOf("start", "end", "action", "intent", "pending", "ellipsis"),
  label: text,
  active: flag,
  dashed: flag,
  places: listOf(place),
});

// `left_out` is how many stories are not drawn, because nobody could read so many.
const graph = record({
  version: oneOf(1),
  nodes: listOf(graphNode),
  edges: listOf(record({ from: number, to: number, active: flag })),
  left_out: number,
});

const hostMessage = byTag("type", {
  view: record({ type: oneOf("view"), serial: number, view }),
  beside: record({ type: oneOf("beside"), serial: number, graph: orNull(graph), changes: orNull(text) }),
  busy: record({ type: oneOf("busy") }),
  problem: record({ type: oneOf("problem"), text }),
  ended: record({ type: oneOf("ended"), text }),
});

/** Some stories by name, and how many more there are. */
export type Stories = Read<typeof stories>;
/** Why something is proposed; `stories` speak for it. */
export type Reason = Read<typeof reason>;
export type Choice = Read<typeof choice>;
export type Question = Read<typeof question>;
export type Confirm = Extract<Question, { kind: "confirm" }>;
export type Choose = Extract<Question, { kind: "choose" }>;
export type Enter = Extract<Question, { kind: "enter" }>;
export type Entity = Read<typeof entity>;
export type BotLine = Read<typeof line>;
export type Row = Read<typeof row>;
export type BotRow = Extract<Row, { side: "bot" }>;
export type UserRow = Extract<Row, { side: "user" }>;
export type Slot = Read<typeof slot>;
export type View = Read<typeof view>;
/** `line` counts from 0. */
export type Place = Read<typeof place>;
export type GraphNode = Read<typeof graphNode>;
export type Graph = Read<typeof graph>;
export type HostMessage = Read<typeof hostMessage>;
export type ViewMessage = Extract<HostMessage, { type: "view" }>;
export type BesideMessage = Extract<HostMessage, { type: "beside" }>;

/** A message of the host. Throws `Unreadable`. */
export function readHostMessage(data: unknown): HostMessage {
  return hostMessage(data, "message");
}

export type Order = "undo" | "fork" | "fresh" | "export" | "exportAndQuit" | "quit";

/** `serial` is that of the view that was on screen: an answer to an earlier one is refused by the host. */
export type PageMessage =
  | { readonly type: "answer"; readonly serial: number; readonly value: boolean | string }
  | { readonly type: "order"; readonly serial: number; readonly order: Order; readonly message?: number }
  | { readonly type: "open"; readonly path: string; readonly line: number };
