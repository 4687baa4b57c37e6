// Builds the Python package of this repository into server/, from where the extension makes its own environment.
// TEACHBACK_PYTHON names the interpreter; without it the repository's .venv, else python3.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const client = resolve(import.meta.dirname, "..");
const repository = resolve(client, "..");
const server = join(client, "server");
const own = join(repository, ".venv", "bin", "python");
const python = process.env.TEACHBACK_PYTHON || (existsSync(own) ? own : "python3");
const { version } = JSON.parse(readFileSync(join(client, "package.json"), "utf8"));

rmSync(server, { recursive: true, force: true });
mkdirSync(server);
const args = ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", server, repository];
const { status, error } = spawnSync(python, args, { stdio: "inherit" });
if (status !== 0) {
  throw new Error(`The wheel was not built by ${python}: ${error?.message ?? `pip ended with ${status}`}`);
}
const wheels = readdirSync(server);
if (wheels.length !== 1 || !wheels[0].startsWith(`teachback-${version}-`)) {
  throw new Error(
    `Expected one wheel of version ${version} in ${server}, found ${wheels.join(", ") || "none"}. Do the versions agree?`,
  );
}
process.stdout.write(`${join(server, wheels[0])}\n`);
