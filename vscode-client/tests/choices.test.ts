import assert from "node:assert/strict";
import { test } from "node:test";
import { bar, itemsFor } from "../src/choices";

const CHOICES = [
  { label: "action_show_venue_reviews", value: "action_show_venue_reviews", score: 0.53, detail: "2 stories say so" },
  { label: "action_listen", value: "action_listen", score: 0, current: true },
];

test("a bar grows by eighths of a cell and stays within ten cells", () => {
  assert.equal(bar(0), "");
  assert.equal(bar(0.0125), "▏");
  assert.equal(bar(0.53), "█████▎");
  assert.equal(bar(1), "█".repeat(10));
  assert.equal(bar(7), "█".repeat(10));
  assert.equal(bar(-1), "");
});

test("choices keep the server's order and show their probability", () => {
  assert.deepEqual(itemsFor(CHOICES, true, ""), [
    {
      label: "action_show_venue_reviews",
      value: "action_show_venue_reviews",
      description: "0.53 █████▎",
      detail: "2 stories say so",
    },
    { label: "action_listen", value: "action_listen", description: "0.00  in the story now" },
  ]);
});

test("a choice without a score shows none", () => {
  assert.deepEqual(itemsFor([{ label: "a", value: "a", score: null }], false, ""), [{ label: "a", value: "a" }]);
});

test("a typed name that is not in the list can be taken", () => {
  const last = itemsFor(CHOICES, true, "  action_new ").at(-1);
  assert.deepEqual(last, { label: "new action: action_new", value: "action_new", alwaysShow: true, typed: true });
});

test("nothing is added for a known name, for blanks, or where new names are not allowed", () => {
  assert.equal(itemsFor(CHOICES, true, "action_listen").length, 2);
  assert.equal(itemsFor(CHOICES, true, "  ").length, 2);
  assert.equal(itemsFor(CHOICES, false, "action_new").length, 2);
});
