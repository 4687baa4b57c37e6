import assert from "node:assert/strict";
import { test } from "node:test";
import type { Choose } from "../../page/messages";
import { firstOf, moved, offersFor } from "../../page/questions/narrowing";

function choose(names: readonly string[], allowNew = true): Choose {
  const choices = names.map((name) => ({ label: name, value: name, score: 0, detail: "", current: name === "b", why: [] }));
  return { kind: "choose", title: "Next action", message: "?", choices, allowNew, stories: [] };
}

/** The lines as `key label`. */
function shown(question: Choose, typed = ""): string[] {
  return offersFor(question, typed).map(({ key, label }) => `${key} ${label}`.trim());
}

test("the first nine have digits, and a plus asks for a new name", () => {
  const names = [..."abcdefghijk"];
  assert.deepEqual(
    shown(choose(names)),
    [..."abcdefghi"].map((name, index) => `${index + 1} ${name}`).concat("j", "k", "+ a new one…"),
  );
});

test("where no new names are taken, none is offered", () => {
  assert.deepEqual(shown(choose(["a"], false)), ["1 a"]);
  assert.deepEqual(shown(choose(["a"], false), "x"), []);
});

test("typing keeps what has every word in it, and takes digits for letters", () => {
  const names = ["utter_ask_city", "utter_ask_date", "action_city_2"];
  assert.deepEqual(shown(choose(names), "CITY utter"), ["utter_ask_city", "new: CITY utter"]);
  assert.deepEqual(shown(choose(names), "2"), ["action_city_2", "new: 2"]);
});

test("a name that is there already is not new", () => {
  assert.deepEqual(shown(choose(["utter_ask", "utter_ask_city"]), " utter_ask "), ["utter_ask", "utter_ask_city"]);
});

test("at first the likeliest is chosen that was not just refused", () => {
  assert.equal(firstOf(offersFor(choose(["b", "a"]), ""), ""), 1);
  assert.equal(firstOf(offersFor(choose(["b"]), ""), ""), 0);
  assert.equal(firstOf(offersFor(choose(["a", "b"]), "b"), "b"), 0);
});

test("arrow keys go around, pages stop at the ends", () => {
  assert.equal(moved("ArrowDown", 2, 3, 8), 0);
  assert.equal(moved("ArrowUp", 0, 3, 8), 2);
  assert.equal(moved("PageDown", 1, 3, 8), 2);
  assert.equal(moved("PageUp", 1, 30, 8), 0);
  assert.equal(moved("Home", 1, 3, 8), undefined);
  assert.equal(moved("ArrowDown", 0, 0, 8), undefined);
});
