import { element } from "../elements";

/** Why something is proposed: one line a reason; nothing where there is none. */
export function reasons(why: readonly string[]): HTMLElement {
  const lines = why.filter((each) => each !== "");
  if (lines.length === 0) {
    return element("div", { class: "why", hidden: true });
  }
  return element(
    "div",
    { class: "why" },
    element("span", { class: "because" }, "Why:"),
    element("ul", {}, ...lines.map((each) => element("li", {}, each))),
  );
}
