import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceFor, parseRecord } from "../src/environmentRecord";

test("a record is read back", () => {
  const record = { folder: "env-Xy12ab", wheel: "teachback-0.1.0-py3-none-any.whl 00ff" };
  assert.deepEqual(parseRecord(JSON.stringify(record)), record);
});

test("what is no record is none", () => {
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    '{"folder": 1, "wheel": "w"}',
    '{"folder": "../../tmp", "wheel": "w"}',
    '{"folder": "env-a/../..", "wheel": "w"}',
  ]) {
    assert.equal(parseRecord(text), undefined, text);
  }
});

test("the advice fits what pip and venv print", () => {
  assert.match(adviceFor("ensurepip is not available"), /python3-venv/);
  assert.match(adviceFor("ERROR: No matching distribution found for pygls"), /package index/);
  assert.equal(adviceFor("Segmentation fault"), "The log says why.");
});
