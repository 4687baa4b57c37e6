// Tests of the extension with VS Code's real API and the real server.
const assert = require("node:assert/strict");
const vscode = require("vscode");

const PATIENCE = 30_000;
const RULE = "contradictory-stories";

/** Waits for a condition; events of three kinds would be needed to wait for them instead. */
async function eventually(what, condition) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const value = await condition();
    if (value) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not happen in ${PATIENCE / 1000} s`);
}

function extension() {
  return vscode.extensions.getExtension("teachback.teachback");
}

function storiesUri() {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "data", "stories.md");
}

function status() {
  return extension().exports.status();
}

async function findings() {
  const all = vscode.languages.getDiagnostics(storiesUri());
  return all.filter(({ code }) => (typeof code === "object" ? code.value : code) === RULE);
}

async function ready(contradictions) {
  await eventually(
    `${contradictions} contradictions`,
    () => status().state === "ready" && status().contradictions === contradictions,
  );
}

async function bothEnds() {
  return await eventually("both findings", async () => {
    const found = await findings();
    return found.length === 2 && found;
  });
}

async function setCommand(command) {
  await vscode.workspace.getConfiguration("teachback").update("server.command", command, vscode.ConfigurationTarget.Global);
}

exports.tests = {
  "a folder with a domain activates the extension": async () => {
    await eventually("the activation", () => extension()?.isActive);
    assert.equal(extension().packageJSON.capabilities.untrustedWorkspaces.supported, "limited");
  },

  "the status tells of the one contradiction": async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(storiesUri()));
    await ready(1);
  },

  "both ends carry related places and the page of their rule, once": async () => {
    for (const { relatedInformation, code, source } of await bothEnds()) {
      assert.equal(relatedInformation.length > 0, true);
      assert.match(String(code.target), /contradictory-stories/);
      assert.match(source, /teachback/i);
    }
  },

  "the commands are there": async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of ["restart", "showOutput", "teachNextAction", "startLearning", "teachFromHere", "resumeSession"]) {
      assert.ok(commands.includes(`teachback.${name}`), name);
    }
  },

  "a code action teaches by the extension's command": async () => {
    const [{ range }] = await bothEnds();
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", storiesUri(), range);
    const teach = actions.find(({ command }) => command?.command === "teachback.teachNextAction");
    assert.ok(teach, actions.map(({ title }) => title).join(", "));
    const [uri, position] = teach.command.arguments;
    assert.equal(vscode.Uri.parse(uri).toString(), storiesUri().toString());
    assert.equal(range.contains(new vscode.Position(position.line, position.character)), true);
  },

  "an edit of the story is judged as it stands, saved or not": async () => {
    const document = await vscode.workspace.openTextDocument(storiesUri());
    const last = (await bothEnds()).at(-1).range;
    const text = document.getText(last);
    const edit = new vscode.WorkspaceEdit();
    const other = text === "action_show_venue_reviews" ? "action_show_concert_reviews" : "action_show_venue_reviews";
    edit.replace(storiesUri(), last, other);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await ready(0);
    await eventually("the end of the findings", async () => (await findings()).length === 0);
    await vscode.commands.executeCommand("undo");
    await ready(1);
    await bothEnds();
  },

  "a restart brings the findings back": async () => {
    await vscode.commands.executeCommand("teachback.restart");
    await ready(1);
    await bothEnds();
  },

  "a command that cannot run is told, and mended by another": async () => {
    const command = vscode.workspace.getConfiguration("teachback").get("server.command");
    await setCommand(["/nonexistent/teachback", "lsp"]);
    const failed = await eventually("the error", () => status().state === "error" && status());
    assert.match(failed.message, /could not be started.*nonexistent/s);
    await setCommand(["./teachback", "lsp"]);
    await eventually("the refusal", () => /absolute path/.test(status().message ?? ""));
    await setCommand([process.execPath, "-e", "process.exit(3)"]);
    await eventually("the early end", () => /could not be started/.test(status().message ?? ""));
    await setCommand(command);
    await ready(1);
    await bothEnds();
  },
};
