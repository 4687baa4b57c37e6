// Packs teachback-VERSION.vsix. No address of a repository is known to the package, so vsce must not ask for one.
import { readFileSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const packagePath = `teachback-${version}.vsix`;
await createVSIX({ packagePath, dependencies: false, allowMissingRepository: true });
process.stdout.write(`vscode-client/${packagePath}\n`);
