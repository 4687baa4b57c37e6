// The host of the teaching page under test: a Python program that says in lines of JSON what it heard.

import { join } from "node:path";
import { createInterface } from "node:readline";
import { EDITORS, PYTHON, ROOT } from "./paths.mjs";
import { endGroup, startGroup } from "./processes.mjs";

/** Starts the host and calls `body` with its address and a function that waits for the next line; then ends it. */
export async function withPageHost(body) {
  const env = { ...process.env, PYTHONPATH: join(ROOT, "server") };
  const child = startGroup(PYTHON, [join(EDITORS, "page/host.py")], { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error("The host of the page has ended.");
    }
    return JSON.parse(value);
  };
  try {
    const { address } = await heard();
    return await body({ address, heard });
  } finally {
    await endGroup(child);
  }
}
