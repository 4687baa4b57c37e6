import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** How to start the server, and in words where that comes from. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly source: string;
}

/** A reason for not starting that the author can do something about. */
export class CannotStart extends Error {}

/** The server as a module of an interpreter. */
export function moduleOf(interpreter: string, source: string): Launch {
  return { command: interpreter, args: ["-m", "teachback", "lsp"], source };
}

/**
 * The launch of the setting `teachback.server.command`.
 * @throws CannotStart when the program is a relative path: it would mean another program in every folder.
 */
export function launchOfCommand(command: readonly string[]): Launch {
  const [program = "", ...args] = command;
  return { command: programPath(program, "teachback.server.command"), args, source: "the setting teachback.server.command" };
}

/**
 * An absolute path or a bare name for the search path; `~/` is the home folder.
 * @throws CannotStart for an empty or relative path.
 */
export function programPath(program: string, setting: string): string {
  if (program.startsWith("~/")) {
    return join(homedir(), program.slice(2));
  }
  if (isAbsolute(program) || /^[^/\\]+$/.test(program)) {
    return program;
  }
  throw new CannotStart(
    `The setting ${setting} names "${program}". Write an absolute path, or a bare name that is on the search path.`,
  );
}
