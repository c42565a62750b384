import { randomBytes } from "node:crypto";
import { HttpWebhookSender, MemoryStorage, TenantManager } from "@polyphone/core";
import { createFrontend } from "@polyphone/frontend";
import { createRouter } from "@polyphone/http";
import express from "express";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { type HostApp, serveHost } from "../src/host-app.ts";
import { openBrowser } from "../src/open-browser.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import { WebhookReceiver } from "../src/webhook-receiver.ts";

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const webhooks = new HttpWebhookSender({ allowPrivate: true });
const manager = new TenantManager({
  ...{ storage: new MemoryStorage(), webhooks, logger },
  // One try, at once.
  webhookDelivery: { scheduleMs: [0] },
});

let browser: Browser;
let receiver: WebhookReceiver;
let host: HostApp;

beforeAll(async () => {
  await manager.start();
  const app = express();
  app.use("/api", createRouter(manager, { jwtSecret: randomBytes(48).toString("base64"), logger }));
  app.use(createFrontend());
  [browser, receiver, host] = await Promise.all([openBrowser(), WebhookReceiver.start(), serveHost(app)]);
});

afterAll(async () => {
  await browser.close();
  await host.close();
  await manager.stop();
  await webhooks.close();
  await receiver.stop();
});

it("lists what a webhook did not take, page by page, and delivers it again", async () => {
  const tenant = manager.tenant("not-heard");
  await tenant.configure({});
  await tenant.webhooks.create({ url: receiver.url, events: ["business.updated"] });
  receiver.status = 500;
  for (let count = 1; count <= 22; count += 1) await tenant.saveBusiness({ name: `name ${count}` });
  await expect.poll(() => receiver.delivered.length).toBe(22);

  const { page, complaints, close } = await visitAs(browser, host, "not-heard");
  await page.goto(`${host.url}/user-management.html`);
  const card = page.getByRole("region", { name: "Undelivered events", exact: true });
  const rows = card.getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(20);
  expect(await rows.first().textContent()).toMatch(/business\.updated.*500.*1 try/);
  expect(await violationsInEveryView(page)).toEqual([]);
  await card.getByRole("button", { name: "Show more", exact: true }).click();
  await expect.poll(() => rows.count()).toBe(22);
  await expect.poll(() => hasFocus(rows.nth(20).getByRole("button"))).toBe(true);
  expect(await card.getByRole("button", { name: "Show more", exact: true }).count()).toBe(0);

  receiver.status = 204;
  const again = rows.last().getByRole("button");
  await again.click();
  await rows.last().getByRole("status").filter({ hasText: "It is delivered again" }).waitFor();
  expect(await hasFocus(again)).toBe(true);
  await expect.poll(() => receiver.delivered.at(-1)?.body).toContain("name 1");
  await page.reload();
  await expect.poll(() => rows.count()).toBe(20);
  await card.getByRole("button", { name: "Show more", exact: true }).click();
  await expect.poll(() => rows.count()).toBe(21);
  expect(complaints).toEqual([]);
  await close();
});
