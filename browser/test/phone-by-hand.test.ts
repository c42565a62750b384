import { MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import { WhatsAppSimulator } from "@polyphone/simulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../src/open-browser.ts";
import { connected } from "../src/paired-tenant.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import { type Visitor, visit } from "../src/visitor.ts";

let simulator: WhatsAppSimulator;
let manager: TenantManager;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [simulator, browser] = await Promise.all([WhatsAppSimulator.start(), openBrowser()]);
  const { noiseRootPublicKey } = simulator.trust;
  manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    whatsapp: { url: simulator.url, noiseRootPublicKey },
  });
  await manager.start();
  simulator.phone("15550001001", { name: "Demo Shop" });
  visitor = await visit(browser);
  ({ page } = visitor);
});

afterAll(async () => {
  await visitor.close();
  expect(visitor.complaints).toEqual([]);
  await browser.close();
  await manager.stop();
  await simulator.stop();
});

/** Nobody tells this simulator what is on a screen. */
async function openByHand(): Promise<void> {
  await page.goto(`${simulator.phoneUrl}#/15550001001`);
  await page.reload();
  await page.getByText("Link by hand").press("Enter");
}

it("links a tenant with the text of its QR code", async () => {
  await openByHand();
  expect(await violationsInEveryView(page)).toEqual([]);
  const tenant = manager.tenant("tenant-a");
  const started = await tenant.connect();
  await page.getByLabel("Text of a QR code").fill(started.status === "waiting_qr" ? started.qr : "");
  await page.getByRole("button", { name: "Link with the QR code" }).press("Enter");
  await page.getByText("Linked.").waitFor();
  await connected(tenant);
  expect(await page.getByLabel("Text of a QR code").inputValue()).toBe("");
});

it("links another with a pairing code, and says so when the code is wrong", async () => {
  await openByHand();
  const link = async (code: string) => {
    await page.getByLabel("Pairing code", { exact: true }).fill(code);
    await page.keyboard.press("Enter");
  };
  await link("ABCD-1234");
  await page.getByText("No client shows a pairing code for 15550001001.").waitFor();
  const tenant = manager.tenant("tenant-b");
  for await (const step of tenant.pair({ phone: "15550001001" })) {
    if (step.kind === "code") await link(step.code);
  }
  await connected(tenant);
  await page.getByText("Linked.").waitFor();
});
