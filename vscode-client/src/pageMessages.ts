// What the teaching page says to the extension (docs/teaching-page.md), read from what a webview posts.
import { byTag, number, oneOf, orNull, type Read, type Reader, record, text, Unreadable } from "../page/reading";

const answered: Reader<boolean | string> = (value, where) => {
  if (typeof value === "boolean" || typeof value === "string") {
    return value;
  }
  throw new Unreadable(`${where} should be true, false or a text`);
};

const pageMessage = byTag("type", {
  ready: record({ type: oneOf("ready") }),
  answer: record({ type: oneOf("answer"), serial: number, value: answered }),
  order: record({
    type: oneOf("order"),
    serial: number,
    order: oneOf("undo", "fork", "fresh", "export", "exportAndQuit", "quit"),
    message: orNull(number),
  }),
  open: record({ type: oneOf("open"), path: text, line: number }),
});

export type FromPage = Read<typeof pageMessage>;
export type OrderMessage = Extract<FromPage, { type: "order" }>;

/** A message of the page. Throws `Unreadable`. */
export function readPageMessage(data: unknown): FromPage {
  return pageMessage(data, "message");
}
