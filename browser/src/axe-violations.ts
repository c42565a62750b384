import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe-core has to say against a page as it is now, one line for each; tests want none. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // Legacy: without another page for what frames of other origins say, since there are none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}
