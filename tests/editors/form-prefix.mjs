// VS Code: a form-prefix conflict is seen at both ends, and a quick fix takes it away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withHost } from "./lib/host.mjs";
import { lineOf, readStories, storyAt } from "./lib/stories.mjs";
import { step } from "./lib/suite.mjs";
import * as workbench from "./lib/workbench.mjs";

const SUITE = "form-prefix";
const RULE = "form-prefix-conflict";
const UNVALIDATED = "stop, but continue";
const VALIDATED = "stop, and the yes is the answer";

await withHost({ suite: SUITE, sample: "restaurant-form" }, ({ url, project }) =>
  withPage(SUITE, async (page, shot) => {
    const file = join(project, "data", "stories.md");
    const stories = readStories(file);

    await step("the folder and its stories open", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await workbench.openFile(page, "stories.md", lineOf(stories, VALIDATED, "* form: affirm"));
    });
    await step("both sides of the conflict are in the Problems panel", async () => {
      await workbench.openProblems(page);
      const lines = await workbench.linesOf(page, RULE, 2);
      assert.deepEqual(
        lines.map((line) => storyAt(stories, line)),
        [UNVALIDATED, VALIDATED],
      );
      await shot("1-problems");
    });
    await step("the hover says what the two stories say", async () => {
      await workbench.goTo(page, workbench.problems(page, RULE).last(), "stories.md");
      const text = await workbench.hoverOver(page, "warning");
      assert.match(text, /affirm/);
      await shot("2-squiggle-and-hover");
      await page.keyboard.press("Escape");
    });
    await step("the quick fixes name both ways out", async () => {
      await workbench.goTo(page, workbench.problems(page, RULE).last(), "stories.md");
      const fixes = await workbench.openQuickFixes(page, "Remove the prefix");
      assert.ok(
        fixes.some((title) => title.startsWith("Teach next action")),
        fixes.join(", "),
      );
      await shot("3-bulb");
    });
    await step("a fix takes the conflict away, from both ends", async () => {
      await workbench.takeQuickFix(page, "Remove the prefix");
      await workbench.noProblems(page, RULE);
      await shot("4-gone");
    });
    await step("the file differs only in the story that was mended", async () => {
      await workbench.save(page);
      const mended = readStories(file);
      const changed = stories.filter(
        ({ lines }, index) => JSON.stringify(texts(lines)) !== JSON.stringify(texts(mended[index].lines)),
      );
      assert.deepEqual(
        changed.map(({ name }) => name),
        [VALIDATED],
      );
      assert.ok(!readFileSync(file, "utf8").includes("* form: affirm\n    - restaurant_form\n"));
    });
  }),
);

function texts(lines) {
  return lines.map(({ text }) => text);
}
