// What the server says of the taught story beside a view (docs/protocol.md).
import { orNull, type Read, record, text } from "../page/reading";

const taughtStory = record({ file: text, text });

const withStory = record({ story: orNull(taughtStory) });

/** What an export would add to `file`, a path below the project's folder. */
export type TaughtStory = Read<typeof taughtStory>;

/** The taught story of a message that tells of it. Throws `Unreadable`. */
export function readTaughtStory(message: unknown): TaughtStory | undefined {
  return withStory(message, "message").story ?? undefined;
}
