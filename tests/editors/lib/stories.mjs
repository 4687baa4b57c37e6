import { readFileSync } from "node:fs";

/** The stories of a Markdown file: name, first and last line (1-based), and the lines with their numbers. */
export function readStories(path) {
  const stories = [];
  readFileSync(path, "utf8")
    .split("\n")
    .forEach((text, index) => {
      if (text.startsWith("##")) {
        stories.push({ name: text.replace(/^#+\s*/, ""), lines: [] });
      }
      stories.at(-1)?.lines.push({ number: index + 1, text: text.trim() });
    });
  return stories;
}

/** The 1-based line of a step in a story. */
export function lineOf(stories, name, step) {
  const line = stories.find((story) => story.name === name)?.lines.find(({ text }) => text === step);
  if (line === undefined) {
    throw new Error(`The sample has no step "${step}" in a story "${name}"; the test and the sample have parted.`);
  }
  return line.number;
}

/** The name of the story that a 1-based line belongs to. */
export function storyAt(stories, number) {
  return stories.find(({ lines }) => lines.some((line) => line.number === number))?.name;
}
