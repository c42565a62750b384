/**
 * Draws every page as it is, light and dark, into docs/screenshots: `pnpm run screenshots`. What stands on them has really
 * happened: a tenant has paired with the local WhatsApp and talks with its phones.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./open-browser.ts";
import { PageServer } from "./page-server.ts";
import { ADA, playScene, SHOP, TENANT } from "./screenshot-scene.ts";
import { visitAs } from "./signed-in.ts";
import { visit } from "./visitor.ts";

const DIRECTORY = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 390, height: 844 };

/** Takes the page as it is now, in both colour schemes. */
async function draw(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(DIRECTORY, `${name}-${colorScheme}.png`) });
    console.log(`docs/screenshots/${name}-${colorScheme}.png`);
  }
}

async function drawLogin(browser: Browser, { url }: PageServer): Promise<void> {
  const { page, close } = await visit(browser, { viewport: WIDE });
  await page.goto(`${url}/login.html`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await draw(page, "login");
  await close();
}

async function drawPairing(browser: Browser, server: PageServer): Promise<void> {
  const { page, close } = await visitAs(browser, server, "new-shop", { viewport: WIDE });
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  await draw(page, "pairing");
  await close();
}

async function drawSessionManager(browser: Browser, server: PageServer): Promise<void> {
  const { page, close } = await visitAs(browser, server, TENANT, { viewport: WIDE });
  await page.getByText("Ada Lovelace").first().click();
  await page.getByText("See you at six!").last().waitFor();
  // Looking at it has read it.
  await page.getByText("2", { exact: true }).waitFor({ state: "detached" });
  await draw(page, "session-manager");
  await page.setViewportSize(NARROW);
  await draw(page, "session-manager-narrow");
  await close();
}

async function drawUserManagement(browser: Browser, server: PageServer): Promise<void> {
  const { page, close } = await visitAs(browser, server, TENANT, { viewport: WIDE });
  await page.goto(`${server.url}/user-management.html`);
  await page.getByText("https://shop.example/hooks/whatsapp").first().waitFor();
  await draw(page, "user-management");
  await close();
}

async function drawPhone(browser: Browser, { url }: PageServer): Promise<void> {
  const { page, close } = await visit(browser, { viewport: NARROW });
  await page.goto(`${url}/phone/#/${ADA}/${SHOP}`);
  await page.getByText("See you at six!").last().waitFor();
  await draw(page, "phone");
  await close();
}

async function drawDemo(browser: Browser, server: PageServer): Promise<void> {
  const { page, close } = await visitAs(browser, server, TENANT, { viewport: WIDE });
  await page.goto(`${server.url}/demo/`);
  const [left, right] = [page.frameLocator("iframe").first(), page.frameLocator("iframe").last()];
  await left.getByText("Ada Lovelace").first().waitFor();
  await right.getByText("Ada Lovelace").first().click();
  await right.getByRole("link", { name: "Demo Shop" }).click();
  await right.getByText("See you at six!").last().waitFor();
  await draw(page, "demo");
  await close();
}

await mkdir(DIRECTORY, { recursive: true });
const server = await PageServer.start({ WEBHOOK_ALLOW_PRIVATE: "0" });
const browser = await openBrowser();
try {
  await playScene(server);
  await drawLogin(browser, server);
  await drawPairing(browser, server);
  await drawSessionManager(browser, server);
  await drawUserManagement(browser, server);
  await drawPhone(browser, server);
  await drawDemo(browser, server);
} finally {
  await browser.close();
  await server.stop();
}
// Everything is closed; Baileys leaves a timer of 30 seconds behind after it has uploaded keys.
process.exit();
