import { element } from "./elements";
import type { Slot } from "./messages";

/** All slots with their values; those that the last step changed are marked. */
export class SlotsPanel {
  readonly element = element("div", { class: "slots" });
  private values: ReadonlyMap<string, string> | undefined;

  show(slots: readonly Slot[]): void {
    const values = new Map(slots.map(({ name, value }) => [name, valueWords(value)]));
    const rows = [...values].map(([name, value]) => slotRow(name, value, this.values?.get(name) ?? value));
    const table = element("table", {}, element("tbody", {}, ...rows));
    this.element.replaceChildren(rows.length === 0 ? element("p", { class: "none" }, "The domain has no slots.") : table);
    this.values = values;
  }
}

function slotRow(name: string, value: string, before: string): HTMLElement {
  const changed = value !== before;
  const cell = element("td", { class: value === UNSET ? "unset" : "" }, value);
  if (changed) {
    cell.append(" ", element("small", {}, `was ${before}`));
  }
  return element("tr", { class: changed ? "changed" : "" }, element("th", { scope: "row" }, name), cell);
}

const UNSET = "–";

function valueWords(value: unknown): string {
  return value === null || value === undefined ? UNSET : typeof value === "string" ? value : JSON.stringify(value);
}
