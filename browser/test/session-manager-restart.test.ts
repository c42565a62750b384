import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { pairedTenant } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";

const [SHOP, ADA] = ["15550300001", "15550300002"];
let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
  const phone = server.simulator.phone(SHOP);
  await pairedTenant(server.manager, "shop", phone);
  await server.simulator.contact(ADA, { name: "Ada" }).sendText(phone.number, "Hello");
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const ada = () => server.simulator.contact(ADA);
const write = (page: Page) => page.getByLabel("Write a message");
const messages = (page: Page) => page.getByRole("region", { name: "Messages with Ada" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const timesReceived = (text: string) =>
  ada()
    .messages()
    .filter((message) => message.direction === "incoming" && message.text === text).length;

async function withAda() {
  const visitor = await visitAs(browser, server, "shop");
  await visitor.page.getByRole("link", { name: "Ada" }).click();
  await messages(visitor.page).getByText("Hello", { exact: true }).waitFor();
  return visitor;
}

it("recovers by itself when the server restarts: sends what waits, shows what arrived meanwhile", async () => {
  const { page, complaints, close } = await withAda();
  await server.restart(async () => {
    await page.getByText("No connection to the server.").waitFor();
    await write(page).fill("written meanwhile");
    await page.keyboard.press("Enter");
    await messages(page).getByText("It leaves once the server is there again.").waitFor();
    expect(await hasFocus(write(page))).toBe(true);
    expect(await violationsInEveryView(page)).toEqual([]);
  });
  await ada().sendText(SHOP, "sent meanwhile");
  await messages(page).getByText("sent meanwhile").waitFor();
  await page.getByText("No connection to the server.").waitFor({ state: "detached" });
  await page.getByText("Connected", { exact: true }).waitFor();
  await ada().received("written meanwhile");
  await messages(page).getByText("Delivered", { exact: true }).waitFor();
  expect(await messages(page).getByText("written meanwhile").count()).toBe(1);
  expect(timesReceived("written meanwhile")).toBe(1);
  expect(complaints).toEqual([]);
  await close();
});

it("shows what is there when the stream does not open, and tries at once when it is asked to", async () => {
  const { page, complaints, close } = await withAda();
  let failures = 0;
  await page.route("**/api/events", (route) => {
    failures += 1;
    return route.abort("connectionrefused");
  });
  await page.reload();
  await page.getByText("No connection to the server.").waitFor();
  await page.getByText("Connected", { exact: true }).waitFor();
  await messages(page).getByText("Hello", { exact: true }).waitFor();
  // By now the page waits for seconds before it tries again.
  await expect.poll(() => failures, { timeout: 20_000 }).toBe(5);
  await page.unroute("**/api/events");
  const asked = page.waitForRequest("**/api/events", { timeout: 1_000 });
  await button(page, "Try now").press("Enter");
  await asked;
  await page.getByText("No connection to the server.").waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(page.getByRole("main"))).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("sends a text once whose answer was lost, however often it is sent again", async () => {
  const { page, complaints, close } = await withAda();
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.route("**/send-text", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  const lost = page.waitForEvent("requestfailed");
  await write(page).fill("once only");
  await page.keyboard.press("Enter");
  await ada().received("once only");
  await messages(page).getByText("Delivered", { exact: true }).last().waitFor();
  await lost;
  await page.unroute("**/send-text");
  const repeated = page.waitForResponse("**/send-text");
  await server.restart();
  expect((await repeated).status()).toBe(200);
  await page.getByText("Connected", { exact: true }).waitFor();
  expect(await messages(page).getByText("once only").count()).toBe(1);
  expect(timesReceived("once only")).toBe(1);
  expect(complaints).toEqual([]);
  await close();
});

it("says why a text was refused, and sends it again or discards it when asked", async () => {
  const { page, complaints, close } = await withAda();
  await button(page, "Stop").click();
  await page.getByText("Stopped", { exact: true }).first().waitFor();
  for (const text of ["refused first", "not worth it"]) {
    await write(page).fill(text);
    await page.keyboard.press("Enter");
  }
  const unsent = (text: string) => messages(page).getByRole("listitem").filter({ hasText: text });
  await unsent("refused first").getByText("The session is not connected. Start it first.").waitFor();
  await unsent("not worth it").getByText("The session is not connected.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await unsent("not worth it").getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => hasFocus(messages(page))).toBe(true);
  await button(page, "Start").click();
  await page.getByText("Connected", { exact: true }).waitFor();
  await unsent("refused first").getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => hasFocus(messages(page))).toBe(true);
  await ada().received("refused first");
  await messages(page).getByText("Delivered", { exact: true }).last().waitFor();
  expect(await unsent("refused first").count()).toBe(1);
  expect(await unsent("not worth it").count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
