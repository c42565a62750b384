import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasFocus } from "../src/focus.ts";
import { openBrowser } from "../src/open-browser.ts";
import { PageServer } from "../src/page-server.ts";
import { visitAs } from "../src/signed-in.ts";
import { violationsInEveryView } from "../src/violations-in-every-view.ts";
import type { Visitor } from "../src/visitor.ts";
import { WebhookReceiver } from "../src/webhook-receiver.ts";

let server: PageServer;
let browser: Browser;
let receiver: WebhookReceiver;

beforeAll(async () => {
  [server, browser, receiver] = await Promise.all([PageServer.start(), openBrowser(), WebhookReceiver.start()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await receiver.stop();
});

/** Somebody who looks at the webhooks of this tenant. */
async function visitWebhooks(tenantId: string): Promise<Visitor & { readonly webhooks: Locator }> {
  const visitor = await visitAs(browser, server, tenantId);
  await visitor.page.goto(`${server.url}/user-management.html`);
  return { ...visitor, webhooks: visitor.page.getByRole("region", { name: "Webhooks", exact: true }) };
}

const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const status = (within: Locator, text: string | RegExp) => within.getByRole("status").filter({ hasText: text });
/** Something happens that webhooks are told of. */
const saveBusiness = (tenantId: string, name: string) => server.manager.tenant(tenantId).saveBusiness({ name });

it("adds a webhook with the events that are chosen, and shows its secret once", async () => {
  const { page, complaints, close, webhooks } = await visitWebhooks("adds-one");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const add = button(webhooks, "Add a webhook");
  await add.click();
  const form = page.getByRole("dialog", { name: "Add a webhook" });
  const url = form.getByLabel("URL");
  await expect.poll(() => hasFocus(url)).toBe(true);
  expect(await form.getByLabel("message.received").isChecked()).toBe(true);
  expect(await form.getByLabel("Show it the QR code, too").isChecked()).toBe(false);
  await form.getByText("Whoever has the QR code can link a device").waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);

  await url.fill("not an address");
  await page.keyboard.press("Enter");
  await form.getByText("A whole address such as").waitFor();
  await expect.poll(() => hasFocus(url)).toBe(true);
  for (const event of ["connection", "message.received", "error"]) await form.getByLabel(event).uncheck();
  await button(form, "Add it").click();
  await form.getByText("Choose at least one event.").waitFor();
  await expect.poll(() => hasFocus(form.getByLabel("connection"))).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);

  await url.fill(`${receiver.url}/<b>bold</b>`);
  await form.getByLabel("business.updated").check();
  await button(form, "Add it").click();
  const secretDialog = page.getByRole("dialog", { name: "The new secret" });
  const secret = await secretDialog.getByLabel("Secret").inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(secretDialog, "Copy").click();
  await status(secretDialog, "Copied.").waitFor();
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(secret);
  await button(secretDialog, "I have kept it").click();
  await expect.poll(() => hasFocus(add)).toBe(true);
  expect(await page.content()).not.toContain(secret);

  await status(webhooks, "The webhook is added.").waitFor();
  await webhooks.getByRole("heading", { name: `${receiver.url}/<b>bold</b>` }).waitFor();
  await saveBusiness("adds-one", "told");
  await expect.poll(() => receiver.isSignedWith(secret)).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("changes what a webhook gets, turns it off and on, and removes it when that is confirmed", async () => {
  await server.manager.tenant("changes-one").configure({ webhookUrl: receiver.url });
  const { page, complaints, close, webhooks } = await visitWebhooks("changes-one");
  const edit = button(webhooks, `Edit: ${receiver.url}`);
  await edit.click();
  const form = page.getByRole("dialog", { name: "Edit the webhook" });
  await form.getByLabel("message.status").check();
  await form.getByLabel("Show it the QR code, too").check();
  await button(form, "Save").click();
  await status(webhooks, "The webhook is saved.").waitFor();
  await expect.poll(() => hasFocus(edit)).toBe(true);
  await webhooks.getByText("is shown the QR code").waitFor();
  expect(await server.manager.tenant("changes-one").webhooks.list()).toMatchObject([
    { events: ["connection", "message.received", "error", "message.status"], asksForQr: true },
  ]);

  await button(webhooks, `Disable: ${receiver.url}`).click();
  await status(webhooks, "is disabled and gets nothing").waitFor();
  const enable = button(webhooks, `Enable: ${receiver.url}`);
  expect(await hasFocus(enable)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await enable.click();
  await status(webhooks, "goes on where it was").waitFor();

  const remove = button(webhooks, `Remove: ${receiver.url}`);
  await remove.click();
  const dialog = page.getByRole("dialog", { name: "Remove this webhook?" });
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(dialog, "Cancel").click();
  await expect.poll(() => hasFocus(remove)).toBe(true);
  await remove.click();
  await button(dialog, "Remove").click();
  await webhooks.getByText("There is no webhook yet.").waitFor();
  await expect.poll(() => hasFocus(webhooks.getByRole("heading", { name: "Webhooks" }))).toBe(true);
  expect(await server.manager.tenant("changes-one").config()).toMatchObject({ webhookUrl: null });
  expect(complaints).toEqual([]);
  await close();
});

it("sets the webhook URL of a tenant that has none", async () => {
  const { page, complaints, close, webhooks } = await visitWebhooks("sets-it");
  const url = webhooks.getByLabel("Webhook URL of the tenant");
  await url.fill("ftp://example.com");
  await page.keyboard.press("Enter");
  await webhooks.getByText("A whole address such as").waitFor();
  await expect.poll(() => hasFocus(url)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await url.fill(receiver.url);
  await button(webhooks, "Set the URL").click();
  await webhooks.getByRole("heading", { name: receiver.url }).waitFor();
  await expect.poll(() => hasFocus(webhooks.getByRole("heading", { name: "Webhooks" }))).toBe(true);
  expect(await url.count()).toBe(0);
  expect(await server.manager.tenant("sets-it").config()).toMatchObject({ webhookUrl: receiver.url });
  expect(complaints).toEqual([]);
  await close();
});

it("changes a secret, with both signing until the old one is dropped", async () => {
  await server.manager.tenant("rotates").configure({});
  const { secrets } = await server.manager.tenant("rotates").webhooks.create({ url: `${receiver.url}/rotates` });
  const [old = ""] = secrets;
  const { page, complaints, close, webhooks } = await visitWebhooks("rotates");
  const rotate = button(webhooks, `New secret: ${receiver.url}/rotates`);
  await rotate.click();
  const dialog = page.getByRole("dialog", { name: "The new secret" });
  const secret = await dialog.getByLabel("Secret").inputValue();
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(rotate)).toBe(true);
  const test = button(webhooks, `Test: ${receiver.url}/rotates`);
  await test.click();
  await status(webhooks, /^Delivered: 204/).waitFor();
  expect([receiver.isSignedWith(secret), receiver.isSignedWith(old)]).toEqual([true, true]);

  await button(webhooks, `Drop the old secret: ${receiver.url}/rotates`).click();
  const confirmation = page.getByRole("dialog", { name: "Drop the old secret?" });
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(confirmation, "Drop the old secret").click();
  await status(webhooks, "The old secret is dropped.").waitFor();
  await expect.poll(() => hasFocus(webhooks.getByRole("heading", { name: `${receiver.url}/rotates` }))).toBe(true);
  await test.click();
  await expect.poll(() => receiver.isSignedWith(old)).toBe(false);
  expect(receiver.isSignedWith(secret)).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("says how a test went, also when the receiver fails", async () => {
  await server.manager.tenant("tests-it").configure({ webhookUrl: receiver.url });
  const { page, complaints, close, webhooks } = await visitWebhooks("tests-it");
  receiver.status = 500;
  const test = button(webhooks, `Test: ${receiver.url}`);
  await test.click();
  await webhooks
    .getByRole("alert")
    .filter({ hasText: /^Not delivered after \d+ ms: .*500/ })
    .waitFor();
  expect(await hasFocus(test)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  receiver.status = 204;
  await test.click();
  await status(webhooks, /^Delivered: 204 after \d+ ms\./).waitFor();
  expect(await webhooks.getByRole("alert").filter({ hasText: "Not delivered" }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it("shows the delivery log page by page, and delivers one event or a time again", async () => {
  const tenant = server.manager.tenant("replays");
  await tenant.configure({});
  const url = `${receiver.url}/replays`;
  await tenant.webhooks.create({ url, events: ["business.updated"] });
  const already = receiver.idsOf("business.updated").length;
  for (let count = 1; count <= 12; count += 1) await saveBusiness("replays", `name ${count}`);
  const ids = () => receiver.idsOf("business.updated").slice(already);
  await expect.poll(() => ids().length).toBe(12);
  const sent = ids();

  const { page, complaints, close, webhooks } = await visitWebhooks("replays");
  const open = button(webhooks, `Delivery log: ${url}`);
  await open.click();
  const log = page.getByRole("region", { name: `Delivery log of ${url}` });
  const rows = log.getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(10);
  expect(await open.getAttribute("aria-expanded")).toBe("true");
  await button(log, "Show 2 more").click();
  await expect.poll(() => rows.count()).toBe(12);
  await expect.poll(() => hasFocus(rows.nth(10).getByRole("button"))).toBe(true);

  const again = rows.last().getByRole("button");
  await again.click();
  await status(rows.last(), "It is delivered again").waitFor();
  expect(await hasFocus(again)).toBe(true);
  await expect.poll(ids).toEqual([...sent, sent[0]]);
  await button(log, "Load the log anew").click();
  await expect.poll(() => rows.count()).toBe(13);
  expect(await violationsInEveryView(page)).toEqual([]);

  await log.getByText("Send a time again").click();
  const [from, to] = [log.getByLabel("From"), log.getByLabel("To")];
  await button(log, "Send all of it again").click();
  await log.getByText("Give a date and a time.").waitFor();
  await expect.poll(() => hasFocus(from)).toBe(true);
  await from.fill("2100-01-01T00:00");
  await to.fill("2020-01-01T00:00");
  await button(log, "Send all of it again").click();
  await log.getByText("The end must be after the beginning.").waitFor();
  await expect.poll(() => hasFocus(to)).toBe(true);
  expect(await violationsInEveryView(page)).toEqual([]);
  await from.fill("2020-01-01T00:00");
  await to.fill("2100-01-01T00:00");
  await button(log, "Send all of it again").click();
  await status(log, "It is delivered again").waitFor();
  await expect.poll(() => ids().slice(13)).toEqual(sent);
  await open.click();
  await log.waitFor({ state: "detached" });
  expect(await hasFocus(open)).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});

it("shows a hostile address as the text that it is, however long, and from right to left", async () => {
  const url = `https://example.com/<img/src=x/onerror=alert(1)>/\u202e\u05e9\u05dc\u05d5\u05dd/🥖/${"long".repeat(480)}`;
  await server.manager.tenant("hostile").configure({ webhookUrl: url });
  const { page, complaints, close, webhooks } = await visitWebhooks("hostile");
  expect(await webhooks.locator("bdi").textContent()).toBe(url);
  expect(await webhooks.locator("img").count()).toBe(0);
  expect(await violationsInEveryView(page)).toEqual([]);
  await button(webhooks, `Edit: ${url}`).click();
  const form = page.getByRole("dialog", { name: "Edit the webhook" });
  expect(await form.getByLabel("URL").inputValue()).toBe(url);
  await button(form, "Cancel").click();
  await button(webhooks, `Remove: ${url}`).click();
  await page.getByRole("dialog").getByText(`${url} gets nothing more`).waitFor();
  expect(await violationsInEveryView(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
