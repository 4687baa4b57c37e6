import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeCrash } from "../src/restarts";

function delays(times: readonly number[]): (number | undefined)[] {
  let crashes: readonly number[] = [];
  return times.map((time) => {
    const verdict = judgeCrash(crashes, time);
    crashes = verdict.crashes;
    return verdict.delay;
  });
}

test("four restarts with doubling waits, then none", () => {
  assert.deepEqual(delays([0, 10, 20, 30, 40]), [1000, 2000, 4000, 8000, undefined]);
});

test("a crash of long ago does not count", () => {
  assert.deepEqual(delays([0, 10, 20, 30, 200_000]), [1000, 2000, 4000, 8000, 1000]);
});
