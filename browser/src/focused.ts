import type { Page } from "playwright-core";

/** Runs in the page: this side knows no DOM. */
const DESCRIBE = `(({ activeElement: element }) => {
  const label = element.labels?.[0]?.textContent;
  const name = element.getAttribute("aria-label") ?? (element.textContent || label || "");
  const role = element.getAttribute("role") ?? element.tagName.toLowerCase();
  return role + " " + name.replace(/\\s+/g, " ").trim();
})(document)`;

/** What has the keyboard now, in words: its role, or tag, and its name. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(DESCRIBE);
}

/** Presses Tab so often and tells what has had the keyboard each time. */
export async function tabThrough(page: Page, count: number): Promise<string[]> {
  const stops: string[] = [];
  for (let step = 0; step < count; step++) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  return stops;
}
