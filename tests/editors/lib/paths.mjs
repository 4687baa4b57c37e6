import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
export const EDITORS = resolve(ROOT, "tests/editors");
export const CLIENT = resolve(ROOT, "vscode-client");
export const HOST = resolve(ROOT, ".cache/vscode-host");
/** Screenshots, and the logs of what was started. */
export const ARTEFACTS = resolve(ROOT, "artefacts/editors");
/** The interpreter that runs the server under test. */
export const PYTHON = resolve(process.env.TEACHBACK_PYTHON || resolve(ROOT, ".venv/bin/python"));
