import type { Page } from "playwright-core";

/** A phone's width and a wide screen, light and dark. */
const VIEWS = [
  { width: 320, height: 640, colorScheme: "light" },
  { width: 320, height: 640, colorScheme: "dark" },
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 1440, height: 900, colorScheme: "dark" },
] as const;

/** Looks at a page in every view, one after the other, and leaves it in the last. */
export async function inEveryView(page: Page, look: () => Promise<void>): Promise<void> {
  for (const { colorScheme, ...size } of VIEWS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await look();
  }
}
