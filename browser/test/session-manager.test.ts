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

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true });
const session = (page: Page) => page.getByRole("region", { name: "WhatsApp session" });
const heading = (page: Page) => page.getByRole("heading", { name: "WhatsApp session" });
const state = (page: Page, words: string) => session(page).getByText(words, { exact: true });
const qr = (page: Page) => page.getByRole("img", { name: /QR code/ });

it("pairs by QR, by keyboard alone, and the focus is where one expects it", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "by-qr");
  await state(page, "Not linked").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(await tabOrder(page)).toEqual([
    ...["Skip to content", "Session", "Tenant", "Language", "Sign out"],
    ...["Start", "Log out …", "Conversations", "Business profile"],
    ...["Search names, numbers and messages", "New chat"],
  ]);
  await button(page, "Start").focus();
  await page.keyboard.press("Enter");
  await qr(page).waitFor();
  await expect.poll(() => hasFocus(heading(page))).toBe(true);
  await page.getByText(/A new code comes in \d+ s\./).waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await server.simulator.phone("15550100001").scanQr(server.manager.tenant("by-qr").status.qr ?? "");
  await state(page, "Connected").waitFor();
  await session(page).getByText("+15550100001").waitFor();
  expect(await qr(page).count()).toBe(0);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("pairs by a code that is typed on the phone", async () => {
  const { page, complaints, close } = await visitAs(browser, server, "by-code");
  await button(page, "Start").click();
  const number = session(page).getByLabel("Phone number with country code");
  await number.fill("mum");
  await number.press("Enter");
  await page.getByText("A phone number with its country code, such as").waitFor();
  await expect.poll(() => hasFocus(number)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await number.fill("+1 555 010 0002");
  await button(page, "Get a code").click();
  const code = page.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  await code.waitFor();
  expect(await hasFocus(button(page, "Get a code"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(page, "Copy the code").click();
  await page.getByText(/Copied\.|copy it yourself/).waitFor();
  await server.simulator.phone("15550100002").enterCode(((await code.textContent()) ?? "").replace("-", ""));
  await state(page, "Connected").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("stops, starts again, and logs out only after asking", async () => {
  await pairedTenant(server.manager, "comes-and-goes", server.simulator.phone("15550100003"));
  const { page, complaints, close } = await visitAs(browser, server, "comes-and-goes");
  await button(page, "Stop").focus();
  await page.keyboard.press("Enter");
  await state(page, "Stopped").waitFor();
  await page.getByText("The phone stays linked").waitFor();
  await expect.poll(() => hasFocus(heading(page))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(page, "Start").click();
  await state(page, "Connected").waitFor();
  await expect.poll(() => hasFocus(heading(page))).toBe(true);

  await button(page, "Log out …").click();
  const dialog = page.getByRole("dialog", { name: "Unlink the phone?" });
  await dialog.waitFor();
  expect(await hasFocus(button(dialog, "Cancel"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect(await hasFocus(button(page, "Log out …"))).toBe(true);
  expect(server.manager.tenant("comes-and-goes").status.state).toBe("connected");

  await button(page, "Log out …").click();
  await button(dialog, "Log out and unlink").click();
  await state(page, "Logged out").waitFor();
  await expect.poll(() => hasFocus(heading(page))).toBe(true);
  expect(server.simulator.phone("15550100003").linkedDevices).toEqual([]);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("signs out without touching the session", async () => {
  await pairedTenant(server.manager, "signs-out", server.simulator.phone("15550100004"));
  const { page, complaints, close } = await visitAs(browser, server, "signs-out");
  await state(page, "Connected").waitFor();
  await button(page, "Sign out").click();
  await page.waitForURL("**/login.html?reason=signed-out");
  expect(server.manager.tenant("signs-out").status.state).toBe("connected");
  expect(complaints).toEqual([]);
  await close();
});

it("says why the session is not connected", async () => {
  const phone = server.simulator.phone("15550100005");
  await pairedTenant(server.manager, "unlucky", phone);
  const { page, complaints, close } = await visitAs(browser, server, "unlucky");
  await state(page, "Connected").waitFor();
  phone.kick("replaced");
  await state(page, "Taken over elsewhere").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(page, "Start").click();
  await state(page, "Connected").waitFor();
  phone.kick("logged_out");
  await state(page, "Logged out").waitFor();
  await page.getByText("The device was removed on the phone.").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("tells that it reconnects, and which try comes when", async () => {
  const phone = server.simulator.phone("15550100007");
  await pairedTenant(server.manager, "stormy", phone);
  const { page, complaints, close } = await visitAs(browser, server, "stormy");
  await state(page, "Connected").waitFor();
  server.simulator.faults.set({ dropAfterStanzas: 1, phone: phone.number });
  phone.kick("drop");
  await state(page, "Reconnecting").waitFor();
  await page.getByText("The connection to WhatsApp was lost.").waitFor();
  await page.getByText(/Try [2-9] in \d+ s\./).waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  server.simulator.faults.clear();
  await state(page, "Connected").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("tells of a ban, and what starting it again comes to", async () => {
  const phone = server.simulator.phone("15550100006");
  await pairedTenant(server.manager, "banned", phone);
  const { page, complaints, close } = await visitAs(browser, server, "banned");
  await state(page, "Connected").waitFor();
  phone.kick("banned");
  await state(page, "Banned by WhatsApp").waitFor();
  await button(page, "Start").click();
  await page.getByText("WhatsApp has banned this number.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
