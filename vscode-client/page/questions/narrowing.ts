import type { Choice, Choose } from "../messages";
import { inWords } from "./reasonParts";

/** A line of a list. `key` picks it while nothing is typed; `isNew` says that a name has to be typed for it. */
export interface Offer {
  readonly label: string;
  readonly value: string;
  readonly key: string;
  readonly choice?: Choice;
  readonly isNew?: boolean;
}

/**
 * The lines of a list that fit what was typed, in the order of the host: every word of it is somewhere in the label or
 * detail. Where new names are allowed, one more line takes the typed name, or asks for one.
 */
export function offersFor({ choices, allowNew }: Choose, typed: string): Offer[] {
  const name = typed.trim();
  const words = name.toLocaleLowerCase().split(/\s+/);
  const fitting = choices.filter((choice) => words.every((word) => wordsOf(choice).includes(word)));
  const offers: Offer[] = fitting.map((choice, index) => ({
    label: choice.label,
    value: choice.value,
    key: name === "" && index < 9 ? String(index + 1) : "",
    choice,
  }));
  if (!allowNew || choices.some(({ value }) => value === name)) {
    return offers;
  }
  const own = name === "" ? { label: "a new one…", value: "", key: "+" } : { label: `new: ${name}`, value: name, key: "" };
  return [...offers, { ...own, isNew: true }];
}

/** Which line is chosen at first: the likeliest that is not what was just refused; of a narrowed list, the first. */
export function firstOf(offers: readonly Offer[], typed: string): number {
  const wanted = offers.findIndex(({ choice }) => choice !== undefined && !choice.current);
  return typed.trim() !== "" || wanted < 0 ? 0 : wanted;
}

/** Where the arrow keys lead from a line of a list: `undefined` for any other key. */
export function moved(key: string, at: number, count: number, page: number): number | undefined {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[key];
  if (step === undefined || count === 0) {
    return undefined;
  }
  const wraps = Math.abs(step) === 1;
  return wraps ? (at + step + count) % count : Math.min(count - 1, Math.max(0, at + step));
}

/** What is worth reading beside a choice: that, and the stories that say so. */
export function detailOf({ detail, why }: Choice): string {
  const [first] = why;
  const said = first?.text === "" ? inWords(first) : "";
  return [detail, said].filter((part) => part !== "").join("; ");
}

function wordsOf(choice: Choice): string {
  return `${choice.label} ${detailOf(choice)}`.toLocaleLowerCase();
}
