import type { Place, Reason, Stories } from "../messages";

/** A reason as one line of words and places of stories. */
export function partsOf({ text, stories, against }: Reason): (Place | string)[] {
  const spoken = listed(stories);
  const others = listed(against);
  const beside = spoken.length > 0 && others.length > 0 ? [...spoken, "; against it ", ...others] : [...spoken, ...others];
  return text !== "" && beside.length > 0 ? [`${text} (`, ...beside, ")"] : [text, ...beside].filter((part) => part !== "");
}

/** A reason where nothing can be clicked. */
export function inWords(reason: Reason): string {
  return partsOf(reason)
    .map((part) => (typeof part === "string" ? part : `"${part.story}" (${part.file}:${part.line + 1})`))
    .join("");
}

function listed({ named, more }: Stories): (Place | string)[] {
  const places = named.flatMap((place, index) => (index > 0 ? [", ", place] : [place]));
  return more > 0 ? [...places, ` and ${more} more`] : places;
}
