import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { axeViolations } from "../src/axe-violations.ts";
import { focused, tabThrough } from "../src/focused.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { connected } from "../src/paired-tenant.ts";
import { inEveryView } from "../src/views.ts";
import { type Visitor, visit } from "../src/visitor.ts";

let server: PageServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

beforeEach(async () => {
  visitor = await visit(browser);
  ({ page } = visitor);
});

afterEach(async () => {
  await visitor.close();
  expect(visitor.complaints).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const flawless = () => inEveryView(page, async () => expect(await axeViolations(page)).toEqual([]));

it("makes a phone and scans a tenant's code with one click, with the keyboard alone", async () => {
  await page.goto(`${server.url}/phone`);
  expect(page.url()).toBe(`${server.url}/phone/`);
  await page.getByText("There is no phone yet.").waitFor();
  await flawless();
  expect(await tabThrough(page, 2)).toEqual(["input Number", "input Name"]);
  await page.keyboard.type("Demo Shop");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Demo Shop" }).waitFor();
  await expect.poll(() => focused(page)).toBe("h1 Demo Shop");

  const tenant = server.manager.tenant("demo-shop");
  await tenant.connect();
  await page.getByRole("button", { name: "Scan demo-shop" }).waitFor();
  await page.getByText("In sight with a QR code: demo-shop").waitFor({ state: "attached" });
  await flawless();
  expect(await tabThrough(page, 2)).toEqual(["button Lose connection", "button Scan demo-shop"]);
  await page.keyboard.press("Enter");
  await page.getByText("Linked to demo-shop.").waitFor();
  await expect.poll(() => focused(page)).toBe("h2 Linked devices");
  await page.getByRole("button", { name: "Scan demo-shop" }).waitFor({ state: "detached" });
  await connected(tenant);
  await page.getByRole("region", { name: "Linked devices" }).getByText("Online").waitFor();
  expect(tenant.status.account).toMatch(/^15550001001/);
});

it("goes from phone to phone and back to the one it came from", async () => {
  server.simulator.contact("15550002002", { name: "Ada" });
  await page.goto(`${server.url}/phone/`);
  await page.getByRole("link", { name: "Ada" }).press("Enter");
  await expect.poll(() => focused(page)).toBe("h1 Ada");
  expect(await page.title()).toBe("Ada · Phone");
  await page.goBack();
  await expect.poll(() => focused(page)).toMatch(/^a .*Ada/);
  await page.getByLabel("Number").fill("call me");
  await page.keyboard.press("Enter");
  await page.getByText("A phone number is 5 to 15 digits").waitFor();
  await flawless();
});

it("stands beside the tenant's session in one window", async () => {
  await page.goto(`${server.url}/demo`);
  const frame = (title: string) => page.frameLocator(`iframe[title="${title}"]`);
  await frame("Phones").getByRole("heading", { name: "Phones" }).waitFor();
  await frame("Session manager").getByRole("heading", { level: 1 }).waitFor();
  await inEveryView(page, async () => {
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  });
});
