import type { Database } from "better-sqlite3";
import type { TenantId } from "../../types/tenant.ts";
import type { GroupCommit } from "./group-commit.ts";
import { leaveNoTrace } from "./leave-no-trace.ts";
import { forgetTerms } from "./search-index.ts";

/** So many messages go in one transaction: other tenants' batches wait behind it. */
const MESSAGES_AT_ONCE = 1000;

/** What goes in one piece. */
const TABLES = [
  "chats",
  "early_changes",
  "identities",
  "sends",
  "events",
  "webhook_lanes",
  "webhook_logs",
  "webhook_dead_letters",
];

/**
 * Removes a tenant from `whatsapp.db`, a part at a time, its own row last, so that it can be called again after a crash
 * half-way. The file is rewritten also when the tenant is gone already, as a crash may have come between the two.
 */
export async function eraseTenant(database: Database, commits: GroupCommit, tenant: TenantId): Promise<void> {
  const key = database.prepare<[TenantId], { id: number }>("SELECT id FROM tenants WHERE name = ?").get(tenant)?.id;
  if (key !== undefined) await eraseRows(database, commits, key);
  leaveNoTrace(database);
}

async function eraseRows(database: Database, commits: GroupCommit, key: number): Promise<void> {
  const chats = database.prepare<[number], { id: number }>("SELECT id FROM chats WHERE tenant_id = ?").all(key);
  const someMessages = database.prepare(
    "DELETE FROM messages WHERE key IN (SELECT key FROM messages WHERE chat_id = ? LIMIT ?)",
  );
  for (const { id } of chats) {
    const some = () => someMessages.run(id, MESSAGES_AT_ONCE).changes;
    while ((await commits.run(some, true)) === MESSAGES_AT_ONCE);
  }
  await commits.run(() => {
    // What came meanwhile: without its chat, it would belong to the next chat that gets the number.
    database.prepare("DELETE FROM messages WHERE chat_id IN (SELECT id FROM chats WHERE tenant_id = ?)").run(key);
    forgetTerms(database, key);
    for (const table of TABLES) {
      database.prepare(`DELETE FROM ${table} WHERE tenant_id = ?`).run(key);
    }
    database.prepare("DELETE FROM tenants WHERE id = ?").run(key);
  }, true);
}
