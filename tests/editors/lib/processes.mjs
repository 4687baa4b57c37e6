import { spawn } from "node:child_process";
import { once } from "node:events";

/** Starts a program as the leader of a group of its own, so that whatever it starts can be ended with it. */
export function startGroup(command, args, options) {
  return spawn(command, args, { ...options, detached: true });
}

/** Ends the group of a process started by `startGroup`, and waits until its leader is gone. */
export async function endGroup(child) {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // ESRCH: all of the group has ended by itself.
    if (error.code !== "ESRCH") {
      throw error;
    }
  }
  await gone;
}
