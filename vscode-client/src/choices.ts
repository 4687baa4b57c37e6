import type { Choice } from "./protocol";

const CELLS = 10;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** One line of the list; `value` is what goes to the server, and `typed` says that it is what stood in the field. */
export interface ChoiceItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly alwaysShow?: boolean;
  readonly value: string;
  readonly typed?: boolean;
}

/** A bar of at most ten cells for a probability; anything outside 0 to 1 is drawn as the nearer end. */
export function bar(score: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, score)) * CELLS * 8);
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}

/** The lines to show: the server's choices in the server's order, then what was typed, when that is a new name. */
export function itemsFor(choices: readonly Choice[], allowNew: boolean, typed: string): ChoiceItem[] {
  const items = choices.map(itemFor);
  const name = typed.trim();
  if (!allowNew || name === "" || choices.some((choice) => choice.value === name)) {
    return items;
  }
  return [...items, { label: `new action: ${name}`, alwaysShow: true, value: name, typed: true }];
}

function itemFor(choice: Choice): ChoiceItem {
  const said = [choice.detail, choice.why?.[0]].filter(Boolean).join("; ");
  const description = [probability(choice.score), choice.current ? "in the story now" : ""].filter((part) => part !== "");
  return {
    label: choice.label,
    value: choice.value,
    ...(description.length > 0 && { description: description.join("  ") }),
    ...(said && { detail: said }),
  };
}

function probability(score: number | null | undefined): string {
  return typeof score === "number" ? `${score.toFixed(2)} ${bar(score)}`.trimEnd() : "";
}
