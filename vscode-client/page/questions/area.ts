import { element } from "../elements";
import type { Choose, Question } from "../messages";
import type { Answer, Asked } from "./asked";
import { askChoose } from "./choose";
import { askConfirm } from "./confirm";
import { type AskBeside, askEnter } from "./enter";
import type { Open } from "./placeLink";

/**
 * Where questions stand: that of the host and, while there is one, a question of the page's own over it, such as where to
 * fork. Nothing that was typed is lost meanwhile.
 */
export class QuestionArea {
  readonly element: HTMLElement;
  private readonly place = element("div", { class: "place" });
  private readonly remark = element("p", { class: "remark", role: "status" });
  private readonly problem = element("p", { class: "problem", role: "alert" });
  private readonly working = element("p", { class: "working", role: "status" }, "Working…");
  private asked: Asked | undefined;
  private beside: Asked | undefined;

  constructor(private readonly open: Open) {
    const parts = [this.remark, this.place, this.problem, this.working];
    this.element = element("section", { class: "question", "aria-label": "Question" }, ...parts);
  }

  get hasBeside(): boolean {
    return this.beside !== undefined;
  }

  /** Shows the question of the host. */
  show(question: Question, answer: Answer): void {
    this.asked = asked(question, answer, this.open, (other, then) => this.showBeside(other, then));
    this.beside = undefined;
    this.place.replaceChildren(this.asked.element);
  }

  /** Shows a question of the page's own over that of the host, until it is answered or left. */
  showBeside(question: Choose, then: (value: string) => void): void {
    this.beside = askChoose(
      question,
      (value) => {
        this.leaveBeside();
        then(String(value));
      },
      this.open,
    );
    this.place.replaceChildren(this.beside.element);
    this.beside.focus();
  }

  /** Goes back to the question of the host. */
  leaveBeside(): void {
    this.beside = undefined;
    this.place.replaceChildren(...(this.asked === undefined ? [] : [this.asked.element]));
    this.focus();
  }

  /** Shows that nothing more is asked. */
  end(text: string): void {
    this.asked = this.beside = undefined;
    const farewell = element("p", { class: "farewell", role: "status", tabindex: -1 }, text);
    this.place.replaceChildren(farewell);
    farewell.focus();
  }

  say(remark: string): void {
    this.remark.textContent = remark;
  }

  complain(problem: string): void {
    this.problem.textContent = problem;
  }

  wait(busy: boolean): void {
    this.element.setAttribute("aria-busy", String(busy));
    this.element.classList.toggle("busy", busy);
  }

  focus(): void {
    (this.beside ?? this.asked)?.focus();
  }

  press(event: KeyboardEvent): boolean {
    return (this.beside ?? this.asked)?.press(event) ?? false;
  }
}

function asked(question: Question, answer: Answer, open: Open, askBeside: AskBeside): Asked {
  switch (question.kind) {
    case "confirm":
      return askConfirm(question, answer, open);
    case "choose":
      return askChoose(question, answer, open);
    case "enter":
      return askEnter(question, answer, askBeside);
  }
}
