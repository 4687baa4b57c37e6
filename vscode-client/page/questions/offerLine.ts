import { element, newId } from "../elements";
import { detailOf, type Offer } from "./narrowing";

/** A line of a list: its key, its name, how likely it is, and what is worth knowing beside. */
export function offerLine({ label, key, choice, isNew }: Offer): HTMLLIElement {
  const line = element(
    "li",
    { id: newId(), role: "option", "aria-selected": "false", class: isNew ? "new" : "" },
    element("kbd", { "aria-hidden": "true" }, key),
    element("span", { class: "label" }, label),
  );
  if (choice?.current) {
    line.append(" ", element("span", { class: "proposed" }, "proposed"));
  }
  if (typeof choice?.score === "number") {
    line.append(bar(choice.score), element("span", { class: "score" }, choice.score.toFixed(2)));
  }
  const detail = choice === undefined ? "" : detailOf(choice);
  if (detail !== "") {
    line.append(element("span", { class: "detail" }, detail));
  }
  return line;
}

/** A bar for a probability from 0 to 1. The number stands beside it, so it says nothing to who cannot see it. */
function bar(score: number): HTMLElement {
  const fill = element("i");
  fill.style.width = `${100 * Math.min(1, Math.max(0, score))}%`;
  return element("span", { class: "bar", "aria-hidden": "true" }, fill);
}
