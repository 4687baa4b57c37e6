import type { Choice, Choose, Order, View } from "./messages";

/** What can be done instead of answering: `open` says whether it leads anywhere now. */
export interface Way {
  readonly order: Order;
  readonly label: string;
  readonly open: boolean;
}

/** Every way out, in its order (the words of Rasa's menu, and those of the terminal). */
export function waysOut({ canUndo, forks, unsaved }: View): Way[] {
  return [
    { order: "undo", label: "Undo", open: canUndo },
    { order: "fork", label: "Fork…", open: forks.length > 0 },
    { order: "fresh", label: "Start fresh", open: true },
    { order: "export", label: "Export & go on", open: unsaved > 0 },
    { order: "exportAndQuit", label: "Export & quit", open: unsaved > 0 },
    { order: "quit", label: unsaved > 0 ? "Quit without saving" : "Quit", open: true },
  ];
}

/** The value of the menu's line that leads nowhere. */
export const STAY = "stay";

/** The menu that Escape opens. */
export function menuOf(view: View): Choose {
  const ways = waysOut(view).filter(({ open }) => open);
  const choices = [line("Continue", STAY), ...ways.map(({ label, order }) => line(label, order))];
  return { kind: "choose", title: "Menu", message: "Do you want to stop?", choices, allowNew: false, stories: [] };
}

/** The messages before which the conversation can fork, the newest first; a value is the number of a message. */
export function forkQuestion({ forks }: View): Choose {
  const choices = forks.map(({ message, text, intent }) => line(text, String(message), intent ?? "")).reverse();
  const message = "Before which user message do you want to fork?";
  return { kind: "choose", title: "Fork", message, choices, allowNew: false, stories: [] };
}

/** How much of what was taught is in no file yet, in words. */
export function unsavedWords({ unsaved }: View): string {
  return unsaved === 0 ? "" : unsaved === 1 ? "1 conversation not exported" : `${unsaved} conversations not exported`;
}

function line(label: string, value: string, detail = ""): Choice {
  return { label, value, score: null, detail, current: false, why: [] };
}
