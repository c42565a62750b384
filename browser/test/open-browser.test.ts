import { expect, it } from "vitest";
import { openBrowser } from "../src/open-browser.ts";

it("brings its own browser", async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setContent("<button onclick=\"this.textContent = 'pressed'\">press</button>");
  await page.getByRole("button").click();
  expect(await page.getByRole("button").textContent()).toBe("pressed");
  await browser.close();
});
