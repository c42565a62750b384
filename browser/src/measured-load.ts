import type { Page } from "playwright-core";
import { vi } from "vitest";

/** What a visit to the session manager took. */
export interface MeasuredLoad {
  /** All that came over the wire: page, scripts, styles, answers of the API. */
  readonly transferredBytes: number;
  /** From the start of the navigation until the list is there and a button does what it says. */
  readonly interactiveMs: number;
}

/** Presses a button as soon as the first conversation is there, and notes when that had its effect. */
const WATCH = `new MutationObserver((_, observer) => {
  const button = document.querySelector('button[aria-controls="new-chat"]');
  if (document.querySelector("a.row") === null || button === null) return;
  observer.disconnect();
  button.click();
  const look = () => {
    if (button.getAttribute("aria-expanded") === "true") globalThis.interactiveMs = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}).observe(document, { childList: true, subtree: true })`;

/** Loads the session manager with nothing in the cache. */
export async function measuredLoad(page: Page, url: string): Promise<MeasuredLoad> {
  let transferredBytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  // What is on its way for ever has no end that could tell its size.
  session.on("Network.responseReceived", ({ response }) => {
    transferredBytes += response.encodedDataLength;
  });
  session.on("Network.dataReceived", ({ encodedDataLength }) => {
    transferredBytes += encodedDataLength;
  });
  await page.addInitScript(WATCH);
  await page.goto(url);
  await vi.waitUntil(() => page.evaluate<boolean>("globalThis.interactiveMs !== undefined"), { timeout: 20_000 });
  await page.waitForLoadState("load");
  const interactiveMs = await page.evaluate<number>("interactiveMs");
  return { transferredBytes, interactiveMs };
}
