import { randomBytes } from "node:crypto";
import { MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import { createFrontend } from "@polyphone/frontend";
import { createRouter } from "@polyphone/http";
import { WhatsAppSimulator } from "@polyphone/simulator";
import express from "express";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type HostApp, serveHost } from "../src/host-app.ts";
import { openBrowser } from "../src/open-browser.ts";
import { visitAs } from "../src/signed-in.ts";

let simulator: WhatsAppSimulator;
let manager: TenantManager;
let host: HostApp;
let browser: Browser;

/** As the example server, but for codes that last two seconds and not a minute. */
beforeAll(async () => {
  [simulator, browser] = await Promise.all([WhatsAppSimulator.start(), openBrowser()]);
  const { noiseRootPublicKey } = simulator.trust;
  manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    whatsapp: { url: simulator.url, noiseRootPublicKey, qrTimeoutMs: 2_000 },
  });
  await manager.start();
  const app = express();
  app.use("/api", createRouter(manager, { jwtSecret: randomBytes(48).toString("base64") }));
  app.use(createFrontend());
  host = await serveHost(app);
});

afterAll(async () => {
  await browser.close();
  await host.close();
  await manager.stop();
  await simulator.stop();
});

it("shows each new QR code by itself, counts down to it, and says when nobody has scanned any", async () => {
  const { page, complaints, close } = await visitAs(browser, host, "slow");
  const seen = new Set<string | null>();
  const qr = page.getByRole("img", { name: /QR code/ });
  await page.getByRole("button", { name: "Start" }).click();
  await qr.waitFor();
  await page.getByText(/A new code comes in [12] s\./).waitFor();
  await expect
    .poll(async () => seen.add(await qr.getAttribute("src")).size, { timeout: 20_000, interval: 200 })
    .toBeGreaterThanOrEqual(3);
  await page.getByText("Nobody scanned the code in time.").waitFor();
  expect(await qr.count()).toBe(0);
  await page.getByRole("button", { name: "Start" }).click();
  await qr.waitFor();
  expect(complaints).toEqual([]);
  await close();
});
