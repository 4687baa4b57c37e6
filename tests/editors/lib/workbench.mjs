// What a person does in VS Code, by mouse and keys. Nothing here knows a project.

/** Goes to the folder and waits until its files are shown: shortcuts pressed before that are lost. */
export async function openFolder(page, url, someFile) {
  await page.goto(url);
  await page.waitForSelector(".monaco-workbench .part.editor");
  await page.getByRole("treeitem", { name: new RegExp(`^${escaped(someFile)}`) }).waitFor();
}

/** Opens a file by its name, at a 1-based line when one is given. */
export async function openFile(page, name, line) {
  const widget = page.locator(".quick-input-widget");
  await page.keyboard.press("Control+P");
  await widget.locator("input").fill(line === undefined ? name : `${name}:${line}`);
  await widget.locator(".monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForSelector(`.monaco-editor[data-uri$="/${name}"] .view-line`);
  await widget.waitFor({ state: "hidden" });
}

/** Takes `count` lines out of a file, from one in sight on, by clicking on it and by keys. */
export async function deleteLines(page, name, first, count) {
  await page.locator(`.monaco-editor[data-uri$="/${name}"] .view-line`, { hasText: first }).first().click();
  for (let left = count; left > 0; left -= 1) {
    await page.keyboard.press("Control+Shift+K");
  }
}

/** Runs a command of the palette. */
export async function runCommand(page, title) {
  const widget = page.locator(".quick-input-widget");
  await page.keyboard.press("F1");
  await widget.locator("input").fill(`>${title}`);
  await widget.locator(".monaco-list-row.focused", { hasText: title }).waitFor();
  await widget.locator("input").press("Enter");
}

/** The text of the lines on screen. */
export async function visibleText(page, name) {
  const lines = await page.locator(`.monaco-editor[data-uri$="/${name}"] .view-line`).allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** Opens the Problems panel, unless it is open. */
export async function openProblems(page) {
  if (!(await page.locator(".markers-panel").isVisible())) {
    await page.keyboard.press("Control+Shift+M");
  }
  await page.locator(".markers-panel").waitFor();
}

/** The rows of the Problems panel that belong to a rule. */
export function problems(page, rule) {
  return page.locator(".markers-panel .monaco-list-row", { hasText: rule });
}

/** Waits until the Problems panel shows `count` findings of the rule; their 1-based lines, in order. */
export async function linesOf(page, rule, count) {
  const rows = problems(page, rule);
  await rows.nth(count - 1).waitFor();
  const texts = await rows.allInnerTexts();
  return texts.map((text) => Number(text.match(/\[Ln (\d+), Col \d+\]/)?.[1])).sort((a, b) => a - b);
}

/** Waits until the rule has no finding left in the Problems panel. */
export async function noProblems(page, rule) {
  await problems(page, rule).first().waitFor({ state: "detached" });
}

/** Goes from a row of the Problems panel to its place in the editor. */
export async function goTo(page, row, name) {
  await row.dblclick();
  // Away from the list, whose tooltip would lie over what is shown next.
  await page.mouse.move(700, 20);
  await page.waitForFunction((file) => document.activeElement?.closest(`.monaco-editor[data-uri$="/${file}"]`), name);
}

/** Opens the quick fixes at the cursor; their titles. */
export async function openQuickFixes(page, expected) {
  await page.keyboard.press("Control+.");
  const rows = page.locator(".action-widget .monaco-list-row");
  await rows.filter({ hasText: expected }).first().waitFor();
  return (await rows.allInnerTexts()).map((text) => text.trim());
}

/** Takes a quick fix from the open menu, by keys: the menu swallows clicks in its first moments. */
export async function takeQuickFix(page, title) {
  const rows = page.locator(".action-widget .monaco-list-row");
  for (let left = await rows.count(); left > 0; left -= 1) {
    const focused = await page.locator(".action-widget .monaco-list-row.focused").innerText();
    if (focused.trim().startsWith(title)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`There is no quick fix "${title}".`);
}

/** The rows of the open quick pick, with the label and the description that VS Code draws without a blank between them. */
export async function readQuickPick(page) {
  const rows = page.locator(".quick-input-widget:not([style*='display: none']) .monaco-list-row");
  await rows.first().waitFor();
  return await Promise.all(
    (await rows.all()).map(async (row) => ({
      label: await firstText(row.locator(".label-name")),
      description: await firstText(row.locator(".label-description")),
    })),
  );
}

async function firstText(locator) {
  const [text = ""] = await locator.allInnerTexts();
  return text.replaceAll("\u00a0", " ").trim();
}

/** Takes a row of the open quick pick, by keys. */
export async function pick(page, label) {
  const widget = page.locator(".quick-input-widget:not([style*='display: none'])");
  for (let left = await widget.locator(".monaco-list-row").count(); left > 0; left -= 1) {
    if ((await focusedRow(page, widget)).startsWith(label)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The list has no "${label}".`);
}

/** The focused row once two pictures of it are the same: a list that is filled anew puts its first row into focus. */
async function focusedRow(page, widget) {
  const text = async () => (await widget.locator(".monaco-list-row.focused").innerText()).trim();
  let before;
  let now = await text();
  while (now !== before) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    before = now;
    now = await text();
  }
  return now;
}

/** The lines that the difference on screen takes away and adds. */
export async function readPreview(page) {
  await page.locator(".monaco-diff-editor .line-insert").first().waitFor();
  return {
    removed: await linesUnder(page, ".editor.original", ".line-delete"),
    added: await linesUnder(page, ".editor.modified", ".line-insert"),
  };
}

/** The text of the lines that a decoration of a side of the difference covers. */
async function linesUnder(page, side, decoration) {
  const heights = await page.locator(`.monaco-diff-editor ${side} .view-overlays ${decoration}`).evaluateAll(tops);
  const lines = page.locator(`.monaco-diff-editor ${side} .view-line`);
  const positions = await lines.evaluateAll(tops);
  const texts = await lines.allInnerTexts();
  return texts.filter((_, index) => heights.includes(positions[index])).map((text) => text.replaceAll("\u00a0", " "));
}

/** Runs in the page: where elements begin, in pixels from the top. */
function tops(elements) {
  return elements.map((element) => Math.round(element.getBoundingClientRect().top));
}

/** Saves the file in the editor, and waits until it is saved. */
export async function save(page) {
  await page.keyboard.press("Control+S");
  await page.waitForFunction(() => document.querySelectorAll(".tab.dirty").length === 0);
}

/** The hover over the first squiggle in sight of a severity. */
export async function hoverOver(page, severity) {
  const squiggle = page.locator(`.monaco-editor .squiggly-${severity}:visible`).first();
  const hover = page.locator(".monaco-hover:visible").filter({ hasText: /\S/ }).first();
  const attempts = 6;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await squiggle.hover({ force: true, timeout: 5000 });
      await hover.waitFor({ timeout: 5000 });
      return (await hover.innerText()).replaceAll("\u00a0", " ");
    } catch (problem) {
      // The editor draws its decorations anew while it settles, so one may vanish under the mouse.
      if (attempt === attempts) {
        throw problem;
      }
      await page.mouse.move(1, 1);
    }
  }
}

function escaped(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
