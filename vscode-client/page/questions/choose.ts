import { element, newId } from "../elements";
import type { Choose } from "../messages";
import type { Answer, Asked } from "./asked";
import { firstOf, moved, type Offer, offersFor } from "./narrowing";
import { offerLine } from "./offerLine";
import { type Open, placeList } from "./placeLink";
import { reasons } from "./reasons";

const PAGE = 8;
/** A list that is no longer than the digits needs no field to narrow it. */
const SHORT = 9;

/**
 * One of many: by digit, by arrow keys, by typing a part of its name, or by mouse. The focus stays in one place, in the
 * field or, for a short list, in the list itself; `aria-activedescendant` says which line is chosen.
 */
export function askChoose(question: Choose, answer: Answer, open: Open): Asked {
  return new ChooseList(question, answer, open);
}

class ChooseList implements Asked {
  readonly element: HTMLElement;
  private readonly list = element("ul", { role: "listbox", id: newId() });
  private readonly field = element("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  private readonly count = element("p", { class: "count", role: "status" });
  private readonly why = element("div", { class: "grounds" });
  private readonly narrows: boolean;
  private offers: readonly Offer[] = [];
  private at = 0;
  /** Whether a new name is being typed: digits are part of it then, and enter takes it even where it fits other names. */
  private naming = false;

  constructor(
    private readonly question: Choose,
    private readonly answer: Answer,
    private readonly open: Open,
  ) {
    const id = newId();
    this.narrows = question.allowNew || question.choices.length > SHORT;
    this.element = element(
      "div",
      { class: "choose", role: "group", "aria-labelledby": id },
      element("p", { id, class: "asks" }, question.message),
      placeList(question.stories, open),
      ...(this.narrows ? [this.field] : []),
      this.list,
      this.count,
      this.why,
    );
    this.list.setAttribute("aria-labelledby", id);
    this.prepareFocus(id);
    this.field.addEventListener("input", () => this.typed());
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.narrow();
  }

  focus(): void {
    this.holder.focus();
  }

  press(event: KeyboardEvent): boolean {
    const { key, target } = event;
    // A link to a story takes enter by itself.
    if (event.altKey || (target instanceof HTMLButtonElement && (key === "Enter" || key === " "))) {
      return false;
    }
    if (key === "Escape") {
      return this.startOver();
    }
    const to = moved(key, this.at, this.offers.length, PAGE);
    if (to !== undefined) {
      this.choose(to);
      return true;
    }
    const picks = key === "Enter" || (key === " " && !this.narrows);
    const named = picks ? this.offers[this.at] : this.named(key);
    if (named !== undefined) {
      this.pick(named);
      return true;
    }
    if (key.length === 1) {
      this.focus();
    }
    return false;
  }

  /** Shows the whole list again; false when it is shown already. */
  private startOver(): boolean {
    if (this.field.value === "" && !this.naming) {
      return false;
    }
    this.field.value = "";
    this.naming = false;
    this.narrow();
    return true;
  }

  private named(key: string): Offer | undefined {
    return this.naming ? undefined : this.offers.find((offer) => offer.key !== "" && offer.key === key);
  }

  private get holder(): HTMLElement {
    return this.narrows ? this.field : this.list;
  }

  private prepareFocus(labelledBy: string): void {
    this.list.tabIndex = this.narrows ? -1 : 0;
    if (this.narrows) {
      this.field.setAttribute("role", "combobox");
      this.field.setAttribute("aria-expanded", "true");
      this.field.setAttribute("aria-autocomplete", "list");
      this.field.setAttribute("aria-controls", this.list.id);
      this.field.setAttribute("aria-labelledby", labelledBy);
      this.field.placeholder = this.question.allowNew ? "Type to narrow the list, or a new name" : "Type to narrow the list";
    }
  }

  private typed(): void {
    // The list keeps its height when it has fewer lines, so that the field stays where it is.
    this.list.style.flexBasis ||= `${this.list.offsetHeight}px`;
    this.narrow();
  }

  private narrow(): void {
    this.offers = offersFor(this.question, this.field.value);
    this.list.replaceChildren(...this.offers.map(offerLine));
    const fitting = this.offers.filter(({ isNew }) => isNew !== true).length;
    this.count.textContent = this.field.value.trim() === "" ? "" : `${fitting} of ${this.question.choices.length} fit`;
    this.choose(this.naming ? this.offers.length - 1 : firstOf(this.offers, this.field.value));
  }

  private choose(at: number): void {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const line = this.list.children[at];
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    this.holder.setAttribute("aria-activedescendant", line?.id ?? "");
    const choice = this.offers[at]?.choice;
    this.why.replaceChildren(reasons(choice?.why ?? [], this.open));
  }

  private clicked(event: Event): void {
    const line = event.target instanceof Element ? event.target.closest("li") : null;
    this.pick(this.offers[Array.prototype.indexOf.call(this.list.children, line)]);
  }

  private pick(offer: Offer | undefined): void {
    if (offer === undefined) {
      return;
    }
    if (offer.value !== "" || offer.isNew !== true) {
      this.answer(offer.value);
      return;
    }
    this.naming = true;
    this.choose(this.offers.length - 1);
    this.field.placeholder = "Type the new name, then press Enter";
    this.field.focus();
  }
}
