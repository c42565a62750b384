import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus, tabOrder } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
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

const tenantId = (page: Page) => page.getByLabel("Tenant id");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

it("is the first page, and nothing can be said against it in any view", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(server.url);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(await tabOrder(page)).toEqual(["Tenant id", "Sign in", "New here? Register a tenant", "Language"]);
  expect(complaints).toEqual([]);
  await close();
});

it("registers a tenant with its webhook, by keyboard alone", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  await button(page, "New here? Register a tenant").focus();
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Register a tenant" });
  await expect.poll(() => hasFocus(heading)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.type("registered-here");
  await page.keyboard.press("Tab");
  await page.keyboard.type("https://example.com/hook");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/session-manager.html");
  expect(await server.manager.tenant("registered-here").config()).toMatchObject({
    webhookUrl: "https://example.com/hook",
  });
  expect(complaints).toEqual([]);
  await close();
});

it("keeps the webhook of who signs in again", async () => {
  await server.manager.tenant("comes-again").configure({ webhookUrl: "https://example.com/kept" });
  const { page, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  await tenantId(page).fill("comes-again");
  await button(page, "Sign in").click();
  await page.waitForURL("**/session-manager.html");
  expect(await server.manager.tenant("comes-again").config()).toMatchObject({ webhookUrl: "https://example.com/kept" });
  await close();
});

it("says at each input what is wrong with it, and goes there", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  await button(page, "New here? Register a tenant").click();
  await button(page, "Register").click();
  await page.getByText("Give the id of a tenant.").waitFor();
  await expect.poll(() => hasFocus(tenantId(page))).toBe(true);

  await tenantId(page).fill("../<b>up</b>");
  await button(page, "Register").click();
  await page.getByText("3 to 128 letters, digits, dots, hyphens and underscores; a letter").waitFor();
  expect(await page.getByRole("alert").textContent()).toBe("Something here is not right yet. Look at what is marked.");
  expect(await violationsInEveryView(page)).toEqual([]);

  await tenantId(page).fill("right-id");
  const webhookUrl = page.getByLabel("Webhook URL");
  await webhookUrl.fill("javascript:alert(1)");
  await button(page, "Register").click();
  await page.getByText("A whole address such as https://example.com/hook").waitFor();
  await expect.poll(() => hasFocus(webhookUrl)).toBe(true);
  expect(await webhookUrl.getAttribute("aria-invalid")).toBe("true");
  expect(await tenantId(page).getAttribute("aria-invalid")).toBe("false");
  expect(complaints).toEqual([]);
  await close();
});

it.each([
  ["expired", "your token is not good any more"],
  ["signed-out", "The WhatsApp session goes on"],
  ["signed-in-nowhere", "Sign in first"],
  ["erased", "The tenant is erased"],
])("says why somebody was sent here: %s", async (reason, sentence) => {
  const { page, close } = await visit(browser);
  await page.goto(`${server.url}/login.html?reason=${reason}`);
  await page.getByRole("status").filter({ hasText: sentence }).waitFor();
  await close();
});

it("says nothing of its own when the address gives no reason that there is", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${server.url}/login.html?reason=constructor`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("status").textContent()).toBe("");
  await close();
});

it("lets who is signed in go on, or sign out, which leaves the session alone", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  await tenantId(page).fill("signed-in");
  await button(page, "Sign in").click();
  await page.waitForURL("**/session-manager.html");
  await page.goto(`${server.url}/login.html`);
  await page.getByText("Signed in as signed-in").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.getByRole("link", { name: "Go on to the session" }).click();
  await page.waitForURL("**/session-manager.html");
  await page.goBack();
  await button(page, "Sign out").click();
  await page.getByText("You are signed out of these pages.").waitFor();
  expect(await page.getByText("Signed in as signed-in").count()).toBe(0);
  await page.goto(`${server.url}/session-manager.html`);
  await page.waitForURL("**/login.html?reason=signed-in-nowhere");
  expect(complaints).toEqual([]);
  await close();
});

it("says so when the server cannot be reached, and works once it is back", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  await tenantId(page).fill("patient-one");
  await server.restart(async () => {
    await button(page, "Sign in").click();
    await page.getByRole("alert").filter({ hasText: "The server cannot be reached." }).waitFor();
    expect(await hasFocus(button(page, "Sign in"))).toBe(true);
  });
  await button(page, "Sign in").click();
  await page.waitForURL("**/session-manager.html");
  await close();
});

it("speaks German to who prefers it, and lets everybody choose", async () => {
  const { page, complaints, close } = await visit(browser, { locale: "de-AT" });
  await page.goto(`${server.url}/login.html?reason=expired`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Anmelden");
  await page.getByText("weil Ihr Token nicht mehr gilt").waitFor();
  expect(await page.getAttribute("html", "lang")).toBe("de");
  await page.getByLabel("Sprache").selectOption("English");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(`${server.url}/login.html`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
