/** How long a crash counts against the server, in milliseconds. */
const MEMORY = 180_000;
const MOST_RESTARTS = 4;
const FIRST_DELAY = 1_000;

/** What to do about the crash at `now`: wait `delay` milliseconds and restart, or give up (`delay` undefined). */
export interface Verdict {
  readonly crashes: readonly number[];
  readonly delay: number | undefined;
}

/**
 * Judges one more crash. Four restarts with doubling waits; the fifth crash within three minutes ends the attempts,
 * because a server that dies so often dies of what it reads.
 */
export function judgeCrash(earlier: readonly number[], now: number): Verdict {
  const crashes = [...earlier.filter((time) => now - time < MEMORY), now];
  const delay = crashes.length > MOST_RESTARTS ? undefined : FIRST_DELAY * 2 ** (crashes.length - 1);
  return { crashes, delay };
}
