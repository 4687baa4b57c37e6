import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ARTEFACTS } from "./paths.mjs";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens a page in Chromium and calls `body` with it and a function that takes a screenshot; a failure leaves one too. */
export async function withPage(suite, body) {
  mkdirSync(ARTEFACTS, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.TEACHBACK_CHROMIUM || "/usr/bin/chromium",
    args: ARGUMENTS,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const shot = async (name) => {
    await page.evaluate(settled);
    await page.screenshot({ path: join(ARTEFACTS, `${suite}-${name}.png`) });
  };
  try {
    return await body(page, shot);
  } catch (error) {
    await shot("failure");
    throw error;
  } finally {
    await browser.close();
  }
}

/** Runs in the page: resolves when everything that fades or slides has come to its end; spinners have none. */
function settled() {
  const ending = document.getAnimations().filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime));
  return Promise.allSettled(ending.map((animation) => animation.finished)).then(() => undefined);
}
