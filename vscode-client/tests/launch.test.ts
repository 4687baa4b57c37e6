import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { CannotStart, launchOfCommand, moduleOf, programPath } from "../src/launch";

test("an interpreter runs the server as a module", () => {
  assert.deepEqual(moduleOf("/opt/python", "somewhere"), {
    command: "/opt/python",
    args: ["-m", "teachback", "lsp"],
    source: "somewhere",
  });
});

test("a command keeps its arguments", () => {
  const { command, args } = launchOfCommand(["/opt/teachback", "lsp", "--stdio"]);
  assert.deepEqual([command, args], ["/opt/teachback", ["lsp", "--stdio"]]);
});

test("absolute paths, bare names and the home folder are taken", () => {
  assert.equal(programPath("/usr/bin/python3", "s"), "/usr/bin/python3");
  assert.equal(programPath("python3", "s"), "python3");
  assert.equal(programPath("~/venv/bin/python", "s"), join(homedir(), "venv/bin/python"));
});

test("a relative path is refused, since the folder decides what it means", () => {
  for (const program of ["./python", ".venv/bin/python", "", "..\\python.exe"]) {
    assert.throws(() => programPath(program, "teachback.interpreter"), CannotStart, program);
  }
});
