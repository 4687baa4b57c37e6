import assert from "node:assert/strict";
import { test } from "node:test";
import { conversationItems } from "../src/conversationItems";

test("a conversation is known by its name, by how much was said, and by when", () => {
  const told = [
    { id: "anna", messages: 3, latest: 1_764_139_200 },
    { id: "ben", messages: 1, latest: null },
  ];
  assert.deepEqual(
    conversationItems(told, (moment) => moment.toISOString()),
    [
      { label: "anna", description: "3 messages, 2025-11-26T06:40:00.000Z", id: "anna" },
      { label: "ben", description: "1 message", id: "ben" },
    ],
  );
});
