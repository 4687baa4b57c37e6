import { element } from "./elements";

const KINDS: Record<string, string> = { "+": "added", "-": "removed", "@": "hunk" };

/** What an export would write, as a difference against the files. */
export class ChangesPanel {
  readonly element = element("div", { class: "changes", tabindex: 0 });

  show(changes: string | null): void {
    const none = element("p", { class: "none" }, "Nothing would be written yet.");
    this.element.replaceChildren(changes === null || changes === "" ? none : element("pre", {}, ...lines(changes)));
  }
}

function lines(changes: string): HTMLElement[] {
  return changes
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => element("span", { class: kindOf(line) }, `${line}\n`));
}

function kindOf(line: string): string {
  return /^(?:---|\+\+\+) /.test(line) ? "file" : (KINDS[line.charAt(0)] ?? "");
}
