import type { LeftSession } from "./protocol";

/** One line of the list of sessions that can be resumed. */
export interface LeftItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly left: LeftSession;
}

/** The lines to show; `when` says a moment as people of this place do. */
export function leftItems(sessions: readonly LeftSession[], when: (moment: Date) => string): LeftItem[] {
  return sessions.map((left) => ({
    label: left.messages.length > 0 ? left.messages.join(" · ") : "nothing was said yet",
    description: left.began === null ? left.project : `${left.project}, ${when(new Date(left.began))}`,
    detail: [left.origin && `begun at ${left.origin}`, left.remark].filter(Boolean).join(". "),
    left,
  }));
}
