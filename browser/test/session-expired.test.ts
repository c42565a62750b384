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

it("leads to the login page, with a sentence, when the token expires while the page is open", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "expires");
  await page.getByText("Not linked").waitFor();
  await page.waitForURL("**/login.html?reason=expired");
  await page.getByText("your token is not good any more").waitFor();
  await page.goto(`${server.url}/session-manager.html`);
  await page.waitForURL("**/login.html?reason=signed-in-nowhere");
  expect(complaints).toEqual([]);
  await close();
});
