import type { Phone } from "@polyphone/simulator";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus, tabOrder } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { pairedTenant } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";

let server: PageServer;
let browser: Browser;
let phone: Phone;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
  phone = server.simulator.phone("15550200001", { name: "Shop" });
  await pairedTenant(server.manager, "shop", phone);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true });
const chats = (page: Page) => page.getByRole("region", { name: "Conversations" });
const row = (page: Page, name: string) => chats(page).getByRole("link", { name });
const messages = (page: Page, name: string) => page.getByRole("region", { name: `Messages with ${name}` });
const write = (page: Page) => page.getByLabel("Write a message");
const announced = (page: Page) => page.locator("[data-part=announcer]");

it("shows a message that arrives without a reload, and reads it when its chat is opened", async () => {
  const ada = server.simulator.contact("15550200002", { name: "Ada" });
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await page.getByText("No conversation yet.").waitFor();
  const { id } = await ada.sendText(phone.number, "Is my order ready?");
  await row(page, "Ada").getByText("1 unread message").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await row(page, "Ada").focus();
  await page.keyboard.press("Enter");
  await messages(page, "Ada").getByText("Is my order ready?").waitFor();
  await expect.poll(() => hasFocus(page.getByRole("heading", { name: "Ada" }))).toBe(true);
  await ada.readByPeer(id);
  await row(page, "Ada").getByText("1 unread message").waitFor({ state: "detached" });
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("takes the count of unread messages away when they are read elsewhere", async () => {
  const zoe = server.simulator.contact("15550200005", { name: "Zoe" });
  await zoe.sendText(phone.number, "first");
  await zoe.sendText(phone.number, "second");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Zoe").getByText("2 unread messages").waitFor();
  await server.manager.tenant("shop").markRead(zoe.number);
  await row(page, "Zoe")
    .getByText(/unread/)
    .waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await close();
});

it("sends a text, and its ticks move on to delivered and read", async () => {
  const ben = server.simulator.contact("15550200003", { name: "Ben" });
  await ben.sendText(phone.number, "Hello");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Ben").click();
  ben.goOffline();
  await write(page).fill("Hello Ben,\nhow are you?");
  await page.keyboard.press("Enter");
  const list = messages(page, "Ben");
  await list.getByText("Sent", { exact: true }).waitFor();
  expect(await hasFocus(write(page))).toBe(true);
  expect(await write(page).inputValue()).toBe("");
  ben.goOnline();
  await list.getByText("Delivered", { exact: true }).waitFor();
  const received = await ben.received((message) => message.text.startsWith("Hello Ben"));
  expect(received.text).toBe("Hello Ben,\nhow are you?");
  ben.read(received.id);
  await list.getByText("Read", { exact: true }).waitFor();
  expect(await list.getByText("how are you?").count()).toBe(1);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("shows answers, reactions, edits, places and what was taken back", async () => {
  const eva = server.simulator.contact("15550200004", { name: "Eva" });
  const first = await eva.sendText(phone.number, "Hi");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Eva").click();
  await write(page).fill("Welcome");
  await button(page, "Send").click();
  const { id } = await eva.received("Welcome");
  await eva.reply(id, "Thank you");
  await eva.react(id, "👍");
  await eva.editText(first.id, "Hi there");
  await eva.send(phone.number, { locationMessage: { degreesLatitude: 52.5, degreesLongitude: 13.4, name: "Bakery" } });
  const regretted = await eva.sendText(phone.number, "too much");
  await eva.revoke(regretted.id);
  const list = messages(page, "Eva");
  await list.getByText("This message was taken back.").waitFor();
  await list.getByText("Hi there").waitFor();
  await list.getByText("edited").waitFor();
  await list.getByText("Location · 52.5, 13.4").waitFor();
  await list.getByText("Reactions: 👍").waitFor();
  expect(await list.locator("blockquote").textContent()).toBe("You Welcome");
  expect(await list.getByText("too much").count()).toBe(0);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("describes in words what is no text", async () => {
  const lea = server.simulator.contact("15550200006", { name: "Lea" });
  const file = { url: "https://media.example.com/1", mimetype: "application/pdf", fileLength: 1_234_567 };
  await lea.send(phone.number, { documentMessage: { ...file, fileName: "order.pdf", caption: "As agreed" } });
  await lea.send(phone.number, { imageMessage: { mimetype: "image/jpeg", fileLength: 12_345 } });
  await lea.send(phone.number, { audioMessage: { mimetype: "audio/ogg", seconds: 75 } });
  await lea.send(phone.number, { contactMessage: { displayName: "Max", vcard: "BEGIN:VCARD\nFN:Max\nEND:VCARD" } });
  const poll = { name: "Rye or wheat?", options: [{ optionName: "Rye" }, { optionName: "Wheat" }] };
  await lea.send(phone.number, { pollCreationMessage: { ...poll, selectableOptionsCount: 1 } });
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Lea").getByText("Poll: Rye or wheat?").waitFor();
  await row(page, "Lea").click();
  const list = messages(page, "Lea");
  await list.getByText("Document · order.pdf · 1.2 MB").waitFor();
  await list.getByText("As agreed").waitFor();
  await list.getByText("Photo · 12.3 kB").waitFor();
  await list.getByText("Audio message · 1:15").waitFor();
  await list.getByText("Contact", { exact: true }).waitFor();
  await list.getByText("Max", { exact: true }).waitFor();
  expect(await list.getByRole("list").last().getByRole("listitem").allTextContents()).toEqual(["Rye", "Wheat"]);
  expect(await list.getByText("Rye or wheat?").count()).toBe(1);
  expect(await violationsInEveryView(page)).toEqual([]);
  const order = await tabOrder(page);
  expect(order.slice(0, 11)).toEqual([
    ...["Skip to content", "Session", "Tenant", "Language", "Sign out", "Stop", "Log out …"],
    ...["Conversations", "Business profile", "Search names, numbers and messages", "New chat"],
  ]);
  expect(order.slice(11, -3)).toHaveLength(await chats(page).locator("li a").count());
  expect(order.slice(-3)).toEqual(["Messages with Lea", "Write a message", "Send"]);
  expect(complaints).toEqual([]);
  await close();
});

it("says why something could not be loaded, and loads it when asked again", async () => {
  await server.simulator.contact("15550200007", { name: "Moe" }).sendText(phone.number, "There");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Moe").click();
  await messages(page, "Moe").waitFor();
  const isBroken = (url: URL) => /\/(conversations|messages)$/.test(url.pathname);
  await page.route(isBroken, (route) => route.fulfill({ status: 500, body: "{}" }));
  await page.reload();
  const failures = page.getByRole("alert").filter({ has: button(page, "Try again") });
  await expect.poll(() => failures.count()).toBe(2);
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.unroute(isBroken);
  await failures.first().getByRole("button").press("Enter");
  await row(page, "Moe").waitFor();
  await failures.first().getByRole("button").press("Enter");
  await messages(page, "Moe").getByText("There").waitFor();
  expect(await failures.count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it("announces what arrives in the open chat, and takes the focus from nobody", async () => {
  const [fay, gus, hux, ivo] = ["Fay", "Gus", "Hux", "Ivo"].map((name, at) =>
    server.simulator.contact(`1555020001${at}`, { name }),
  );
  for (const contact of [ivo, hux]) await contact?.sendText(phone.number, "zero");
  await fay?.sendText(phone.number, "one");
  await gus?.sendText(phone.number, "two");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  // Browsers that cannot move an element as it is take its focus.
  await page.addInitScript("delete Element.prototype.moveBefore");
  await page.reload();
  await row(page, "Fay").click();
  await write(page).fill("half a sent");
  await fay?.sendText(phone.number, "three");
  await expect.poll(() => announced(page).textContent()).toBe("Fay: three");
  expect(await hasFocus(write(page))).toBe(true);
  expect(await write(page).inputValue()).toBe("half a sent");
  await row(page, "Fay").focus();
  await gus?.sendText(phone.number, "four");
  await row(page, "Gus").getByText("four").waitFor();
  expect(await hasFocus(row(page, "Fay"))).toBe(true);
  await row(page, "Gus").focus();
  await fay?.sendText(phone.number, "five");
  await row(page, "Fay").getByText("five").waitFor();
  expect(await hasFocus(row(page, "Gus"))).toBe(true);
  const rows = chats(page).locator("li a");
  const name = (await rows.last().locator(".name").textContent()) ?? "";
  const [, jid = ""] = decodeURIComponent((await rows.last().getAttribute("href")) ?? "").split("/");
  await rows.last().focus();
  await server.manager.tenant("shop").sendText(jid, "six");
  await row(page, name).getByText("six").waitFor();
  expect(await hasFocus(row(page, name))).toBe(true);
  await row(page, "Gus").click();
  await messages(page, "Gus").waitFor();
  expect(await write(page).inputValue()).toBe("");
  await row(page, "Fay").click();
  await messages(page, "Fay").waitFor();
  expect(await write(page).inputValue()).toBe("half a sent");
  expect(complaints).toEqual([]);
  await close();
});

it("checks a number and begins a chat with it", async () => {
  const hal = server.simulator.contact("15550200020", { name: "Hal" });
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await page.getByText("Connected", { exact: true }).waitFor();
  await button(page, "New chat").focus();
  await page.keyboard.press("Enter");
  const number = chats(page).getByLabel("Phone number with country code");
  await expect.poll(() => hasFocus(number)).toBe(true);
  await page.keyboard.type("not a number");
  await page.keyboard.press("Enter");
  await chats(page).getByText("A phone number with its country code, such as").waitFor();
  await expect.poll(() => hasFocus(number)).toBe(true);
  await number.fill("15550299999");
  await button(page, "Check number").click();
  await page.getByText("This number is not on WhatsApp.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await number.fill("+1 555 020 0020");
  await button(page, "Check number").click();
  await page.getByText("This number is on WhatsApp.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(page, "Open chat").click();
  await expect.poll(() => hasFocus(page.getByRole("heading", { name: "+15550200020" }))).toBe(true);
  await write(page).fill("Hello Hal");
  await button(page, "Send").click();
  await hal.received("Hello Hal");
  await row(page, "+15550200020").getByText("You: Hello Hal").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("talks to a phone in another window", async () => {
  const kim = server.simulator.contact("15550200030", { name: "Kim" });
  await kim.sendText(phone.number, "Hello shop");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  const other = await page.context().newPage();
  await other.goto(`${server.url}/phone/#/${kim.number}/${phone.number}`);
  await row(page, "Kim").click();
  await write(page).fill("Hello Kim");
  await page.keyboard.press("Enter");
  const log = other.getByRole("log");
  await log.getByText("Hello Kim").waitFor();
  await messages(page, "Kim").getByText("Read", { exact: true }).waitFor();
  await other.getByRole("textbox", { name: "Message" }).fill("On my way");
  await other.keyboard.press("Enter");
  await messages(page, "Kim").getByText("On my way").waitFor();
  await log.getByRole("listitem").filter({ hasText: "On my way" }).getByText("Read").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("speaks German", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "shop", { locale: "de-DE" });
  await page.getByText("Verbunden", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Unterhaltungen" }).getByRole("link", { name: "Ada" }).click();
  await page.getByLabel("Nachricht schreiben").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.getByRole("link", { name: "Unternehmensprofil" }).click();
  await page.getByLabel("Öffnungszeiten").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("keeps the open chat over reloading and going back", async () => {
  await server.simulator.contact("15550200021", { name: "Ida" }).sendText(phone.number, "Remember me");
  const { page, complaints, close } = await visitAs(browser, server, "shop");
  await row(page, "Ida").click();
  await messages(page, "Ida").waitFor();
  await page.reload();
  await messages(page, "Ida").getByText("Remember me").waitFor();
  await page.goBack();
  await page.getByText("Choose a conversation").waitFor();
  await page.goForward();
  await messages(page, "Ida").waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("link", { name: "Back to the conversations" }).click();
  await expect.poll(() => hasFocus(row(page, "Ida"))).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});
