import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeStories } from "../src/storyFile";

const STORIES = "## happy\n\n* greet\n  - utter_greet\n";

test("Markdown stories are known, with any line ends", () => {
  assert.ok(looksLikeStories(STORIES, "/bot/data/stories.md"));
  assert.ok(looksLikeStories(STORIES.replaceAll("\n", "\r\n"), "/bot/data/stories.md"));
  assert.ok(looksLikeStories('<!-- a bot -->\n## a\n> check\n*greet{"a": 1}\n<!-- why -->\n-utter_greet\n', "s.md"));
});

test("other Markdown is not", () => {
  assert.ok(!looksLikeStories("# Bot\n\nSome prose.\n\n- a\n- b\n", "README.md"));
  assert.ok(!looksLikeStories("## intent: greet\n- hello\n- hi\n", "nlu.md"));
  assert.ok(!looksLikeStories("", "empty.md"));
  assert.ok(!looksLikeStories(STORIES, "stories.txt"));
});

test("YAML is told by its keys", () => {
  assert.ok(looksLikeStories('version: "3.1"\nrules:\n- rule: a\n', "rules.yml"));
  assert.ok(looksLikeStories("stories:\n", "stories.YAML"));
  assert.ok(!looksLikeStories("intents:\n- greet\n", "domain.yml"));
});

test("long lists cost no more than their length", () => {
  const text = `${"- a\n".repeat(200_000)}`;
  assert.ok(!looksLikeStories(text, "list.md"));
});
