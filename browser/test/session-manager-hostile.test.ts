import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { pairedTenant } from "../src/paired-tenant.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";

const MARKUP = `<img src=x onerror="document.title='broken into'"><script>document.title = 'broken into'</script>`;
const TEXTS = [
  MARKUP,
  "</p></li></ol><style>* { display: none }</style>",
  "javascript:alert(1) https://example.com/?q=<b>",
  `${"x".repeat(5_000)}`,
  "\u202ereversed\u202c and \u200f right to left",
  "مرحبا، هل طلبي جاهز؟",
  "👩‍👩‍👧‍👦🏳️‍🌈".repeat(50),
  `Z${"\u0300".repeat(200)}algo`,
  "line\n".repeat(200),
  "\u0000\u0007\ufffe",
];

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("shows markup, very long, right-to-left and odd texts and names as they are", async () => {
  const phone = server.simulator.phone("15550600001", { name: MARKUP });
  await pairedTenant(server.manager, "hostile", phone);
  await server.manager.tenant("hostile").saveBusiness({ name: MARKUP, shippingDetails: "y".repeat(4_000) });
  const { page, complaints, close } = await visitAs(browser, server, "hostile");
  page.on("dialog", () => expect.unreachable("a script has run"));
  await page.getByText("Connected", { exact: true }).waitFor();
  const names = [MARKUP, "n".repeat(400), "\u202eevil", "", "🏴‍☠️"];
  for (const [at, name] of names.entries()) {
    await server.simulator.contact(`1555060010${at}`, { name }).sendText(phone.number, `${TEXTS[at]}`);
  }
  const rows = page.getByRole("region", { name: "Conversations" }).locator("li a");
  await expect.poll(() => rows.count()).toBe(names.length);
  expect(await rows.locator(".name").filter({ hasText: MARKUP }).count()).toBe(1);
  expect(await violationsInEveryView(page)).toEqual([]);

  const writer = server.simulator.contact("15550600100", { name: MARKUP });
  await rows.filter({ hasText: "<img src=x" }).first().click();
  for (const text of TEXTS.slice(1)) await writer.sendText(phone.number, text);
  const bubbles = page.locator(".bubble");
  await expect.poll(() => bubbles.count()).toBe(TEXTS.length);
  expect(await bubbles.locator(".words").allTextContents()).toEqual(TEXTS);
  expect(await page.locator(".messages :is(img, script, style, a)").count()).toBe(0);
  expect(await page.getByRole("heading", { level: 2, name: MARKUP }).count()).toBe(1);
  expect(await violationsInEveryView(page)).toEqual([]);

  await page.goto(`${server.url}/session-manager.html#business`);
  await page.reload();
  await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe(MARKUP);
  await page.goto(`${server.url}/session-manager.html#chat/${encodeURIComponent(MARKUP)}`);
  await page.reload();
  await page.getByRole("heading", { level: 2, name: MARKUP }).waitFor();
  await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(await page.title()).toBe("Session · Polyphone");
  expect(complaints).toEqual([]);
  await close();
});
