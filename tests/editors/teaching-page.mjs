// The teaching page in Chromium, over a real session whose policies are written down in page/scenes.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./lib/browser.mjs";
import { withPageHost } from "./lib/pageHost.mjs";
import { CLIENT } from "./lib/paths.mjs";
import { step } from "./lib/suite.mjs";
import * as teaching from "./lib/teachingPage.mjs";

const SUITE = "teaching-page";

await withPage(SUITE, async (page, shot) => {
  await withPageHost(async ({ address, heard }) => {
    const complaints = [];
    const requests = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("request", (request) => requests.push(new URL(request.url()).origin));
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });

    await step("the address of the session opens the first question, with the cursor in its field", async () => {
      await page.goto(address);
      await teaching.asked(page, "Your input ->");
      assert.equal(await teaching.focusedTag(page), "TEXTAREA");
      await shot("01-start");
    });
    await step("a message and two actions are taught with the keyboard alone", async () => {
      await page.keyboard.type("/greet");
      await page.keyboard.press("Enter");
      await teaching.asked(page, "The bot wants to run 'utter_greet', correct?");
      await shot("02-confirm");
      await page.keyboard.press("y");
      await teaching.asked(page, "The bot wants to run 'action_listen', correct?");
      await page.keyboard.press("Enter");
      await teaching.asked(page, "Your input ->");
      assert.deepEqual(
        [await heard(), await heard(), await heard()].map(({ PageAnswer }) => PageAnswer.answer),
        [{ value: "/greet" }, { yes: true }, { yes: true }],
      );
    });
    await step("rows are numbered, and actions tell who wanted them how much", async () => {
      const rows = await teaching.rows(page);
      assert.equal(rows.length, 3);
      assert.match(rows[1], /^2\s*\/greet\s*intent: greet 1\.00$/);
      assert.match(rows[2], /^3\s*utter_greet 0\.53 MemoizationPolicy/);
    });
    await step("text of a story is text, whatever it looks like, and the page could not make HTML of it", async () => {
      assert.match((await teaching.rows(page))[2], /Hi! <b>What<\/b> shall I look for\?/);
      assert.equal(await page.locator("b").count(), 0);
      await assert.rejects(page.evaluate('document.body.innerHTML = "<b>x</b>"'), /TrustedHTML/);
    });
    await step("buttons of the bot are picked with Alt and their digit", async () => {
      await shot("03-buttons");
      await page.keyboard.press("Alt+2");
      await teaching.asked(page, "The bot wants to run 'utter_greet', correct?");
      assert.deepEqual((await heard()).PageAnswer.answer, { value: "/compare_reviews" });
    });
    await step("the stories for it and against it are links, by mouse and by keys, and their names are text", async () => {
      const why = page.locator(".why li");
      assert.deepEqual(await why.allInnerTexts(), [
        '"greet" (data/stories.md:1), "<i>hi</i>" (data/stories.md:7) and 3 more',
        "its name is like what the user said",
        'other stories run `utter_reviews` here ("compare concerts" (data/stories.md:14))',
      ]);
      await why.getByRole("button", { name: "<i>hi</i>" }).click();
      assert.deepEqual((await heard()).OpenPlace, { path: "data/stories.md", line: 6 });
      await why.getByRole("button", { name: "compare concerts" }).focus();
      await page.keyboard.press("Enter");
      assert.deepEqual((await heard()).OpenPlace, { path: "data/stories.md", line: 13 });
      await shot("03-reasons");
    });
    await step("no leads to the list, most likely first, with bars, and the likeliest other one chosen", async () => {
      await page.keyboard.press("n");
      await heard();
      await teaching.asked(page, "What is the next action of the bot?");
      const scores = (await page.locator("[role=option] .score").allInnerTexts()).map(Number);
      assert.ok(scores.length > 40);
      assert.deepEqual(
        scores,
        scores.toSorted((one, other) => other - one),
      );
      assert.equal(await teaching.chosen(page), "utter_reviews");
      const [first, second] = await teaching.barWidths(page);
      assert.ok(first > second && second > 0, `${first} and ${second}`);
      await shot("04-long-list");
    });
    await step("typing narrows the list, Escape shows it whole again, arrow keys choose", async () => {
      const before = await page.getByRole("combobox").boundingBox();
      await page.keyboard.type("answer 07");
      assert.deepEqual(await teaching.offered(page), ["utter_answer_07", "new: answer 07"]);
      await shot("05-narrowed");
      const { y } = await page.getByRole("combobox").boundingBox();
      assert.ok(Math.abs(y - before.y) < 30, `the field went from ${before.y} to ${y}`);
      await page.keyboard.press("Escape");
      assert.ok((await teaching.offered(page)).length > 40);
      await page.keyboard.press("ArrowUp");
      assert.equal(await teaching.chosen(page), "utter_greet");
    });
    await step("a new action is named after a plus, even where the name is part of another", async () => {
      await page.keyboard.press("+");
      await page.keyboard.type("utter_answer");
      assert.equal(await teaching.chosen(page), "new: utter_answer");
      await page.keyboard.press("Enter");
      assert.deepEqual((await heard()).PageAnswer.answer, { value: "utter_answer" });
      await teaching.asked(page, "Please type the message for the new bot response 'utter_answer':");
    });
    await step("an answer that does not do says why, and what was typed stays", async () => {
      await page.keyboard.type("   ");
      await page.keyboard.press("Enter");
      await heard();
      await page.getByRole("alert").filter({ hasText: "has to say something" }).waitFor();
      assert.equal(await page.locator("textarea").inputValue(), "   ");
    });
    await step("the menu does not lose what was typed, and Escape leaves it", async () => {
      await page.keyboard.type("Here");
      await page.keyboard.press("Escape");
      await teaching.asked(page, "Do you want to stop?");
      await shot("06-menu");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("textarea").inputValue(), "   Here");
      await page.keyboard.press("Enter");
      await heard();
      await teaching.asked(page, "The bot wants to run 'action_listen', correct?");
    });
    await step("undo, from the menu, takes the last step back", async () => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("2");
      assert.equal((await heard()).PageOrder.way, "WayOut.UNDO");
      await teaching.asked(page, "The bot wants to run 'utter_greet', correct?");
      await page.keyboard.press("y");
      await heard();
      await teaching.asked(page, "The bot wants to run 'action_listen', correct?");
      await page.keyboard.press("y");
      await heard();
      await teaching.asked(page, "Your input ->");
    });
    await step("what free text was taken for is corrected, in a script without spaces too", async () => {
      await page.keyboard.insertText("我想在巴黎听音乐会");
      await page.keyboard.press("Enter");
      await teaching.asked(page, "Is the intent 'search_concerts' correct for '我想在[巴黎](city)听音乐会'");
      await page.keyboard.press("n");
      await teaching.asked(page, "What intent is it?");
      await shot("07-intents");
      await page.keyboard.press("1");
      await teaching.asked(page, "Please mark the entities using [value](type) notation");
      assert.equal(await page.locator("textarea").inputValue(), "我想在[巴黎](city)听音乐会");
      await Promise.all([heard(), heard(), heard()]);
    });
    await step("Alt+M takes a mark away, and marks what Shift and arrow keys select", async () => {
      await page.keyboard.press("Home");
      await teaching.times(4, () => page.keyboard.press("ArrowRight"));
      await page.keyboard.press("Alt+m");
      assert.equal(await page.locator("textarea").inputValue(), "我想在巴黎听音乐会");
      await page.keyboard.press("Home");
      await teaching.times(3, () => page.keyboard.press("ArrowRight"));
      await teaching.times(2, () => page.keyboard.press("Shift+ArrowRight"));
      await page.keyboard.press("Alt+m");
      await teaching.asked(page, 'Which entity is "巴黎"?');
      assert.deepEqual(await teaching.offered(page), ["artist", "city", "date", "a new one…"]);
      await shot("08-entity-types");
      await page.keyboard.press("2");
      assert.equal(await page.locator("textarea").inputValue(), "我想在[巴黎](city)听音乐会");
      await page.keyboard.press("Enter");
      await teaching.asked(page, "The bot wants to run 'utter_reviews', correct?");
      await heard();
    });
    await step("the entity is marked in the conversation, and the slot has its value", async () => {
      assert.equal(await page.locator("mark").innerText(), "巴黎 city");
      assert.match(await page.getByRole("row", { name: "city" }).innerText(), /巴黎\s*was –/);
      assert.equal(await page.getByRole("tabpanel").count(), 1);
      await shot("09-marked");
    });
    await step("the mouse does the same: select a word by a double click, mark it, choose its type", async () => {
      await page.getByRole("button", { name: "Yes" }).click();
      await teaching.asked(page, "The bot wants to run 'action_listen', correct?");
      await page.getByRole("button", { name: "Yes" }).click();
      await teaching.asked(page, "Your input ->");
      await page.locator("textarea").fill("what do others say about Björk in Reykjavík");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("button", { name: "No" }).click();
      await page.getByRole("option", { name: "inform" }).click();
      await teaching.asked(page, "Please mark the entities using [value](type) notation");
      await teaching.doubleClickLastWord(page);
      await page.getByRole("button", { name: "Mark" }).click();
      await teaching.asked(page, 'Which entity is "Reykjavík"?');
      await page.getByRole("option", { name: "city" }).click();
      const expected = "what do others say about [Björk](artist) in [Reykjavík](city)";
      assert.equal(await page.locator("textarea").inputValue(), expected);
      await page.getByRole("button", { name: "Send" }).click();
      await teaching.asked(page, "The bot wants to run 'action_listen', correct?");
      await teaching.times(6, heard);
    });
    await step("the graph follows the conversation: its path lit, what comes next dashed", async () => {
      await page.getByRole("tab", { name: "Slots" }).focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.getByRole("tab", { name: "Graph" }).getAttribute("aria-selected"), "true");
      await page.locator(".node.active", { hasText: "inform" }).waitFor(); // the graph follows its question
      assert.equal(await page.locator(".node.pending.dashed.active").count(), 1);
      assert.deepEqual(await teaching.currentPath(page), [
        "START",
        "greet",
        "utter_greet",
        "compare_reviews",
        "utter_greet",
        "search_concerts",
        "utter_reviews",
        "inform",
        "?",
      ]);
      await shot("10-graph");
    });
    await step("a node opens its line, by keys and by mouse", async () => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      assert.deepEqual((await heard()).OpenPlace, { path: "data/stories.md", line: 3 });
      await page.locator(".node.intent", { hasText: "greet" }).first().click();
      assert.deepEqual((await heard()).OpenPlace, { path: "data/stories.md", line: 3 });
    });
    await step("a node of several stories lists them first", async () => {
      await page.locator(".node", { hasText: "utter_other" }).first().click();
      assert.deepEqual(await page.locator(".places button").allInnerTexts(), [
        "story 0 data/stories.md:4",
        "story 1 data/stories.md:14",
        "story 2 data/stories.md:24",
      ]);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.deepEqual((await heard()).OpenPlace, { path: "data/stories.md", line: 13 });
      await shot("11-places");
    });
    await step("a second page sees the same, and an answer there is followed here", async () => {
      const other = await page.context().newPage();
      await other.goto(address);
      await teaching.asked(other, "The bot wants to run 'action_listen', correct?");
      assert.deepEqual(await teaching.rows(other), await teaching.rows(page));
      await other.keyboard.press("y");
      await teaching.asked(page, "Your input ->");
      await other.close();
      await heard();
    });
    await step("an answer to a question of before is refused", async () => {
      const status = await page.evaluate(async () => {
        const token = new URLSearchParams(location.search).get("token");
        const headers = { "Content-Type": "application/json", "X-Teachback-Token": token };
        const body = JSON.stringify({ type: "answer", serial: 2, value: true });
        return (await fetch("answer", { method: "POST", headers, body })).status;
      });
      assert.equal(status, 409);
    });
    await step("fork lists the messages, newest first, and goes on from before one", async () => {
      await page.getByRole("button", { name: "Fork" }).click();
      await teaching.asked(page, "Before which user message do you want to fork?");
      const expected = ["what do others say about Björk in Reykjavík", "我想在巴黎听音乐会", "/compare_reviews", "/greet"];
      assert.deepEqual(await teaching.offered(page), expected);
      await page.getByRole("option", { name: "/compare_reviews" }).click();
      await teaching.asked(page, "Your input ->");
      assert.equal((await teaching.rows(page)).length, 3);
      assert.equal((await heard()).PageOrder.message, 1);
    });
    await step("what would be written is in sight", async () => {
      await page.getByRole("tab", { name: "Changes" }).click();
      assert.equal(await page.locator(".changes .added").count(), 4);
      await shot("12-changes");
    });
    await step("it fits 320 pixels, in the dark as well", async () => {
      await page.locator("textarea").fill("<img src=x onerror=alert(1)>");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "No" }).click();
      await page.getByRole("option", { name: "inform" }).click();
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("button", { name: "No" }).click();
      await teaching.asked(page, "What is the next action of the bot?");
      assert.equal(await page.locator("img").count(), 0);
      await page.emulateMedia({ colorScheme: "dark" });
      await shot("13-dark");
      await page.setViewportSize({ width: 320, height: 640 });
      for (const name of ["Slots", "Changes", "Graph"]) {
        await page.getByRole("tab", { name }).click();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
      }
      await shot("14-narrow");
      await page.emulateMedia({ colorScheme: "light" });
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await shot("15-narrow-graph");
      await teaching.times(5, heard);
    });
    await step("whoever quits is asked once, and then the page says that it is over", async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole("button", { name: "Quit without saving" }).click();
      await teaching.asked(page, "Quit without saving? You taught 2 conversations that no file holds yet.");
      await page.keyboard.press("y");
      await page.getByText("The session is over. You can close this page.").waitFor();
      await teaching.times(2, heard);
      assert.ok("ended" in (await heard()));
      await shot("16-ended");
    });
    await step("nothing was asked of anybody else, and nothing went wrong", async () => {
      assert.deepEqual(
        [...new Set(requests)].filter((origin) => origin !== "null"),
        [new URL(address).origin],
      );
      // Chromium tells of what was refused on purpose.
      assert.deepEqual(
        complaints.filter((text) => !/'TrustedHTML'|status of 409/.test(text)),
        [],
      );
    });
  });
  await step("a session that was killed is missed, and the address of the next one opens it", async () => {
    await withPageHost(async ({ address }) => {
      await page.goto(address);
      await teaching.asked(page, "Your input ->");
    });
    await page.getByRole("alert").filter({ hasText: "The connection is lost. Trying again" }).waitFor();
    await withPageHost(async ({ address }) => {
      await page.goto(address);
      await teaching.asked(page, "Your input ->");
    });
  });
  await step("in a webview of VS Code, the same page speaks through the editor", async () => {
    await page.addInitScript(() => {
      window.posted = [];
      window.acquireVsCodeApi = () => ({ postMessage: (message) => window.posted.push(message) });
    });
    await page.goto("about:blank");
    await page.addStyleTag({ path: join(CLIENT, "dist/page/page.css") });
    await page.addScriptTag({ content: readFileSync(join(CLIENT, "dist/page/page.js"), "utf8") });
    await page.evaluate((view) => window.postMessage(view), teaching.CONFIRMING);
    await teaching.asked(page, "The bot wants to run 'utter_greet', correct?");
    await page.keyboard.press("n");
    const posted = await page.evaluate(() => window.posted);
    assert.deepEqual(posted, [{ type: "ready" }, { type: "answer", serial: 7, value: false }]);
    await page.evaluate((view) => window.postMessage({ ...view, serial: "7" }), teaching.CONFIRMING);
    await page.getByRole("alert").filter({ hasText: "message.serial should be a number" }).waitFor();
  });
});
