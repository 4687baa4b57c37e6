import type { PageMessage } from "../messages";

/** What the page hears: messages of the host as they came, unread, and whether the host can be reached. */
export interface Listener {
  message(data: unknown): void;
  /** `problem` says why nothing can be sent or heard for the moment; an empty one that all is well again. */
  connection(problem: string): void;
  /** What was said last was refused, and why. */
  refused(reason: string): void;
}

/** The way to the host, whoever that is. */
export interface Transport {
  listen(listener: Listener): void;
  send(message: PageMessage): void;
}
