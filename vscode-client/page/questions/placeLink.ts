import { button, element } from "../elements";
import type { Place } from "../messages";

/** Has the host show a line of a story. */
export type Open = (place: Place) => void;

/** A story with file and line, which opens there. */
export function placeLink(place: Place, open: Open): HTMLButtonElement {
  const where = element("span", { class: "where" }, `${place.file}:${place.line + 1}`);
  const link = button(`"${place.story}"`, () => open(place), "", { class: "story" });
  link.append(" (", where, ")");
  return link;
}

/** The stories that a question is about, one a line. */
export function placeList(places: readonly Place[], open: Open): HTMLElement {
  const lines = places.map((place) => element("li", {}, placeLink(place, open)));
  return element("ul", { class: "about", hidden: places.length === 0, "aria-label": "Stories" }, ...lines);
}
