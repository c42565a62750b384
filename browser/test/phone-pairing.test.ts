import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { hasFocus, tabOrder } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { connected } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
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

const flawless = async () => expect(await violationsInEveryView(page)).toEqual([]);
const isFocused = (locator: Locator) => expect.poll(() => hasFocus(locator)).toBe(true);

it("makes a phone and scans a tenant's code with one click, with the keyboard alone", async () => {
  await page.goto(`${server.url}/phone`);
  expect(page.url()).toBe(`${server.url}/phone/`);
  await page.getByText("There is no phone yet.").waitFor();
  await flawless();
  expect(await tabOrder(page)).toEqual(["Number", "Name", "Make the phone"]);
  await page.getByLabel("Name").focus();
  await page.keyboard.type("Demo Shop");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Demo Shop" }).waitFor();
  await isFocused(page.getByRole("heading", { name: "Demo Shop" }));

  const tenant = server.manager.tenant("demo-shop");
  await tenant.connect();
  await page.getByRole("button", { name: "Scan demo-shop" }).waitFor();
  await page.getByText("In sight with a QR code: demo-shop").waitFor({ state: "attached" });
  await flawless();
  expect((await tabOrder(page)).slice(0, 3)).toEqual(["All phones", "Lose connection", "Scan demo-shop"]);
  await page.getByRole("button", { name: "Scan demo-shop" }).press("Enter");
  await page.getByText("Linked to demo-shop.").waitFor();
  await isFocused(page.getByRole("heading", { name: "Linked devices" }));
  await page.getByRole("button", { name: "Scan demo-shop" }).waitFor({ state: "detached" });
  await connected(tenant);
  await page.getByRole("region", { name: "Linked devices" }).getByText("Online").waitFor();
  expect(tenant.status.account).toMatch(/^15550001001/);
});

it("goes from phone to phone and back to the one it came from", async () => {
  server.simulator.contact("15550002002", { name: "Ada" });
  await page.goto(`${server.url}/phone/`);
  await page.getByRole("link", { name: "Ada" }).press("Enter");
  await isFocused(page.getByRole("heading", { name: "Ada" }));
  expect(await page.title()).toBe("Ada · Phone");
  await page.goBack();
  await isFocused(page.getByRole("link", { name: "Ada" }));
  await page.getByLabel("Number").fill("call me");
  await page.keyboard.press("Enter");
  await page.getByText("A phone number is 5 to 15 digits").waitFor();
  await flawless();
});

it("shows both sides in one window, from the QR code to the message", async () => {
  const both = await visitAs(browser, server, "both-sides");
  await both.page.goto(`${server.url}/demo`);
  const [session, phones] = ["Session manager", "Phones"].map((title) => both.page.frameLocator(`[title="${title}"]`));
  if (!session || !phones) throw new Error("two panes");
  await phones.getByLabel("Name").fill("Both Sides");
  await phones.getByRole("button", { name: "Make the phone" }).click();
  await session.getByRole("button", { name: "Start" }).click();
  await phones.getByRole("button", { name: "Scan both-sides" }).click();
  await session.getByText("Connected").first().waitFor();
  const ada = server.simulator.contact("15550002002", { name: "Ada" });
  const received = ada.received("From the phone");
  await phones.getByLabel("Number to write to").fill(ada.number);
  await phones.getByRole("button", { name: "New chat" }).click();
  await phones.getByRole("textbox", { name: "Message" }).fill("From the phone");
  await phones.getByRole("button", { name: "Send" }).click();
  await received;
  await session.getByText("From the phone").first().waitFor();
  expect(await violationsInEveryView(both.page)).toEqual([]);
  await both.close();
  expect(both.complaints).toEqual([]);
});
