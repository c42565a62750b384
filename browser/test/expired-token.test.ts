import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { visitAs } from "../src/signed-in.ts";

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start({ JWT_EXPIRES_IN: "3s" }), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("leads to the login page, with a sentence, when it expires while the page is open", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "expires");
  await page.getByText("Not linked").waitFor();
  await page.waitForURL("**/login.html?reason=expired");
  await page.getByText("your token is not good any more").waitFor();
  await page.goto(`${server.url}/session-manager.html`);
  await page.waitForURL("**/login.html?reason=signed-in-nowhere");
  expect(complaints).toEqual([]);
  await close();
});

it("leads to the login page when a page is opened with it, from where one signs in again", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "expires-soon");
  await page.goto(`${server.url}/user-management.html`);
  const comeAgain = async () => {
    await page.reload();
    return page.url();
  };
  await expect.poll(comeAgain, { timeout: 20_000 }).toBe(`${server.url}/login.html?reason=expired`);
  await page.getByText("your token is not good any more").waitFor();
  await page.getByLabel("Tenant id").fill("expires-soon");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/session-manager.html");
  expect(complaints).toEqual([]);
  await close();
});
