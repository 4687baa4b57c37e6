import { element, newId } from "./elements";

export interface Tab {
  readonly name: string;
  readonly panel: HTMLElement;
  /** Called whenever the panel comes into sight. */
  readonly shown?: () => void;
}

/** Panels of which one is in sight; arrow keys go from tab to tab. */
export class Tabs {
  readonly element = element("aside", { class: "side", "aria-label": "More about the conversation" });
  private readonly buttons: readonly HTMLButtonElement[];

  constructor(private readonly tabs: readonly Tab[]) {
    const bar = element("div", { role: "tablist" });
    this.buttons = tabs.map(({ name, panel }, index) => {
      panel.id = newId();
      panel.setAttribute("role", "tabpanel");
      const tab = element("button", { type: "button", role: "tab", id: newId(), "aria-controls": panel.id }, name);
      panel.setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", () => this.select(index));
      return tab;
    });
    bar.append(...this.buttons);
    bar.addEventListener("keydown", (event) => this.pressed(event));
    this.element.append(bar, ...tabs.map(({ panel }) => panel));
    this.select(0);
  }

  private select(chosen: number): void {
    for (const [index, { panel }] of this.tabs.entries()) {
      panel.hidden = index !== chosen;
      this.buttons[index]?.setAttribute("aria-selected", String(index === chosen));
      this.buttons[index]?.setAttribute("tabindex", index === chosen ? "0" : "-1");
    }
    this.tabs[chosen]?.shown?.();
  }

  private pressed(event: KeyboardEvent): void {
    const at = this.buttons.indexOf(event.target as HTMLButtonElement);
    const count = this.buttons.length;
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 };
    const to = steps[event.key];
    if (at < 0 || to === undefined) {
      return;
    }
    event.preventDefault();
    this.select((to + count) % count);
    this.buttons[(to + count) % count]?.focus();
  }
}
