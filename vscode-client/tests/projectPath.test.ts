import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentsBelow } from "../src/projectPath";

test("a path below the project's folder", () => {
  assert.deepEqual(segmentsBelow("data/stories.md"), ["data", "stories.md"]);
});

test("no path leads out of the folder", () => {
  for (const path of ["", "/etc/passwd", "../x.md", "data/../../x.md", "data//x.md", "C:/x.md", "data\\..\\x.md"]) {
    assert.equal(segmentsBelow(path), undefined, path);
  }
});
