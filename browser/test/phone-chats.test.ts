import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { hasFocus, tabOrder } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { connected, pairedTenant } from "../src/paired-tenant.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import { type Visitor, visit } from "../src/visitor.ts";

const SHOP = "15550001001";
const ADA = "15550002002";

let server: PageServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
  await pairedTenant(server.manager, "demo-shop", server.simulator.phone(SHOP, { name: "Demo Shop" }));
  server.simulator.contact(ADA, { name: "Ada" });
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

const tenant = () => server.manager.tenant("demo-shop");
const open = (hash: string) => page.goto(`${server.url}/phone/#/${hash}`);
const bubble = (text: string): Locator => page.getByRole("log").getByRole("listitem").filter({ hasText: text });
const flawless = async () => expect(await violationsInEveryView(page)).toEqual([]);
const composer = () => page.getByRole("textbox", { name: "Message" });
const isFocused = (locator: Locator) => expect.poll(() => hasFocus(locator)).toBe(true);

const written = () => composer().inputValue();

async function write(text: string): Promise<void> {
  await composer().fill(text);
  await page.keyboard.press("Enter");
}

it("writes to a tenant, and its ticks go from sent to delivered to read", async () => {
  await open(`${ADA}/${SHOP}`);
  const received = new Promise<string | null>((resolve) => {
    server.manager.on("message.received", ({ message }) => resolve(message.text));
  });
  await write("Is it still open?");
  await isFocused(composer());
  expect(await written()).toBe("");
  await bubble("Is it still open?").getByText("Delivered").waitFor();
  expect(await received).toBe("Is it still open?");
  await flawless();
  await tenant().markRead(ADA);
  await bubble("Is it still open?").getByText("Read").waitFor();
});

it("shows what a tenant writes without being loaded anew, and reads it when the chat is opened", async () => {
  await open(ADA);
  await page.getByRole("heading", { name: "Ada", level: 1 }).waitFor();
  const isRead = new Promise<void>((resolve) => {
    server.manager.on("message.status", ({ status }) => status === "read" && resolve());
  });
  await tenant().sendText(ADA, "Until eight.");
  await page.getByText("1 unread message").waitFor();
  await page.getByText("Demo Shop: Until eight.").waitFor({ state: "attached" });
  await flawless();
  await page.getByRole("link", { name: "Until eight." }).click();
  await isRead;
  await isFocused(composer());
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("link", { name: "All chats" }).press("Enter");
  await isFocused(page.getByRole("link", { name: "Until eight." }));
  expect(await page.getByText("1 unread").count()).toBe(0);
});

it("shows edits, and messages that were taken back", async () => {
  const shop = server.simulator.phone(SHOP);
  const [first, second] = [await shop.sendText(ADA, "We close at sevn"), await shop.sendText(ADA, "Not for you")];
  await open(`${ADA}/${SHOP}`);
  await bubble("Not for you").waitFor();
  await shop.editText(first.id, "We close at seven");
  await shop.revoke(second.id);
  await bubble("We close at seven").getByText("edited").waitFor();
  await bubble("This message was taken back").waitFor();
  expect(await bubble("Not for you").count()).toBe(0);
  await flawless();
});

it("reads and writes in a group, and tells who wrote", async () => {
  const shop = server.simulator.phone(SHOP);
  const group = server.simulator.group({ subject: "Regulars", members: [ADA, SHOP] });
  await shop.sendText(group.id, "Cake on Friday");
  await open(ADA);
  await page.getByRole("link", { name: "Regulars" }).click();
  await page.getByRole("heading", { name: "Regulars" }).waitFor();
  await bubble("Cake on Friday").getByText("Demo Shop").waitFor();
  await write("I bring tea");
  expect(await shop.received("I bring tea")).toMatchObject({ from: ADA, to: group.id });
  await flawless();
});

it("loses its connection on a button, and takes what has waited when it is back", async () => {
  await open(`${ADA}/${SHOP}`);
  await page.getByRole("button", { name: "Lose connection" }).press("Enter");
  await page.getByText("waits until it is back").waitFor();
  await isFocused(page.getByRole("button", { name: "Connect again" }));
  await flawless();
  await tenant().sendText(ADA, "Still there?");
  expect(await bubble("Still there?").count()).toBe(0);
  await page.getByRole("button", { name: "Connect again" }).press("Enter");
  await bubble("Still there?").waitFor();
});

it("shows whether a linked device is there, and drops its connection on a button", async () => {
  await open(SHOP);
  const devices = page.getByRole("region", { name: "Linked devices" });
  await devices.getByText("Online").waitFor();
  await tenant().disconnect();
  await devices.getByText("Away").waitFor();
  await flawless();
  await tenant().connect();
  await devices.getByText("Online").waitFor();
  const dropped = new Promise<string | null>((resolve) => {
    server.manager.on("session.state", ({ to, reason }) => to === "reconnecting" && resolve(reason));
  });
  await devices.getByRole("button", { name: "Drop their connection" }).press("Enter");
  await page.getByText("One connection dropped.").waitFor();
  await isFocused(page.getByRole("button", { name: "Drop their connection" }));
  expect(await dropped).toBe("connection_lost");
  await connected(tenant());
  await devices.getByText("Online").waitFor();
});

it("is told when it writes to nobody, and keeps the text", async () => {
  await open(`${ADA}/15559999999`);
  await write("Anybody?");
  await page.getByText("15559999999 is not on this network").waitFor();
  await expect.poll(written).toBe("Anybody?");
  await flawless();
});

it("is used with the keyboard alone, from one stop to the next", async () => {
  const grace = server.simulator.contact("15550004004", { name: "Grace" });
  await server.simulator.phone(SHOP).sendText(grace.number, "Welcome");
  await page.setViewportSize({ width: 1100, height: 800 });
  await open(grace.number);
  await page.getByRole("link", { name: "Demo Shop" }).waitFor();
  expect(await tabOrder(page)).toEqual([
    "All phones",
    "Lose connection",
    expect.stringMatching(/^DDemo Shop/),
    "Number to write to",
    "New chat",
    "Link by hand",
  ]);
  await page.getByLabel("Number to write to").fill("+15550003003");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "+15550003003" }).waitFor();
  await isFocused(composer());
});

it("shows hostile names and messages as text, within its width", async () => {
  const name = `<img src=x onerror=alert(1)>${"مرحبا".repeat(30)}`;
  const mallory = server.simulator.contact("15550006666", { name });
  const texts = [
    "<script>alert(1)</script>",
    "x".repeat(4000),
    "שלום \u202Eevil",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "](javascript:alert(1))",
  ];
  for (const text of texts) await mallory.sendText(ADA, text);
  await open(`${ADA}/15550006666`);
  await bubble("](javascript:alert(1))").waitFor();
  const shown = await page.locator(".words").allTextContents();
  expect(shown).toEqual(texts);
  expect(await page.getByRole("heading", { level: 2 }).last().textContent()).toBe(name);
  await flawless();
  await open("");
  await page.getByRole("heading", { name: "Phones" }).waitFor();
  expect(await page.getByRole("link", { name: "<img src=x" }).count()).toBe(1);
  await flawless();
});

it("goes on by itself after it was refused", async () => {
  await page.route("**/events*", (route) => route.fulfill({ status: 503 }), { times: 1 });
  await open(ADA);
  await page.getByText("Trying again").waitFor();
  await page.getByRole("heading", { name: "Ada", level: 1 }).waitFor();
  await page.getByText("Trying again").waitFor({ state: "detached" });
});

it("goes on by itself after the server was away, with what came meanwhile", async () => {
  await open(`${ADA}/${SHOP}`);
  await tenant().sendText(ADA, "Until tomorrow");
  await bubble("Until tomorrow").waitFor();
  await server.restart(async () => {
    await page.getByText("The simulator does not answer.").waitFor();
    await flawless();
    await write("Lost?");
    await expect.poll(written).toBe("Lost?");
  });
  await connected(tenant());
  await page.getByText("Trying again").waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await bubble("Lost?").getByText("Delivered").waitFor();
  await tenant().sendText(ADA, "Here again");
  await bubble("Here again").waitFor();
  expect(await bubble("Until tomorrow").count()).toBe(1);
});
