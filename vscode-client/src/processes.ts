import { spawn } from "node:child_process";

export interface RunOptions {
  /** A folder of the extension's own: Python puts the working directory first on its path, so it is never the workspace. */
  readonly cwd: string;
  readonly onOutput?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** Undefined when the program could not be started or was killed. */
  readonly code: number | undefined;
  readonly output: string;
}

/** Runs a program to its end, without a shell. Never rejects: a program that does not exist is a result too. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: safeEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      ...(options.signal && { signal: options.signal }),
    });
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      options.onOutput?.(chunk.toString());
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ code: undefined, output: output + error.message }));
    child.on("close", (code) => resolve({ code: code ?? undefined, output }));
  });
}

/** The author's environment; Python 3.11 and later leave the working directory out of the path, UTF-8 everywhere. */
export function safeEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1" };
}
