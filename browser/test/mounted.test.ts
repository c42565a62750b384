import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { MemoryStorage, TenantManager } from "@polyphone/core";
import { createFrontend } from "@polyphone/frontend";
import { createRouter } from "@polyphone/http";
import express, { type Express } from "express";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { serveHost } from "../src/host-app.ts";
import { openBrowser } from "../src/open-browser.ts";
import { visit } from "../src/visitor.ts";

const PAGES = fileURLToPath(new URL("../../packages/frontend/dist/pages", import.meta.url));

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const manager = new TenantManager({ storage: new MemoryStorage(), logger });
const jwtSecret = randomBytes(48).toString("base64");

let browser: Browser;

beforeAll(async () => {
  [browser] = await Promise.all([openBrowser(), manager.start()]);
});

afterAll(async () => {
  await browser.close();
  await manager.stop();
});

async function served(app: Express): Promise<string> {
  const host = await serveHost(app);
  onTestFinished(() => host.close());
  return host.url;
}

/** Registers, goes to the tenant's page and reads its id there: the pages, their scripts and the API find each other. */
async function registerAt(pages: string, tenantId: string): Promise<readonly string[]> {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${pages}/login.html`);
  await page.getByLabel("Tenant id").fill(tenantId);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${pages}/session-manager.html`);
  await page.getByRole("link", { name: "Tenant", exact: true }).click();
  await page.getByRole("region", { name: "This tenant" }).getByText(tenantId).waitFor();
  await close();
  return complaints;
}

it("works as plain files beside an API at /api", async () => {
  const app = express();
  app.use("/api", createRouter(manager, { jwtSecret, logger }));
  app.use("/pages", express.static(PAGES));
  expect(await registerAt(`${await served(app)}/pages`, "of-plain-files")).toEqual([]);
});

it("works below a prefix of its own", async () => {
  const app = express();
  app.use("/inside/whatsapp/v1", createRouter(manager, { jwtSecret, logger }));
  app.use("/inside", createFrontend({ apiBase: "/inside/whatsapp/v1" }));
  expect(await registerAt(`${await served(app)}/inside`, "of-a-prefix")).toEqual([]);
});

it("works with an API on another host that lets this one in", async () => {
  const pages = express();
  const url = await served(pages);
  const api = express().use(createRouter(manager, { jwtSecret, logger, corsOrigins: [url] }));
  pages.use(createFrontend({ apiBase: await served(api) }));
  expect(await registerAt(url, "of-another-host")).toEqual([]);
});
