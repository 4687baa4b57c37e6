// Entities marked in a message as [value](type), or [value]{"entity": …}, as stories and NLU examples have them.

const MARK = /\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})/g;

/** A text with what is selected in it, in the units of JavaScript strings, as fields have them. */
export interface Selection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** The selection without blanks at its ends; `undefined` where nothing is left, or where a mark is touched. */
export function markable({ text, start, end }: Selection): Selection | undefined {
  const selected = text.slice(start, end);
  const from = start + (selected.length - selected.trimStart().length);
  const to = from + selected.trim().length;
  const touches = marksOf(text).some((mark) => mark.start < to && from < mark.end);
  return to <= from || touches || /[[\]]/.test(selected) ? undefined : { text, start: from, end: to };
}

/** The text with the selection marked, which is then selected as a whole. */
export function withMark({ text, start, end }: Selection, type: string): Selection {
  const mark = `[${text.slice(start, end)}](${type})`;
  return { text: text.slice(0, start) + mark + text.slice(end), start, end: start + mark.length };
}

/** The text without the mark around the cursor or selection, whose value is then selected; `undefined` where there is none. */
export function withoutMark({ text, start, end }: Selection): Selection | undefined {
  const mark = marksOf(text).find((each) => each.start <= start && end <= each.end);
  if (mark === undefined) {
    return undefined;
  }
  return {
    text: text.slice(0, mark.start) + mark.value + text.slice(mark.end),
    start: mark.start,
    end: mark.start + mark.value.length,
  };
}

function marksOf(text: string): Mark[] {
  return [...text.matchAll(MARK)].map(({ 0: whole, 1: value = "", index }) => ({
    start: index,
    end: index + whole.length,
    value,
  }));
}
