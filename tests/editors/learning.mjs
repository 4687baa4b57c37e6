// VS Code: a session of interactive learning in the panel, from the command to the exported story.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { ROOT } from "./lib/paths.mjs";
import { readStories } from "./lib/stories.mjs";
import { step } from "./lib/suite.mjs";
import * as teaching from "./lib/teachingPage.mjs";
import * as workbench from "./lib/workbench.mjs";

const SUITE = "learning";
const WRONG = "action_show_venue_reviews";
const RIGHT = "action_show_concert_reviews";
const ORIGINAL = join(ROOT, "samples/concertbot/data/stories.md");

await withHost({ suite: SUITE, sample: "concertbot" }, ({ url, project }) =>
  withPage(SUITE, async (page, shot) => {
    const file = join(project, "data", "stories.md");
    const panel = teaching.inPanel(page);
    const complaints = [];
    page.on("console", (message) => /teachback.*refused|Refused to/i.test(message.text()) && complaints.push(message.text()));

    await step("the command opens the panel beside the story", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await workbench.openFile(page, "stories.md");
      await workbench.openProblems(page);
      await workbench.linesOf(page, "contradictory-stories", 2);
      await workbench.openProblems(page);
      await page.keyboard.press("Control+J");
      await workbench.runCommand(page, "Teachback: Start Interactive Learning");
      await teaching.asked(panel, "Your input ->");
      await shot("1-start");
    });
    await step("a message is said, and the proposed action is agreed with", async () => {
      await teaching.say(panel, "/search_concerts");
      await teaching.asked(panel, "The bot wants to run 'action_search_concerts', correct?");
      await shot("2-proposal");
      await panel.getByRole("button", { name: "Yes" }).click();
    });
    await step("an action whose server does not answer takes the events that stories show", async () => {
      await teaching.asked(panel, "How should 'action_search_concerts' count?");
      await panel.getByRole("option", { name: "go on without the action server" }).click();
      await teaching.asked(panel, "How should 'action_search_concerts' count?");
      await panel.getByRole("option", { name: "with slot" }).first().click();
      await teaching.answer(panel, "The bot wants to run 'action_listen', correct?", "Yes");
      await teaching.asked(panel, "Your input ->");
      assert.match((await teaching.rows(panel)).at(-1), /action_search_concerts 1\.00/);
    });
    await step("the graph shows the conversation among the stories most like it", async () => {
      await panel.getByRole("tab", { name: "Graph" }).click();
      // The graph follows its question.
      await panel.locator(".node.active", { hasText: "action_search_concerts" }).waitFor();
      assert.deepEqual((await teaching.currentPath(panel)).slice(0, 3), ["START", "search_concerts", "action_search_concerts"]);
      await shot("3-graph");
    });
    await step("a wrong proposal says which story wants it, and another action is picked from the list", async () => {
      await teaching.say(panel, "/compare_reviews");
      await teaching.asked(panel, `The bot wants to run '${WRONG}', correct?`);
      await panel.getByText('"compare venues after a look at the concerts" (data/stories.md:42)').waitFor();
      await shot("4-reasons");
      await panel.getByRole("button", { name: "data/stories.md:42" }).click();
      await page.locator("#status\\.editor\\.selection", { hasText: "Ln 42" }).waitFor();
      await correct(panel);
      await shot("4-corrected");
    });
    await step("the taught story grows below the panel, which keeps the focus", async () => {
      const shown = page.locator('.monaco-editor[data-uri^="teachback-story:"]');
      await shown.locator(".view-line", { hasText: RIGHT }).waitFor();
      await page.locator(".tab", { hasText: "New in stories.md" }).waitFor();
      assert.ok(await page.locator("iframe.webview").isVisible());
      assert.ok(await page.locator(`.monaco-editor[data-uri$="/stories.md"]`).first().isVisible());
      assert.equal(await page.evaluate(() => document.activeElement?.closest('[data-uri^="teachback-story:"]') === null), true);
      await shot("5-taught-story");
    });
    await step("what would be written is in sight, and no file has changed", async () => {
      await panel.getByRole("tab", { name: "Changes" }).click();
      await panel.locator(".changes .added", { hasText: RIGHT }).waitFor();
      await shot("6-changes");
      assert.equal(readFileSync(file, "utf8"), readFileSync(ORIGINAL, "utf8"));
    });
    await step("undo takes the step back, and it is taught again", async () => {
      await panel.getByRole("button", { name: "Undo" }).click();
      await teaching.asked(panel, `The bot wants to run '${WRONG}', correct?`);
      await correct(panel);
      await panel.getByRole("button", { name: "Yes" }).click();
      await teaching.say(panel, "/goodbye");
      await teaching.asked(panel, "correct?");
    });
    await step("closed and resumed, the session stands where it was", async () => {
      const before = await teaching.rows(panel);
      await page.locator(".tab", { hasText: "Teach: concertbot" }).click({ button: "middle" });
      await page.locator("iframe.webview").waitFor({ state: "detached" });
      await workbench.runCommand(page, "Teachback: Resume Session");
      await page.locator(".quick-input-widget .monaco-list-row", { hasText: "/search_concerts" }).waitFor();
      await workbench.pick(page, "/search_concerts");
      await teaching.asked(panel, "correct?");
      assert.deepEqual(await teaching.rows(panel), before);
      await shot("7-resumed");
    });
    await step("the export is shown before it is written", async () => {
      await panel.getByRole("button", { name: "Menu" }).click();
      await panel.getByRole("option", { name: "Export & go on" }).click();
      await teaching.asked(panel, "The stories contradict each other.");
      await panel.getByRole("option", { name: "Keep both" }).click();
      await teaching.asked(panel, "Write these changes?");
      await panel.getByRole("option", { name: "Write " }).first().click();
      await page.locator(".quick-input-widget").getByText("Apply").first().waitFor();
      await shot("8-preview");
      assert.equal(readFileSync(file, "utf8"), readFileSync(ORIGINAL, "utf8"));
      await workbench.pick(page, "Apply");
      await panel.getByText("done.").first().waitFor();
    });
    await step("the story is at the end of its file, and nothing else has changed", async () => {
      await page.locator(".tab", { hasText: "New in" }).waitFor({ state: "detached" });
      await page.locator(".tab", { hasText: "stories.md" }).click();
      await workbench.save(page);
      const written = readFileSync(file, "utf8");
      assert.ok(written.startsWith(readFileSync(ORIGINAL, "utf8").trimEnd()));
      const lines = readStories(file)
        .at(-1)
        .lines.map(({ text }) => text);
      assert.deepEqual(
        lines.filter((text) => /^[*-] (?!slot)/.test(text)),
        ["* search_concerts", "- action_search_concerts", "* compare_reviews", `- ${RIGHT}`],
      );
      await shot("9-written");
    });
    await step("nothing was refused by the policy of the page", () => assert.deepEqual(complaints, []));
  }),
);

/** Lets the bot run the right action in the place of the proposed one; the bot listens then. */
async function correct(panel) {
  await panel.getByRole("button", { name: "No" }).click();
  await teaching.asked(panel, "What is the next action of the bot?");
  await panel.getByRole("option", { name: RIGHT }).click();
  await panel.getByRole("option", { name: "without any events" }).click();
  await teaching.asked(panel, "The bot wants to run 'action_listen', correct?");
}
