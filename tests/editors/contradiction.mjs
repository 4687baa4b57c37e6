// VS Code: a contradiction is seen at both ends, and "Teach next action" takes it away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { ROOT } from "./lib/paths.mjs";
import { readStories, storyAt } from "./lib/stories.mjs";
import { step } from "./lib/suite.mjs";
import * as workbench from "./lib/workbench.mjs";

const SUITE = "contradiction";
const RULE = "contradictory-stories";
const ENDS = ["compare concerts", "compare venues after a look at the concerts"];
const WRONG = "action_show_venue_reviews";
const RIGHT = "action_show_concert_reviews";
const ORIGINAL = join(ROOT, "samples/concertbot/data/stories.md");

await withHost({ suite: SUITE, sample: "concertbot" }, ({ url, project }) =>
  withPage(SUITE, async (page, shot) => {
    const file = join(project, "data", "stories.md");
    const stories = readStories(file);

    await step("the folder and its stories open", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await workbench.openFile(page, "stories.md");
    });
    await step("both ends of the contradiction are in the Problems panel", async () => {
      await workbench.openProblems(page);
      const lines = await workbench.linesOf(page, RULE, ENDS.length);
      assert.deepEqual(
        lines.map((line) => storyAt(stories, line)),
        ENDS,
      );
      await shot("1-problems");
    });
    await step("the status item counts one contradiction", async () => {
      await page.locator(".statusbar-item", { hasText: /Teachback:.* 1 contradiction$/ }).waitFor();
    });
    await step("the step is underlined, and the hover says why", async () => {
      await workbench.goTo(page, workbench.problems(page, RULE).last(), "stories.md");
      await page.waitForSelector(".monaco-editor .squiggly-warning");
      const text = await workbench.hoverOver(page, "warning");
      assert.match(text, /compare_reviews/);
      await shot("2-squiggle-and-hover");
      await page.keyboard.press("Escape");
    });
    await step("the bulb offers to teach the next action", async () => {
      await workbench.goTo(page, workbench.problems(page, RULE).last(), "stories.md");
      await page.locator(".monaco-editor .lightBulbWidget").first().waitFor();
      await workbench.openQuickFixes(page, "Teach next action");
      await shot("3-bulb");
    });
    await step("the actions come with their probabilities, most likely first", async () => {
      await workbench.takeQuickFix(page, "Teach next action");
      const rows = await workbench.readQuickPick(page);
      const scores = rows.map(({ description }) => Number(description.match(/^[01]\.\d\d\b/)?.[0]));
      assert.ok(scores.length > 2 && scores.every((score) => score >= 0 && score <= 1), `scores: ${scores}`);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      assert.deepEqual(
        rows
          .slice(0, 2)
          .map(({ label }) => label)
          .sort(),
        [RIGHT, WRONG],
      );
      await shot("4-actions");
    });
    await step("a new action can be typed", async () => {
      await page.keyboard.type("action_compare_all");
      const added = page.locator(".quick-input-widget .monaco-list-row", { hasText: "new action: action_compare_all" });
      await added.waitFor();
      await shot("5-new-action");
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Delete");
      await added.waitFor({ state: "detached" });
    });
    await step("the edit is shown before it is written", async () => {
      await workbench.pick(page, RIGHT);
      const changed = await workbench.readPreview(page);
      assert.deepEqual(changed, { removed: [`    - ${WRONG}`], added: [`    - ${RIGHT}`] });
      assert.equal(readFileSync(file, "utf8"), readFileSync(ORIGINAL, "utf8"));
      await shot("6-preview");
    });
    await step("accepted, the finding is gone", async () => {
      await workbench.pick(page, "Apply");
      await workbench.noProblems(page, RULE);
      await page.locator(".statusbar-item", { hasText: /Teachback$/ }).waitFor();
      await shot("7-gone");
    });
    await step("the one step is changed in the file, and nothing else", async () => {
      await workbench.save(page);
      assert.equal(readFileSync(file, "utf8"), expectedText(stories));
    });
    await step("in a new story an intent is completed, and then an action", async () => {
      const offered = page.locator(".suggest-widget.visible .monaco-list-row");
      await workbench.openFile(page, "stories.md", 1);
      await page.keyboard.press("Control+End");
      await page.keyboard.type("\n## completed\n* sea");
      await page.keyboard.press("Control+Space");
      await offered.filter({ hasText: "search_concerts" }).first().waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.type("\n- action_search_c");
      await page.keyboard.press("Control+Space");
      await offered.first().filter({ hasText: "action_search_concerts" }).waitFor();
      await shot("8-completion");
      await page.keyboard.press("Enter");
      await workbench.save(page);
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      assert.deepEqual(
        lines.slice(-3).map((line) => line.trim()),
        ["## completed", "* search_concerts", "- action_search_concerts"],
      );
    });
  }),
);

/** The stories with the one step taught. */
function expectedText(stories) {
  const original = readFileSync(ORIGINAL, "utf8").split("\n");
  const lines = stories.find(({ name }) => name === ENDS[1]).lines;
  const { number } = lines.find(({ text }) => text === `- ${WRONG}`);
  original[number - 1] = original[number - 1].replace(WRONG, RIGHT);
  return original.join("\n");
}
