import { button, element, newId } from "../elements";
import { markable, type Selection, withMark, withoutMark } from "../marking";
import type { Choice, Choose, Enter } from "../messages";
import type { Answer, Asked } from "./asked";

/** Asks something on the way to an answer, and goes on with what was chosen. */
export type AskBeside = (question: Choose, then: (value: string) => void) => void;

const HOW_TO_MARK = "Select the words of an entity, with the mouse or with Shift and the arrow keys, then press Alt+M.";
const MARKS = "Alt+M marks what is selected; on a mark, it takes the mark away.";

/** A text: enter sends it. Texts that the bot offers are picked with Alt and their digit, with arrow keys or by mouse. */
export function askEnter(question: Enter, answer: Answer, askBeside: AskBeside): Asked {
  return new EnterText(question, answer, askBeside);
}

class EnterText implements Asked {
  readonly element: HTMLElement;
  private readonly field = element("textarea", { rows: 1, id: newId(), spellcheck: "false", autocomplete: "off" });
  private readonly hint = element("p", { class: "hint", id: newId(), role: "status" });
  private readonly suggestions: readonly HTMLButtonElement[];

  constructor(
    private readonly question: Enter,
    private readonly answer: Answer,
    private readonly askBeside: AskBeside,
  ) {
    this.suggestions = question.suggestions.map((choice, index) => this.suggestion(choice, index + 1));
    this.field.value = question.initial;
    this.field.placeholder = question.example;
    this.field.setAttribute("aria-describedby", this.hint.id);
    // A message is one line, in a story as in the terminal.
    this.field.addEventListener("input", () => this.keepOneLine());
    const send = button("Send", () => this.send(), "Enter", { class: "usual" });
    const mark = button("Mark", () => this.mark(), "Alt+M");
    this.element = element(
      "div",
      { class: "enter" },
      element("label", { for: this.field.id, class: "asks" }, question.message),
      ...(this.suggestions.length > 0 ? [element("div", { class: "suggestions" }, ...this.suggestions)] : []),
      this.field,
      element("div", { class: "buttons" }, send, ...(this.marks ? [mark] : [])),
      this.hint,
    );
    this.hint.textContent = this.marks ? MARKS : "";
  }

  focus(): void {
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  press(event: KeyboardEvent): boolean {
    const typing = event.target === this.field;
    if (event.key === "Enter" && typing) {
      this.send();
      return true;
    }
    if (event.altKey && event.code === "KeyM" && this.marks) {
      this.mark();
      return true;
    }
    const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1];
    const suggested = event.altKey || !typing ? this.suggestions[Number(digit) - 1] : undefined;
    if (suggested !== undefined) {
      suggested.click();
      return true;
    }
    if (this.walk(event)) {
      return true;
    }
    if (event.key.length === 1 && !typing && !(event.target instanceof HTMLButtonElement && event.key === " ")) {
      this.focus();
    }
    return false;
  }

  private get marks(): boolean {
    return this.question.entityTypes !== null;
  }

  /** Up and down lead from the field through the suggestions, unless the cursor can move in the text. */
  private walk({ key, target }: KeyboardEvent): boolean {
    const stops: HTMLElement[] = [...this.suggestions, this.field];
    const at = stops.indexOf(target as HTMLElement);
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step === 0 || at < 0 || stops.length === 1 || (target === this.field && this.field.value !== "")) {
      return false;
    }
    stops[(at + step + stops.length) % stops.length]?.focus();
    return true;
  }

  private suggestion(choice: Choice, number: number): HTMLButtonElement {
    const made = button(choice.label, () => this.answer(choice.value), number < 10 ? `Alt+${number}` : "");
    if (choice.detail !== "") {
      made.append(" ", element("span", { class: "detail" }, choice.detail));
    }
    return made;
  }

  private send(): void {
    this.answer(this.field.value);
  }

  private keepOneLine(): void {
    if (/[\r\n]/.test(this.field.value)) {
      this.field.value = this.field.value.replaceAll(/\s*[\r\n]+\s*/g, " ");
    }
  }

  /** Marks what is selected, with a type that is asked for; takes away the mark in which the cursor is. */
  private mark(): void {
    const { value, selectionStart, selectionEnd } = this.field;
    const now: Selection = { text: value, start: selectionStart, end: selectionEnd };
    const selected = markable(now);
    const unmarked = withoutMark(now);
    if (selected !== undefined) {
      this.askBeside(this.typeOf(selected), (type) => this.put(withMark(selected, type)));
    } else if (unmarked === undefined) {
      this.hint.textContent = HOW_TO_MARK;
      this.field.focus();
    } else {
      this.put(unmarked);
    }
  }

  private typeOf({ text, start, end }: Selection): Choose {
    const choices = (this.question.entityTypes ?? []).map(
      (type): Choice => ({ label: type, value: type, score: null, detail: "", current: false, why: [] }),
    );
    const message = `Which entity is "${text.slice(start, end)}"?`;
    return { kind: "choose", title: "Entity", message, choices, allowNew: true, stories: [] };
  }

  private put({ text, start, end }: Selection): void {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(start, end);
    this.hint.textContent = MARKS;
  }
}
