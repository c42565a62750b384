import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { pairedTenant } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("shows how the session is, and when it was active, without a reload", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "seen-live");
  await page.goto(`${server.url}/user-management.html`);
  const facts = page.getByRole("region", { name: "This tenant" });
  await facts.getByText("Not linked").waitFor();
  const phone = server.simulator.phone("15550300001");
  await pairedTenant(server.manager, "seen-live", phone);
  await facts.getByText("Connected", { exact: true }).waitFor();
  await facts.getByText("+15550300001").waitFor();
  await facts.getByText("none yet").waitFor();
  await server.simulator.contact("15550300002").sendText(phone.number, "hello");
  await facts.getByText("none yet").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await close();
});

it("says that the server is away, and recovers by itself with everything as it was left", async () => {
  const tenant = server.manager.tenant("outlives-it");
  await tenant.configure({ webhookUrl: "https://example.com/before" });
  const { page, complaints, close } = await visitAs(browser, server, "outlives-it");
  await page.goto(`${server.url}/user-management.html`);
  await page.getByRole("button", { name: "Delivery log: https://example.com/before" }).click();
  await page.getByText("Nothing has been delivered yet.").waitFor();
  await page.getByRole("button", { name: "Edit: https://example.com/before" }).click();
  const url = page.getByRole("dialog").getByLabel("URL");
  await url.fill("https://example.com/half");
  await server.restart(async () => {
    await page.getByText("No connection to the server.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "The server cannot be reached." }).waitFor();
    expect(await violationsInEveryView(page)).toEqual([]);
  });
  await page.getByText("No connection to the server.").waitFor({ state: "detached", timeout: 30_000 });
  expect(await url.inputValue()).toBe("https://example.com/half");
  expect(await hasFocus(url)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "The webhook is saved." }).waitFor();
  await page.getByRole("region", { name: "Delivery log of https://example.com/half" }).waitFor();
  expect(await server.manager.tenant("outlives-it").config()).toMatchObject({ webhookUrl: "https://example.com/half" });
  expect(complaints).toEqual([]);
  await close();
});
