import { button, element } from "./elements";
import type { Order, View } from "./messages";
import { unsavedWords, waysOut } from "./waysOut";

/** The ways out as buttons, always in sight; Escape opens the same as a menu. */
export class WaysBar {
  readonly element = element("footer", { class: "ways" });
  private readonly buttons = element("div", { role: "group", "aria-label": "Ways out" });
  private readonly unsaved = element("p", { class: "unsaved", role: "status" });

  constructor(
    private readonly take: (order: Order) => void,
    openMenu: () => void,
  ) {
    this.element.append(this.buttons, this.unsaved, button("Menu", openMenu, "Esc", { class: "menu" }));
  }

  /** Buttons stay the same elements, so that the focus stays on one that is pressed again and again. */
  show(view: View): void {
    for (const [index, { order, label, open }] of waysOut(view).entries()) {
      const made = this.buttons.children[index] ?? this.buttons.appendChild(button(label, () => this.pressed(index)));
      made.textContent = label;
      made.setAttribute("data-order", order);
      made.setAttribute("aria-disabled", String(!open));
    }
    this.unsaved.textContent = unsavedWords(view);
  }

  /** Nothing can be done any more. */
  end(): void {
    this.element.hidden = true;
  }

  private pressed(index: number): void {
    const made = this.buttons.children[index];
    if (made?.getAttribute("aria-disabled") === "false") {
      this.take(made.getAttribute("data-order") as Order);
    }
  }
}
