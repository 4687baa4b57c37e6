import { ChangesPanel } from "./changes";
import { Chat } from "./chat";
import { element } from "./elements";
import { GraphPanel } from "./graph/panel";
import { type BesideMessage, type HostMessage, type Order, type Place, readHostMessage, type ViewMessage } from "./messages";
import { QuestionArea } from "./questions/area";
import { Unreadable } from "./reading";
import { SlotsPanel } from "./slots";
import { Tabs } from "./tabs";
import type { Listener, Transport } from "./transport/transport";
import { WaysBar } from "./waysBar";
import { forkQuestion, menuOf, STAY } from "./waysOut";

/** The teaching page: shows what the host says, and tells it what a person answers. It decides nothing about the session. */
export class TeachingPage implements Listener {
  private readonly chat = new Chat();
  private readonly question = new QuestionArea((place) => this.open(place));
  private readonly slots = new SlotsPanel();
  private readonly graph = new GraphPanel((place) => this.open(place));
  private readonly changes = new ChangesPanel();
  private readonly ways = new WaysBar(
    (order) => this.order(order),
    () => this.openMenu(),
  );
  private shown: ViewMessage | undefined;
  /** Whether an answer was given, here or elsewhere, and what comes of it is not known yet. */
  private waiting = true;

  constructor(
    root: HTMLElement,
    private readonly transport: Transport,
  ) {
    const side = new Tabs([
      { name: "Slots", panel: this.slots.element },
      { name: "Graph", panel: this.graph.element, shown: () => this.graph.appear() },
      { name: "Changes", panel: this.changes.element },
    ]);
    const main = element("main", {}, this.chat.element, this.question.element);
    root.replaceChildren(element("div", { class: "page" }, main, side.element, this.ways.element));
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("resize", () => this.chat.toEnd());
    window.addEventListener("focus", () => document.activeElement === document.body && this.question.focus());
    this.question.wait(true);
    transport.listen(this);
  }

  message(data: unknown): void {
    try {
      this.hear(readHostMessage(data));
    } catch (error) {
      if (!(error instanceof Unreadable)) {
        throw error;
      }
      this.question.complain(`The page cannot read what the session says (${error.message}). Are both of one version?`);
    }
  }

  connection(problem: string): void {
    this.question.complain(problem);
  }

  refused(reason: string): void {
    this.expect(false);
    this.question.complain(reason);
  }

  private hear(message: HostMessage): void {
    switch (message.type) {
      case "view":
        this.show(message);
        break;
      case "beside":
        this.showBeside(message);
        break;
      case "busy":
        this.expect(true);
        break;
      case "problem":
        this.expect(false);
        this.question.complain(message.text);
        break;
      case "ended":
        this.shown = undefined;
        this.expect(false);
        this.question.end(message.text);
        this.ways.end();
        break;
    }
  }

  private show(message: ViewMessage): void {
    const { view } = message;
    const keeps = !this.waiting && same(this.shown?.view.question, view.question);
    this.shown = message;
    this.chat.show(view.rows);
    this.slots.show(view.slots);
    this.ways.show(view);
    this.question.say(view.remark);
    this.question.complain("");
    this.expect(false);
    if (!keeps) {
      const wasElsewhere = this.focusIsElsewhere();
      this.question.show(view.question, (value) => this.answer(value));
      // Somebody who writes in the editor beside is not interrupted: the focus waits for them to come here.
      if (!wasElsewhere && document.hasFocus()) {
        this.question.focus();
      }
    }
    this.chat.toEnd();
  }

  /** What belongs beside the question follows it; until then that of the last one stays in sight. */
  private showBeside({ serial, graph, changes }: BesideMessage): void {
    if (serial === this.shown?.serial) {
      this.graph.show(graph);
      this.changes.show(changes);
    }
  }

  private answer(value: boolean | string): void {
    if (this.shown !== undefined && !this.waiting) {
      this.begin();
      this.transport.send({ type: "answer", serial: this.shown.serial, value });
    }
  }

  private order(order: Order): void {
    if (this.shown === undefined || this.waiting) {
      return;
    }
    if (order === "fork") {
      this.question.showBeside(forkQuestion(this.shown.view), (value) => this.send(order, Number(value)));
      return;
    }
    this.send(order);
  }

  private send(order: Order, message?: number): void {
    if (this.shown !== undefined && !this.waiting) {
      this.begin();
      this.transport.send({ type: "order", serial: this.shown.serial, order, ...(message !== undefined && { message }) });
    }
  }

  private begin(): void {
    this.question.complain("");
    this.expect(true);
  }

  private expect(waiting: boolean): void {
    this.waiting = waiting;
    this.question.wait(waiting);
  }

  private open({ file, line }: Place): void {
    this.transport.send({ type: "open", path: file, line });
  }

  private openMenu(): void {
    if (this.shown !== undefined && !this.waiting) {
      this.question.showBeside(menuOf(this.shown.view), (value) => value !== STAY && this.order(value as Order));
    }
  }

  /** Keys belong to the question, but for those that mean something where the focus is. */
  private press(event: KeyboardEvent): void {
    // While an input method composes a character, its keys are nobody else's.
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    const writes = event.key.length === 1 && event.key !== " ";
    if (this.focusIsElsewhere() && !writes && event.key !== "Escape") {
      return;
    }
    if (this.question.press(event)) {
      event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.escape();
    }
  }

  private escape(): void {
    if (this.question.hasBeside) {
      this.question.leaveBeside();
    } else {
      this.openMenu();
    }
  }

  private focusIsElsewhere(): boolean {
    const focused = document.activeElement;
    return focused !== null && focused !== document.body && !this.question.element.contains(focused);
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
