import { expect, it, onTestFinished } from "vitest";
import {
  DirectIngestion,
  MemoryAuthStore,
  MemoryStorage,
  plainMessage,
  SqliteStorage,
  TenantManager,
} from "../src/index.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { CHAT, textRecord } from "./text-record.ts";

const TENANT = parseTenantId("tenant-a");

it.each([
  ["memory", () => new MemoryStorage()],
  ["SQLite", () => new SqliteStorage({ directory: temporaryDirectory() })],
])("gives a page of messages as JSON, without their bytes, out of %s", async (_, make) => {
  const storage = make();
  const manager = new TenantManager({ storage, auth: new MemoryAuthStore(), ingestion: new DirectIngestion() });
  await manager.start();
  onTestFinished(() => manager.stop());
  await storage.tenants.save(TENANT, {});
  await storage.apply(TENANT, [textRecord("A"), textRecord("B"), textRecord("C")]);
  const tenant = manager.tenant(TENANT);

  const { items, nextCursor } = await tenant.messages(CHAT, { limit: 2 });
  const page = await tenant.messagesAsJson(CHAT, { limit: 2 });
  expect(page).toEqual({ items: JSON.stringify(items.map(plainMessage)), nextCursor });
  expect(JSON.parse(page.items)).toMatchObject([{ id: "C" }, { id: "B" }]);
  const last = await tenant.messagesAsJson(CHAT, { cursor: page.nextCursor ?? undefined });
  expect(last).toMatchObject({ items: expect.stringContaining('"id":"A"'), nextCursor: null });

  await expect(tenant.messagesAsJson(CHAT, { limit: 0 })).rejects.toMatchObject({ code: "INVALID_LIMIT" });
  await expect(tenant.messagesAsJson("nobody")).rejects.toMatchObject({ code: "INVALID_RECIPIENT" });
  await expect(manager.tenant("stranger").messagesAsJson(CHAT)).rejects.toMatchObject({ code: "UNKNOWN_TENANT" });
});
