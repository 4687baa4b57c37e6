import { button, element, newId } from "../elements";
import type { Confirm } from "../messages";
import type { Answer, Asked } from "./asked";
import type { Open } from "./placeLink";
import { reasons } from "./reasons";

/** Yes or no: Y, N, or enter for what is usual, where the focus is. */
export function askConfirm(question: Confirm, answer: Answer, open: Open): Asked {
  const id = newId();
  const yes = button("Yes", () => answer(true), "Y", { "aria-describedby": id });
  const no = button("No", () => answer(false), "N", { "aria-describedby": id });
  const usual = question.usual ? yes : no;
  usual.classList.add("usual");
  const sides: Record<string, HTMLElement> = { ArrowLeft: yes, ArrowRight: no };
  const answers: Record<string, boolean> = { y: true, n: false };
  return {
    element: element(
      "div",
      { class: "confirm", role: "group", "aria-labelledby": id },
      element("p", { id, class: "asks" }, question.message),
      element("div", { class: "buttons" }, yes, no),
      reasons(question.why, open),
    ),
    focus: () => usual.focus(),
    press({ key, target, altKey }) {
      if (altKey) {
        return false;
      }
      // A button that has the focus takes enter by itself.
      const isBare = key === "Enter" && !(target instanceof HTMLButtonElement);
      const given = isBare ? question.usual : answers[key.toLowerCase()];
      if (given !== undefined) {
        answer(given);
      }
      sides[key]?.focus();
      return given !== undefined || key in sides;
    },
  };
}
