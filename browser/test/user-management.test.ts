import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus, tabOrder } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import type { Visitor } from "../src/visitor.ts";

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([PageServer.start(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Somebody who looks at this tenant. */
async function visitTenant(tenantId: string, options: Parameters<typeof visitAs>[3] = {}): Promise<Visitor> {
  const visitor = await visitAs(browser, server, tenantId, options);
  await visitor.page.goto(`${server.url}/user-management.html`);
  return visitor;
}

const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true });
const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

it("shows what there is to know of the tenant, and can be walked through with Tab", async () => {
  const { page, complaints, close } = await visitTenant("shown-tenant");
  const facts = card(page, "This tenant");
  await facts.getByText("shown-tenant").waitFor();
  await facts.getByText("Not linked").waitFor();
  await facts.getByText(/^in 6 days/).waitFor();
  await card(page, "Undelivered events").getByText("There are none.").waitFor();
  await card(page, "Webhooks").getByText("There is no webhook yet.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(await tabOrder(page)).toEqual([
    ...["Skip to content", "Session", "Tenant", "Language", "Sign out"],
    ...["Manage the session", "Add a webhook", "Webhook URL of the tenant", "Set the URL"],
    ...["Download the export", "Erase this tenant …"],
    ...["Admin key", "Show all tenants"],
  ]);
  expect(complaints).toEqual([]);
  await close();
});

it("says all of it in German", async () => {
  await server.manager.tenant("german-tenant").configure({ webhookUrl: "https://example.com/haken" });
  const { page, complaints, close } = await visitTenant("german-tenant", { locale: "de-DE" });
  await card(page, "Webhooks").getByText("Webhook-URL des Mandanten").waitFor();
  await card(page, "Dieser Mandant")
    .getByText(/^in 6 Tagen/)
    .waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it("saves an export under the tenant's name", async () => {
  const { page, complaints, close } = await visitTenant("takes-it-along");
  await server.manager.tenant("takes-it-along").saveBusiness({ name: "Anna <b>& Söhne</b> 🥖" });
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Download the export").click()]);
  expect(download.suggestedFilename()).toMatch(/^takes-it-along-\d{4}-\d{2}-\d{2}\.ndjson$/);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: "tenant", tenant: { tenantId: "takes-it-along" } },
    { kind: "business", business: { name: "Anna <b>& Söhne</b> 🥖" } },
  ]);
  await page.getByRole("status").filter({ hasText: "is on its way to your downloads." }).waitFor();
  expect(await hasFocus(button(page, "Download the export"))).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("erases the tenant once its id is typed, and says so on the login page", async () => {
  const { page, complaints, close } = await visitTenant("goes-for-ever");
  const erase = button(page, "Erase this tenant …");
  await erase.click();
  const dialog = page.getByRole("dialog", { name: "Erase goes-for-ever?" });
  await expect.poll(() => hasFocus(button(dialog, "Cancel"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(erase)).toBe(true);

  await page.keyboard.press("Enter");
  const typed = dialog.getByLabel("Type goes-for-ever to confirm");
  await typed.fill("goes-for");
  await page.keyboard.press("Enter");
  await dialog.getByText("This is not the id of the tenant.").waitFor();
  await expect.poll(() => hasFocus(typed)).toBe(true);
  expect(await server.manager.tenant("goes-for-ever").config()).toBeDefined();
  expect(await violationsInEveryView(page)).toEqual([]);

  // The answer is here only after the page has heard otherwise that its token is refused.
  await page.route("**/api/tenant", async (route) => {
    if (route.request().method() !== "DELETE") return route.fallback();
    const refused = page.waitForResponse((other) => other.status() === 401);
    const response = await route.fetch();
    await refused;
    await route.fulfill({ response });
  });
  await typed.fill("goes-for-ever");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/login.html?reason=erased");
  await page.getByText("The tenant is erased").waitFor();
  expect(await server.manager.tenant("goes-for-ever").config()).toBeUndefined();
  expect(complaints).toEqual([]);
  await close();
});

it("signs out without unlinking anything", async () => {
  const { page, complaints, close } = await visitTenant("only-signs-out");
  await button(page, "Sign out").click();
  await page.waitForURL("**/login.html?reason=signed-out");
  await page.getByText("The WhatsApp session goes on").waitFor();
  expect(await server.manager.tenant("only-signs-out").config()).toBeDefined();
  expect(complaints).toEqual([]);
  await close();
});

it("says what could not be loaded, and loads it when asked again", async () => {
  const { page, complaints, close } = await visitTenant("unlucky-one");
  await page.route("**/api/webhooks", (route) => route.abort());
  await page.reload();
  const webhooks = card(page, "Webhooks");
  await webhooks.getByText("The server cannot be reached.").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  await page.unroute("**/api/webhooks");
  await button(webhooks, "Try again").click();
  await webhooks.getByText("There is no webhook yet.").waitFor();
  await expect.poll(() => hasFocus(webhooks.getByRole("heading", { name: "Webhooks" }))).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});
