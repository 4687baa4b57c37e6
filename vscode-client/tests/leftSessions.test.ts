import assert from "node:assert/strict";
import { test } from "node:test";
import { leftItems } from "../src/leftSessions";

const LEFT = {
  root: "file:///bot",
  project: "bot",
  journal: "20261126-064000-abcdef",
  began: "2026-11-26T06:40:00+00:00",
  origin: "say hello:2",
  messages: ["/greet", "hello"],
  remark: "",
};

test("a session is known by what was said in it, and by when and where", () => {
  const [item] = leftItems([LEFT], (moment) => moment.toISOString());
  assert.equal(item?.label, "/greet · hello");
  assert.equal(item?.description, "bot, 2026-11-26T06:40:00.000Z");
  assert.equal(item?.detail, "begun at say hello:2");
});

test("what is not known is left out", () => {
  const [item] = leftItems([{ ...LEFT, began: null, messages: [], origin: "" }], String);
  assert.deepEqual([item?.label, item?.description, item?.detail], ["nothing was said yet", "bot", ""]);
});
