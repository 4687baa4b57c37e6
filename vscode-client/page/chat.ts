import { element } from "./elements";
import { labelOf, piecesOf } from "./markedText";
import type { BotLine, BotRow, Row, UserRow } from "./messages";

/** The conversation, as numbered rows. Rows that did not change stay the same elements: a screen reader reads new ones. */
export class Chat {
  readonly element = element("section", { class: "chat", role: "log", "aria-label": "Conversation", tabindex: 0 });
  private readonly list = element("ol");
  private shown: readonly string[] = [];

  constructor() {
    this.element.append(this.list);
  }

  show(rows: readonly Row[]): void {
    const wanted = rows.map((row) => JSON.stringify(row));
    const kept = wanted.findIndex((row, index) => row !== this.shown[index]);
    const from = kept < 0 ? wanted.length : kept;
    if (from === wanted.length && wanted.length === this.shown.length) {
      return;
    }
    for (const old of [...this.list.children].slice(from)) {
      old.remove();
    }
    this.list.append(...rows.slice(from).map(rowElement));
    this.shown = wanted;
    this.toEnd();
  }

  /** Scrolls to what happened last. */
  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }
}

function rowElement(row: Row): HTMLLIElement {
  return row.side === "bot" ? botRow(row) : userRow(row);
}

function botRow({ number, lines }: BotRow): HTMLLIElement {
  const said = element("div", { class: "said" }, ...groupsOf(lines).map(groupElement));
  return element("li", { class: "row bot", value: number }, numberOf(number), said);
}

/** Lines of one kind that follow each other: a message has many. */
function groupsOf(lines: readonly BotLine[]): BotLine[][] {
  const groups: BotLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.kind === line.kind) {
      last.push(line);
    } else {
      groups.push([line]);
    }
  }
  return groups;
}

function groupElement(lines: readonly BotLine[]): HTMLElement {
  return element("div", { class: lines[0]?.kind ?? "" }, ...lines.map(lineElement));
}

function lineElement({ text, confidence, policy }: BotLine): HTMLElement {
  const line = element("div", {}, element("span", { class: "text" }, text));
  const grounds = [confidence?.toFixed(2), policy].filter((each) => each !== undefined && each !== null && each !== "");
  if (grounds.length > 0) {
    line.append(" ", element("span", { class: "grounds" }, grounds.join(" ")));
  }
  return line;
}

function userRow({ number, text, intent, confidence, entities }: UserRow): HTMLLIElement {
  const pieces = piecesOf(text, entities).map((piece) =>
    piece.entity === undefined
      ? piece.text
      : element("mark", {}, piece.text, " ", element("small", {}, labelOf(piece.entity, piece.text))),
  );
  const understood = element("div", { class: "intent" }, `intent: ${intent ?? "none"} ${confidence.toFixed(2)}`);
  const said = element("div", { class: "said" }, element("div", { class: "words" }, ...pieces), understood);
  return element("li", { class: "row user", value: number }, numberOf(number), said);
}

function numberOf(number: number): HTMLElement {
  return element("span", { class: "number", "aria-hidden": "true" }, String(number));
}
