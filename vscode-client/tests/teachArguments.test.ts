import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlace } from "../src/teachArguments";

const URI = "file:///bot/data/stories.md";

test("a code action gives file and position", () => {
  assert.deepEqual(parsePlace([URI, { line: 3, character: 6 }]), { uri: URI, position: { line: 3, character: 6 } });
});

test("a menu gives a Uri object", () => {
  const resource = { scheme: "file", toString: () => URI };
  assert.deepEqual(parsePlace([resource, { groupId: 0 }]), { uri: URI });
});

test("anything else counts as nothing", () => {
  assert.deepEqual(parsePlace([]), {});
  assert.deepEqual(parsePlace([null, { line: 1, character: 1 }]), {});
  assert.deepEqual(parsePlace([URI, { line: -1, character: 0 }]), { uri: URI });
  assert.deepEqual(parsePlace([URI, { line: 1.5, character: 0 }]), { uri: URI });
});
