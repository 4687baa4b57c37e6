// What a person sees and does on the teaching page. Nothing here knows a conversation.

/** The page in the panel: VS Code puts it into a frame inside of a frame. */
export function inPanel(page) {
  return page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
}

/** Says a message as the user. */
export async function say(page, message) {
  await asked(page, "Your input ->");
  await page.locator("textarea").fill(message);
  await page.locator("textarea").press("Enter");
}

/** Agrees with a question, or does not. */
export async function answer(page, question, button) {
  await asked(page, question);
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** Takes a line of the list of a question. */
export async function choose(page, question, label) {
  await asked(page, question);
  await page.getByRole("option", { name: label }).first().click();
}

/** Waits until a question is asked. */
export async function asked(page, question) {
  await page.locator(".question:not(.busy) .asks", { hasText: question }).waitFor();
}

/** The tag of what has the focus. */
export function focusedTag(page) {
  return page.evaluate(() => document.activeElement?.tagName);
}

/** The rows of the conversation, as they are drawn. */
export async function rows(page) {
  return (await page.locator(".chat .row").allInnerTexts()).map((text) => text.trim());
}

/** The labels of the lines of a list. */
export function offered(page) {
  return page.locator("[role=option] .label").allInnerTexts();
}

/** The label of the line that is chosen. */
export function chosen(page) {
  return page.locator("[role=option][aria-selected=true] .label").innerText();
}

/** How wide the bars are, from the first line on. */
export function barWidths(page) {
  return page.locator("[role=option] .bar i").evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
}

/** The nodes on the current path, from top to bottom. */
export function currentPath(page) {
  return page
    .locator(".node.active")
    .evaluateAll((nodes) =>
      nodes
        .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
        .map((node) => node.querySelector("text").textContent),
    );
}

/** Selects the last word of the field, as a person does. */
export async function doubleClickLastWord(page) {
  const place = await page.locator("textarea").evaluate((field) => {
    const style = getComputedStyle(field);
    const context = document.createElement("canvas").getContext("2d");
    context.font = style.font;
    const { left, top } = field.getBoundingClientRect();
    const end = Number.parseFloat(style.paddingLeft) + context.measureText(field.value).width;
    return { x: left + end - 12, y: top + 16 };
  });
  await page.mouse.dblclick(place.x, place.y);
}

/** Does something again and again. */
export async function times(count, act) {
  for (let left = count; left > 0; left -= 1) {
    await act();
  }
}

/** A message of the host as the extension passes it on. */
export const CONFIRMING = {
  type: "view",
  serial: 7,
  view: {
    version: 1,
    rows: [],
    slots: [],
    question: { kind: "confirm", message: "The bot wants to run 'utter_greet', correct?", usual: true, why: [] },
    remark: "",
    canUndo: false,
    forks: [],
    unsaved: 0,
  },
};
