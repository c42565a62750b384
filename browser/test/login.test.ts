import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeViolations } from "../src/axe-violations.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { inEveryView } from "../src/views.ts";
import { visit } from "../src/visitor.ts";

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("is the first page, and nothing can be said against it in any view", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(server.url);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
  await inEveryView(page, async () => expect(await axeViolations(page)).toEqual([]));
  expect(complaints).toEqual([]);
  await close();
});
