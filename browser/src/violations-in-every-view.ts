import type { Page } from "playwright-core";
import { axeViolations } from "./axe-violations.ts";
import { inEveryView } from "./views.ts";

/** What axe-core has to say against a page as it is now, in all views, and what does not fit into them; tests want none. */
export async function violationsInEveryView(page: Page): Promise<readonly string[]> {
  const violations: string[] = [];
  await inEveryView(page, async () => {
    violations.push(...(await axeViolations(page)));
    if (await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")) {
      violations.push(`wider than ${page.viewportSize()?.width} pixels`);
    }
  });
  return violations;
}
