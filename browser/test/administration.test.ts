import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import { type Visitor, visit } from "../src/visitor.ts";

const ADMIN_KEY = "the key of the administrator";

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start({ ADMIN_KEY }), openBrowser()]);
  for (let number = 1; number <= 55; number += 1) {
    await server.manager.tenant(`one-of-many-${`${number}`.padStart(2, "0")}`).configure({});
  }
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const status = (within: Locator, text: string) => within.getByRole("status").filter({ hasText: text });

/** The administrator, signed in as a tenant of theirs. The key is known to the tab since the login page. */
async function visitAsAdmin(tenantId: string): Promise<Visitor & { readonly admin: Locator }> {
  const visitor = await visit(browser);
  const { page } = visitor;
  await page.goto(`${server.url}/login.html`);
  await page.getByLabel("Tenant id").fill(tenantId);
  await button(page, "Sign in").click();
  await page.getByLabel("Admin key").fill(ADMIN_KEY);
  await button(page, "Sign in").click();
  await page.waitForURL("**/session-manager.html");
  await page.goto(`${server.url}/user-management.html`);
  return { ...visitor, admin: page.getByRole("region", { name: "Administration", exact: true }) };
}

const tenantIn = (admin: Locator, tenantId: string) =>
  admin.getByRole("listitem").filter({ has: admin.page().getByRole("heading", { name: tenantId, exact: true }) });

it("opens with the right key alone, which can be forgotten", async () => {
  const { page, complaints, close, admin } = await visitAsAdmin("the-house");
  await button(admin, "Forget the key").click();
  const heading = admin.getByRole("heading", { name: "Administration" });
  await expect.poll(() => hasFocus(heading)).toBe(true);
  expect(await page.evaluate<string>("JSON.stringify([localStorage, sessionStorage])")).not.toContain(ADMIN_KEY);
  const key = admin.getByLabel("Admin key");
  expect(await key.inputValue()).toBe("");
  await button(admin, "Show all tenants").click();
  await admin.getByText("Give the admin key.").waitFor();
  await key.fill("wrong");
  await page.keyboard.press("Enter");
  await admin.getByText("This is not the admin key of the server.").waitFor();
  await expect.poll(() => hasFocus(key)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(page.url()).toBe(`${server.url}/user-management.html`);
  await key.fill(ADMIN_KEY);
  await page.keyboard.press("Enter");
  await admin.getByRole("heading", { name: "the-house" }).waitFor();
  await expect.poll(() => hasFocus(heading)).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("lists all tenants page by page, with their states and what waits", async () => {
  await server.manager.tenant("one-of-many-54").pause();
  const { page, complaints, close, admin } = await visitAsAdmin("the-house");
  const tenants = admin.getByRole("heading", { level: 3 });
  await expect.poll(() => tenants.count()).toBe(50);
  await tenantIn(admin, "one-of-many-55").getByText("Not linked").waitFor();
  await tenantIn(admin, "one-of-many-55").getByText("none yet").waitFor();
  await tenantIn(admin, "one-of-many-54").getByText("Paused", { exact: true }).waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(admin, "Show more tenants").click();
  await expect.poll(() => tenants.count()).toBe(56);
  const firstNew = admin.getByRole("button", { name: /^(Pause|Resume): / }).nth(50);
  await expect.poll(() => hasFocus(firstNew)).toBe(true);
  expect(new Set(await tenants.allTextContents()).size).toBe(56);
  expect(await button(admin, "Show more tenants").count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it("pauses a tenant and takes it back", async () => {
  const { complaints, close, admin } = await visitAsAdmin("the-house");
  const tenant = tenantIn(admin, "one-of-many-50");
  await button(tenant, "Pause: one-of-many-50").click();
  await status(tenant, "one-of-many-50 is paused").waitFor();
  await tenant.getByText("Paused", { exact: true }).waitFor();
  expect(await server.manager.tenant("one-of-many-50").config()).toMatchObject({ paused: true });
  const resume = button(tenant, "Resume: one-of-many-50");
  expect(await hasFocus(resume)).toBe(true);
  await resume.click();
  await status(tenant, "one-of-many-50 may connect again.").waitFor();
  expect(await server.manager.tenant("one-of-many-50").config()).toMatchObject({ paused: false });
  expect(complaints).toEqual([]);
  await close();
});

it("exports any tenant, and erases it once its id is typed", async () => {
  const { page, complaints, close, admin } = await visitAsAdmin("the-house");
  const tenant = tenantIn(admin, "one-of-many-49");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(tenant, "Export: one-of-many-49").click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({
    tenant: { tenantId: "one-of-many-49" },
  });
  await status(tenant, "is on its way to your downloads.").waitFor();
  await button(tenant, "Erase: one-of-many-49").click();
  const dialog = page.getByRole("dialog", { name: "Erase one-of-many-49?" });
  await dialog.getByLabel("Type one-of-many-49 to confirm").fill("one-of-many-49");
  await button(dialog, "Erase for ever").click();
  await status(admin, "one-of-many-49 is erased.").waitFor();
  await tenant.waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(admin.getByRole("heading", { name: "Administration" }))).toBe(true);
  expect(await server.manager.tenant("one-of-many-49").config()).toBeUndefined();
  expect(complaints).toEqual([]);
  await close();
});

it("revokes the tokens of a tenant; whoever has one is led to the login page", async () => {
  const revoked = await visitAsAdmin("loses-its-token");
  const { page, complaints, close, admin } = await visitAsAdmin("the-house");
  const tenant = tenantIn(admin, "loses-its-token");
  const revoke = button(tenant, "Revoke tokens: loses-its-token");
  await revoke.click();
  const dialog = page.getByRole("dialog", { name: "Revoke all tokens of loses-its-token?" });
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(dialog, "Revoke tokens").click();
  await status(tenant, "that were issued until now are refused.").waitFor();
  await expect.poll(() => hasFocus(revoke)).toBe(true);
  await button(revoked.page, "Download the export").click();
  await revoked.page.waitForURL("**/login.html?reason=expired");
  expect([complaints, revoked.complaints]).toEqual([[], []]);
  await Promise.all([close(), revoked.close()]);
});

it("leads to the login page who erases the tenant as which they are signed in", async () => {
  const { page, complaints, close, admin } = await visitAsAdmin("erases-itself");
  const tenant = tenantIn(admin, "erases-itself");
  await button(tenant, "Erase: erases-itself").click();
  const dialog = page.getByRole("dialog", { name: "Erase erases-itself?" });
  await dialog.getByLabel("Type erases-itself to confirm").fill("erases-itself");
  await button(dialog, "Erase for ever").click();
  await page.waitForURL("**/login.html?reason=erased");
  expect(complaints).toEqual([]);
  await close();
});
