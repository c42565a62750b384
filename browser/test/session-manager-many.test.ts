import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillStorage } from "../src/fill-storage.ts";
import { hasFocus } from "../src/focus.ts";
import { measuredLoad } from "../src/measured-load.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { pairedTenant } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { storedText } from "../src/stored-text.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";

const DAY_MS = 86_400_000;
const NOON = new Date().setHours(12, 0, 0, 0) - DAY_MS;
const TALKATIVE = "4915100000000@s.whatsapp.net";
const jidOf = (n: number) => `49151${String(n).padStart(8, "0")}@s.whatsapp.net`;
const bytes = (many: number) => `${(many / 1000).toFixed(1)} kB`;

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  const others = Array.from({ length: 999 }, (_, at) => at + 1).flatMap((n) => [
    { kind: "chat" as const, jid: jidOf(n), name: `Customer ${n}` },
    storedText(jidOf(n), `C${n}`, `When will order ${n} be ready?`, NOON - n * 60_000),
  ]);
  const long = Array.from({ length: 500 }, (_, at) =>
    storedText(TALKATIVE, `M${at}`, `message number ${at}`, NOON - (500 - at) * 600_000),
  );
  const records = [{ kind: "chat" as const, jid: TALKATIVE, name: "Talkative" }, ...long, ...others];
  [server, browser] = await Promise.all([
    PageServer.start({}, (directory) => fillStorage(directory, "busy", records)),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const chats = (page: Page) => page.getByRole("region", { name: "Conversations" });
const rows = (page: Page) => chats(page).locator("li a");
const row = (page: Page, name: string) => chats(page).getByRole("link", { name });
const messages = (page: Page) => page.getByRole("region", { name: "Messages with Talkative" });
const bubbles = (page: Page) => messages(page).locator(".bubble");
const search = (page: Page) => page.getByLabel("Search names, numbers and messages");

it("is there within a second and 60 kB with 1,000 conversations", async () => {
  const loads: { readonly transferredBytes: number; readonly interactiveMs: number }[] = [];
  for (let load = 0; load < 5; load++) {
    const { page, close } = await visitAs(browser, server, "busy");
    await page.goto("about:blank");
    loads.push(await measuredLoad(page, `${server.url}/session-manager.html`));
    await close();
  }
  const transferred = Math.max(...loads.map(({ transferredBytes }) => transferredBytes));
  const times = loads.map(({ interactiveMs }) => Math.round(interactiveMs)).sort((a, b) => a - b);
  process.stdout.write(
    `first view with 1,000 chats: ${bytes(transferred)}, interactive after ${times.join(", ")} ms\n`,
  );
  expect(transferred).toBeLessThan(60_000);
  expect(times[2]).toBeLessThan(1_000);
});

it("pages through 1,000 conversations, and brings the one that writes to the top", async () => {
  await pairedTenant(server.manager, "busy", server.simulator.phone("15550400001"));
  const { page, complaints, close } = await visitAs(browser, server, "busy");
  await rows(page).first().waitFor();
  const first = await rows(page).count();
  expect(first).toBeLessThan(100);
  await page.getByRole("button", { name: "Load more conversations" }).press("Enter");
  await expect.poll(() => rows(page).count()).toBeGreaterThan(first);
  for (;;) {
    const last = await rows(page).count();
    if (last === 1000) break;
    await rows(page).last().scrollIntoViewIfNeeded();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(last);
  }
  await page.getByRole("button", { name: "Load more conversations" }).waitFor({ state: "detached" });
  await server.simulator.contact("4915100000999", { name: "Customer 999" }).sendText("15550400001", "It is me");
  await expect.poll(() => rows(page).first().textContent()).toContain("It is me");
  expect(await rows(page).count()).toBe(1000);
  expect(complaints).toEqual([]);
  await close();
});

it("pages through 500 messages by scrolling up, and what is read stays where it is", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "busy");
  await row(page, "Talkative").click();
  await messages(page).getByText("message number 499").waitFor();
  const topOf = (text: string) =>
    messages(page)
      .getByText(text, { exact: true })
      .evaluate((element) => element.getBoundingClientRect().top);
  for (;;) {
    const before = await bubbles(page).count();
    if (before === 500) break;
    const upmost = ((await bubbles(page).first().locator(".words").textContent()) ?? "").trim();
    await messages(page).evaluate((element) => element.scrollTo(0, 300));
    const at = await topOf(upmost);
    await expect.poll(() => bubbles(page).count()).toBeGreaterThan(before);
    expect(Math.abs((await topOf(upmost)) - at)).toBeLessThan(2);
  }
  const all = await bubbles(page).locator(".words").allTextContents();
  expect(all).toEqual(Array.from({ length: 500 }, (_, at) => `message number ${at}`));
  expect(await messages(page).locator(".day").count()).toBeGreaterThan(3);
  expect(await messages(page).locator(".day").last().textContent()).toBe("Yesterday");
  expect(await messages(page).getByRole("button", { name: "Load older messages" }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it("loads older messages by keyboard, and the focus stays among them", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "busy");
  await row(page, "Talkative").click();
  await bubbles(page).first().waitFor();
  const older = messages(page).getByRole("button", { name: "Load older messages" });
  while ((await older.count()) > 0) {
    const before = await bubbles(page).count();
    if (before === 500) break;
    await older.press("Enter");
    await expect.poll(() => bubbles(page).count()).toBeGreaterThan(before);
  }
  await older.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(messages(page))).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("leaves who reads old messages where he is, and offers the way to new ones", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "busy");
  await page.getByText("Connected", { exact: true }).waitFor();
  await row(page, "Talkative").click();
  await messages(page).getByText("message number 499").waitFor();
  await messages(page).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  const at = () => messages(page).evaluate((element) => element.scrollHeight - element.scrollTop);
  await server.simulator.contact("4915100000000", { name: "Talkative" }).sendText("15550400001", "Are you there?");
  const toEnd = page.getByRole("button", { name: "New messages" });
  await toEnd.waitFor();
  expect(await at()).toBeGreaterThan(700);
  await toEnd.click();
  await toEnd.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(messages(page))).toBe(true);
  await expect.poll(at).toBeLessThan(700);
  expect(complaints).toEqual([]);
  await close();
});

it("finds names, numbers and messages, and goes to a message that is far back", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "busy");
  await search(page).fill("talkat");
  await chats(page).getByText("1 result").waitFor();
  await row(page, "Talkative").waitFor();
  await search(page).fill("+4915100000777");
  await row(page, "Customer 777").waitFor();
  await search(page).fill("nobody has this");
  await chats(page).getByText("Nothing was found.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await search(page).fill("number 17");
  await chats(page).getByRole("heading", { name: "Messages" }).waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await chats(page).getByRole("link", { name: "message number 17", exact: false }).last().click();
  const found = messages(page).locator("[data-message=M17]");
  await expect.poll(() => hasFocus(found)).toBe(true);
  expect(await found.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Clear the search" }).click();
  expect(await hasFocus(search(page))).toBe(true);
  await row(page, "Customer 1,").or(row(page, "Customer 2")).first().waitFor();
  expect(complaints).toEqual([]);
  await close();
});
