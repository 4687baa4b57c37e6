const LINES_READ = 400;
const MARKDOWN_STORY = /^[ \t]*#{1,6}[ \t]*\S.*\n(?:[ \t]*(?:<!--.*-->[ \t]*)?\n)*[ \t]*(?:\*[ \t]*\S|>[ \t]*\S|-[ \t]*\S)/m;
const MARKDOWN_TURN = /^[ \t]*\*[ \t]*[^\s*].*\n(?:[ \t]*(?:<!--.*-->[ \t]*)?\n)*[ \t]*-[ \t]*\S/m;
const MARKDOWN_NLU = /^[ \t]*##[ \t]*(?:intent|synonym|regex|lookup)[ \t]*:/m;
const YAML_STORIES = /^(?:stories|rules)[ \t]*:/m;

/** Whether the beginning of a text looks like stories or rules, so that "Teach next action" makes sense in it. */
export function looksLikeStories(text: string, name: string): boolean {
  const beginning = text.replaceAll("\r\n", "\n").split("\n", LINES_READ).join("\n");
  if (/\.ya?ml$/i.test(name)) {
    return YAML_STORIES.test(beginning);
  }
  if (!/\.md$/i.test(name) || MARKDOWN_NLU.test(beginning)) {
    return false;
  }
  return MARKDOWN_STORY.test(beginning) && MARKDOWN_TURN.test(beginning);
}
