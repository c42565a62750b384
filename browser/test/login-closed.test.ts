import { randomBytes } from "node:crypto";
import { createFrontend } from "@polyphone/frontend";
import { createRouter } from "@polyphone/http";
import express from "express";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { type HostApp, serveHost } from "../src/host-app.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import { visit } from "../src/visitor.ts";

const ADMIN_KEY = "the key of the administrator";
const jwtSecret = randomBytes(48).toString("base64");

let server: PageServer;
let browser: Browser;
/** It signs tokens of its own, with the same secret, and has put the pages and the API below a prefix. */
let host: HostApp;

beforeAll(async () => {
  const env = { ADMIN_KEY, JWT_SECRET: jwtSecret };
  [server, browser] = await Promise.all([PageServer.start(env), openBrowser()]);
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const app = express();
  app.use("/whatsapp/api", createRouter(server.manager, { jwtSecret, tokenIssuance: "off", logger }));
  app.use("/whatsapp", createFrontend({ apiBase: "/whatsapp/api" }));
  host = await serveHost(app);
});

afterAll(async () => {
  await browser.close();
  await host.close();
  await server.stop();
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function tokenOf(tenantId: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Admin-Key": ADMIN_KEY },
    body: JSON.stringify({ tenantId }),
  });
  const { token } = (await answer.json()) as { readonly token: string };
  return token;
}

it("asks for the admin key once the server does, and keeps it in the tab alone", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${server.url}/login.html`);
  const adminKey = page.getByLabel("Admin key");
  expect(await adminKey.count()).toBe(0);
  await page.getByLabel("Tenant id").fill("closed-house");
  await button(page, "Sign in").click();
  await page.getByText("The server asks for its admin key.").waitFor();
  await expect.poll(() => hasFocus(adminKey)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);

  await page.keyboard.type("not the key");
  await page.keyboard.press("Enter");
  await page.getByText("This is not the admin key of the server.").waitFor();
  await expect.poll(() => hasFocus(adminKey)).toBe(true);

  await adminKey.fill(ADMIN_KEY);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/session-manager.html");
  expect(await page.evaluate<string>("JSON.stringify(localStorage)")).not.toContain(ADMIN_KEY);
  await button(page, "Sign out").click();
  await page.getByText("You are signed out of these pages.").waitFor();
  expect(await page.evaluate<string>("JSON.stringify([localStorage, sessionStorage])")).not.toContain(ADMIN_KEY);
  expect(complaints).toEqual([]);
  await close();
});

it("takes a token of the host's own system where the server issues none", async () => {
  const { page, complaints, close } = await visit(browser);
  await page.goto(`${host.url}/whatsapp`);
  await page.getByLabel("Tenant id").fill("of-the-host");
  await button(page, "Sign in").click();
  const explanation = page.getByText("This server issues no tokens.");
  await expect.poll(() => explanation.evaluate((element) => element.matches(":focus"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);

  const token = page.getByLabel("Token", { exact: true });
  await token.fill("<script>alert(1)</script>");
  await button(page, "Use this token").click();
  await page.getByText("This is no token of a tenant.").waitFor();
  await expect.poll(() => hasFocus(token)).toBe(true);

  const good = await tokenOf("of-the-host");
  await token.fill(`${good.slice(0, -8)}AAAAAAAA`);
  await button(page, "Use this token").click();
  await page.getByText("The server does not take this token.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);

  await token.fill(` ${good}\n`);
  await button(page, "Use this token").click();
  await page.waitForURL(`${host.url}/whatsapp/session-manager.html`);
  await page.getByText("of-the-host").waitFor();
  expect(complaints).toEqual([]);
  await close();
});
