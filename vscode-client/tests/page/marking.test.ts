import assert from "node:assert/strict";
import { test } from "node:test";
import { markable, withMark, withoutMark } from "../../page/marking";

/** A text in which `‹` and `›` stand around what is selected. */
function selection(marked: string) {
  const start = marked.indexOf("‹");
  return { text: marked.replace(/[‹›]/g, ""), start, end: marked.indexOf("›") - 1 };
}

function shown(given: { text: string; start: number; end: number } | undefined): string | undefined {
  return (
    given && `${given.text.slice(0, given.start)}‹${given.text.slice(given.start, given.end)}›${given.text.slice(given.end)}`
  );
}

for (const [given, expected] of [
  ["concerts in ‹Paris›", "concerts in ‹Paris›"],
  ["concerts in‹ Paris ›please", "concerts in ‹Paris› please"],
  ["我想在‹巴黎›听音乐会", "我想在‹巴黎›听音乐会"],
  ["‹🎸 rock› now", "‹🎸 rock› now"],
  ["from [Rome](city) to ‹Paris›", "from [Rome](city) to ‹Paris›"],
] as const) {
  test(`can be marked: ${given}`, () => assert.equal(shown(markable(selection(given))), expected));
}

for (const given of [
  "concerts ‹›in Paris",
  "concerts‹  ›in Paris",
  "‹concerts in [Paris](city)›",
  "in [Pa‹ri›s](city)",
  'in ‹[Paris]{"entity": "city"}›',
  "a ‹[› b",
]) {
  test(`cannot be marked: ${given}`, () => assert.equal(markable(selection(given)), undefined));
}

test("a mark goes around what is selected", () => {
  assert.equal(shown(withMark(selection("concerts in ‹Paris›, please"), "city")), "concerts in ‹[Paris](city)›, please");
});

for (const [given, expected] of [
  ["in [Pa‹›ris](city) now", "in ‹Paris› now"],
  ["in ‹[Paris](city)› now", "in ‹Paris› now"],
  ['[Paris]{"entity": "city", "role": "to"‹›}', "‹Paris›"],
  ["[Rome](city) [Par‹›is](city)", "[Rome](city) ‹Paris›"],
] as const) {
  test(`a mark is taken away: ${given}`, () => assert.equal(shown(withoutMark(selection(given))), expected));
}

test("where there is no mark, none is taken away", () => {
  assert.equal(withoutMark(selection("in‹› [Paris](city)")), undefined);
});

test("a mark that is taken away leaves the text as it was", () => {
  const before = selection("to ‹New York› today");
  assert.deepEqual(withoutMark(withMark(before, "city")), before);
});
