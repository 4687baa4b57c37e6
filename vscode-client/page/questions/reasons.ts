import { element } from "../elements";
import type { Reason } from "../messages";
import { type Open, placeLink } from "./placeLink";
import { partsOf } from "./reasonParts";

/** Why something is proposed: one line a reason, with links to the stories behind it; nothing where there is none. */
export function reasons(why: readonly Reason[], open: Open): HTMLElement {
  if (why.length === 0) {
    return element("div", { class: "why", hidden: true });
  }
  return element(
    "div",
    { class: "why" },
    element("span", { class: "because" }, "Why:"),
    element("ul", {}, ...why.map((reason) => line(reason, open))),
  );
}

function line(reason: Reason, open: Open): HTMLElement {
  const parts = partsOf(reason).map((part) => (typeof part === "string" ? part : placeLink(part, open)));
  return element("li", {}, ...parts);
}
