// VS Code: the restaurant form taught in the panel, with /stop, the way back, and whether the answer is validated.
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

const SUITE = "form-session";
const ORIGINAL = join(ROOT, "samples/restaurant-form/data/stories.md");
const FORM = "The bot wants to run 'restaurant_form', correct?";
const LISTEN = "The bot wants to run 'action_listen', correct?";
const VALIDATED = "Should 'restaurant_form' validate user input to fill the slot 'outdoor_seating'?";
const WARNING = "WARNING: FormPolicy predicted no form validation based on previous training stories.";
const SAYS_NO = "stop, but continue";
const TAUGHT = `
## request_restaurant, inform, stop, affirm
* request_restaurant
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
    - slot{"cuisine": "greek"}
    - form: restaurant_form
    - slot{"cuisine": "greek"}
    - slot{"requested_slot": "num_people"}
* form: inform{"number": "3"}
    - form: restaurant_form
    - slot{"num_people": "3"}
    - slot{"requested_slot": "outdoor_seating"}
* stop
    - utter_ask_continue
    - action_listen
* form: affirm
    - restaurant_form
    - slot{"outdoor_seating": true}
    - form{"name": null}
    - slot{"requested_slot": null}
    - utter_slots_values
`;

await withHost({ suite: SUITE, sample: "restaurant-form" }, ({ url, project }) =>
  withPage(SUITE, async (page, shot) => {
    const file = join(project, "data", "stories.md");
    const panel = teaching.inPanel(page);
    const stories = readStories(ORIGINAL);
    const { lines } = stories.find(({ name }) => name === SAYS_NO);

    await step("the form is filled, turn by turn", async () => {
      await workbench.openFolder(page, url, "domain.yml");
      await workbench.openFile(page, "stories.md");
      await workbench.runCommand(page, "Teachback: Start Interactive Learning");
      await teaching.say(panel, "/request_restaurant");
      await teaching.answer(panel, FORM, "Yes");
      await teaching.choose(panel, "How should 'restaurant_form' count?", "go on without the action server");
      await teaching.answer(panel, LISTEN, "Yes");
      for (const message of ['/inform{"cuisine": "greek"}', '/inform{"number": "3"}']) {
        await teaching.say(panel, message);
        await teaching.answer(panel, FORM, "Yes");
        await teaching.answer(panel, LISTEN, "Yes");
      }
      await shot("1-filling");
    });
    await step("/stop leaves the form, and the bot asks whether to continue", async () => {
      await teaching.say(panel, "/stop");
      await teaching.answer(panel, FORM, "No");
      await teaching.choose(panel, "What is the next action of the bot?", "utter_ask_continue");
      await teaching.asked(panel, LISTEN);
      assert.match((await teaching.rows(panel)).at(-1), /Do you want to continue\?/);
      await shot("2-continue");
      await teaching.answer(panel, LISTEN, "Yes");
    });
    await step("back in the form, it is asked whether the answer is validated; with no, the form asks again", async () => {
      await teaching.say(panel, "/affirm");
      await teaching.answer(panel, FORM, "Yes");
      await teaching.asked(panel, VALIDATED);
      await shot("3-validation");
      await teaching.answer(panel, VALIDATED, "No");
      await teaching.asked(panel, LISTEN);
      assert.match((await teaching.rows(panel)).at(-1), /Do you want to sit outside\?/);
    });
    await step("taken back and answered with yes, it warns of the story that says no, with a link to it", async () => {
      await panel.getByRole("button", { name: "Undo" }).click();
      await teaching.answer(panel, FORM, "Yes");
      await teaching.answer(panel, VALIDATED, "Yes");
      await teaching.asked(panel, WARNING);
      const step = lines.findIndex(({ text }) => text === "* affirm") + 1;
      await panel.getByText(SAYS_NO).first().waitFor();
      await shot("4-warning");
      await panel.getByRole("button", { name: `data/stories.md:${lines[step].number}` }).click();
      await page.locator("#status\\.editor\\.selection", { hasText: `Ln ${lines[step].number}` }).waitFor();
    });
    await step("looked at again, the story still says so", async () => {
      await teaching.choose(panel, WARNING, "They are removed: look again and go on");
      await panel.getByText("There are still stories that say so.").waitFor();
      await teaching.asked(panel, WARNING);
    });
    await step("it goes on by itself once the story is taken out in the editor", async () => {
      await workbench.deleteLines(page, "stories.md", lines[0].text, lines.length);
      await panel.getByText("No story says so any more.").waitFor();
      await teaching.asked(panel, "The bot wants to run 'utter_slots_values', correct?");
      assert.match((await teaching.rows(panel)).at(-1), /outdoor_seating/);
      await shot("5-gone-on");
      await teaching.answer(panel, "The bot wants to run 'utter_slots_values', correct?", "Yes");
      await teaching.asked(panel, LISTEN);
    });
    await step("the export writes the happy turns with their prefix, and nothing else changes", async () => {
      await panel.getByRole("button", { name: "Menu" }).click();
      await panel.getByRole("option", { name: "Export & Quit" }).click();
      await teaching.choose(panel, "Write these changes?", "Write ");
      await page.locator(".quick-input-widget").getByText("Apply").first().waitFor();
      await shot("6-preview");
      await workbench.pick(page, "Apply");
      await panel.getByText("The session is over.").waitFor();
      await page.locator(".tab", { hasText: "stories.md" }).first().click();
      await workbench.save(page);
      await shot("7-written");
      assert.equal(readFileSync(file, "utf8"), withoutLines(readFileSync(ORIGINAL, "utf8"), lines) + TAUGHT);
    });
  }),
);

function withoutLines(text, lines) {
  const all = text.split("\n");
  all.splice(lines[0].number - 1, lines.length);
  return all.join("\n");
}
