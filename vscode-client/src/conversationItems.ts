import type { Conversation } from "./protocol";

/** One line of the list of real conversations. */
export interface ConversationItem {
  readonly label: string;
  readonly description: string;
  readonly id: string;
}

/** The lines to show; `when` says a moment as people of this place do. */
export function conversationItems(conversations: readonly Conversation[], when: (moment: Date) => string): ConversationItem[] {
  return conversations.map(({ id, messages, latest }) => {
    const counted = messages === 1 ? "1 message" : `${messages} messages`;
    const description = latest === null ? counted : `${counted}, ${when(new Date(latest * 1_000))}`;
    return { label: id, description, id };
  });
}
