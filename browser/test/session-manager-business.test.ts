import type { Phone } from "@polyphone/simulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
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
  phone = server.simulator.phone("15550500001", { name: "Bakery" });
  await pairedTenant(server.manager, "bakery", phone);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const stored = (tenantId: string) => server.manager.tenant(tenantId).business();

async function atProfileOf(tenantId: string) {
  const visitor = await visitAs(browser, server, tenantId);
  await visitor.page.getByRole("link", { name: "Business profile" }).click();
  await field(visitor.page, "Working hours").waitFor();
  return visitor;
}

it("saves what was changed, and says at each field what is wrong with it", async () => {
  const { page, complaints, close } = await atProfileOf("editor");
  expect(await violationsInEveryView(page)).toEqual([]);
  await field(page, "Name").fill("Anna's bakery");
  await field(page, "Phone numbers").fill("+491511234567\nmum");
  await button(page, "Save").click();
  await page.getByText("Each number has 5 to 15 digits").waitFor();
  await expect.poll(() => hasFocus(field(page, "Phone numbers"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await field(page, "Phone numbers").fill("+491511234567\n030123456\n");
  await field(page, "Website").fill("example.com");
  await field(page, "Website").press("Enter");
  await page.getByText("A whole address such as https://example.com, without spaces.").waitFor();
  await expect.poll(() => hasFocus(field(page, "Website"))).toBe(true);
  await field(page, "Website").fill("https://example.com");
  await button(page, "Save").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Saved.").waitFor();
  expect(await hasFocus(button(page, "Save"))).toBe(true);
  expect(await stored("editor")).toMatchObject({
    name: "Anna's bakery",
    mobileNumbers: ["+491511234567", "030123456"],
    websiteUrl: "https://example.com",
    workingHours: null,
  });
  await button(page, "Save").click();
  await page.getByText("Nothing has changed.").waitFor();
  await field(page, "Name").fill("");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  expect((await stored("editor")).name).toBeNull();
  await field(page, "Name").fill("never mind");
  await button(page, "Undo changes").click();
  expect(await field(page, "Name").inputValue()).toBe("");
  expect(complaints).toEqual([]);
  await close();
});

it("shows what is saved elsewhere, and keeps what is being written here", async () => {
  const { page, complaints, close } = await atProfileOf("two-windows");
  await field(page, "Name").fill("half a na");
  await server.manager.tenant("two-windows").saveBusiness({ name: "Theirs", workingHours: "mon-fri" });
  await expect.poll(() => field(page, "Working hours").inputValue()).toBe("mon-fri");
  expect(await field(page, "Name").inputValue()).toBe("half a na");
  expect(complaints).toEqual([]);
  await close();
});

it("shows what WhatsApp would change before anything is stored", async () => {
  await server.manager.tenant("bakery").saveBusiness({ name: "Mine" });
  phone.setBusiness({ website: "https://bakery.example.com" });
  const { page, complaints, close } = await atProfileOf("bakery");
  await button(page, "Fetch from WhatsApp").click();
  const dialog = page.getByRole("dialog", { name: "Take this over from WhatsApp?" });
  await dialog.waitFor();
  const cells = dialog.getByRole("row").filter({ hasText: "Website" }).getByRole("cell");
  expect(await cells.allTextContents()).toEqual(["empty", "https://bakery.example.com"]);
  expect(await dialog.getByRole("row").filter({ hasText: "Mine" }).count()).toBe(0);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(await hasFocus(dialog.getByRole("button", { name: "Cancel" }))).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => hasFocus(button(page, "Fetch from WhatsApp"))).toBe(true);
  expect((await stored("bakery")).websiteUrl).toBeNull();
  await button(page, "Fetch from WhatsApp").click();
  await dialog.getByRole("button", { name: "Take over" }).click();
  await page.getByText("What WhatsApp knows was taken over.").waitFor();
  await expect.poll(() => hasFocus(button(page, "Fetch from WhatsApp"))).toBe(true);
  expect(await stored("bakery")).toMatchObject({ name: "Mine", websiteUrl: "https://bakery.example.com" });
  expect(await field(page, "Website").inputValue()).toBe("https://bakery.example.com");
  await button(page, "Fetch from WhatsApp").click();
  await page.getByText("WhatsApp knows nothing new").waitFor();
  phone.setBusiness(null);
  await button(page, "Fetch from WhatsApp").click();
  await page.getByText("This number has no business profile at WhatsApp.").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("says that WhatsApp cannot be asked without a session", async () => {
  const { page, complaints, close } = await atProfileOf("not-connected");
  await button(page, "Fetch from WhatsApp").click();
  await page.getByText("The session is not connected, so WhatsApp cannot be asked.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
