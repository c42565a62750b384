import type { Database } from "better-sqlite3";

interface TenantCount {
  readonly tenant: string;
  readonly count: number;
}

/** What may be wrong with a chat `c` of a tenant `t`, its last message being `m`. */
const CHAT_CONTRADICTIONS = {
  "a negative number of unread messages": "c.unread_count < 0",
  "a last message that is not among their messages": "c.last_message_key IS NOT NULL AND m.key IS NULL",
  "another time than their last message":
    "c.last_message_at <> coalesce(m.timestamp, 0) AND (c.last_message_key IS NULL) = (m.key IS NULL)",
  // A reaction is nobody's last message, and what was taken back may have been one.
  "a message after their last one": `EXISTS (SELECT 1 FROM messages n WHERE n.chat_id = c.id
    AND n.timestamp > c.last_message_at AND n.type NOT IN ('reaction', 'revoked'))`,
  "messages that take the places of those to come":
    "EXISTS (SELECT 1 FROM messages n WHERE n.chat_id = c.id AND n.arrival > t.arrivals)",
} as const;

/** Looks for rows of a sound `whatsapp.db` that cannot be true together. Returns texts without any content. */
export function findContradictions(database: Database): readonly string[] {
  // In one transaction, or what is written between two queries would look like a contradiction.
  return database.transaction(() => [
    ...messagesWithoutChat(database),
    ...rowsWithoutTenant(database),
    ...chats(database),
  ])();
}

function messagesWithoutChat(database: Database): readonly string[] {
  const count = database
    .prepare<[], number>("SELECT count(*) FROM messages WHERE chat_id NOT IN (SELECT id FROM chats)")
    .pluck()
    .get();
  return count === 0 ? [] : [`${count} rows of messages belong to no chat`];
}

function rowsWithoutTenant(database: Database): readonly string[] {
  const tables = database
    .prepare<[], string>(
      `SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) column
      WHERE s.type = 'table' AND column.name = 'tenant_id' ORDER BY s.name`,
    )
    .pluck()
    .all();
  return tables.flatMap((table) => {
    const count = database
      .prepare<[], number>(`SELECT count(*) FROM "${table}" WHERE tenant_id NOT IN (SELECT id FROM tenants)`)
      .pluck()
      .get();
    return count === 0 ? [] : [`${count} rows of ${table} belong to no tenant`];
  });
}

function chats(database: Database): readonly string[] {
  return Object.entries(CHAT_CONTRADICTIONS).flatMap(([what, condition]) => {
    const found = database
      .prepare<[], TenantCount>(
        `SELECT t.name AS tenant, count(*) AS count
        FROM tenants t
        JOIN chats c ON c.tenant_id = t.id
        LEFT JOIN messages m ON m.key = c.last_message_key AND m.chat_id = c.id
        WHERE ${condition}
        GROUP BY t.id ORDER BY t.name`,
      )
      .all();
    return found.map(({ tenant, count }) => `tenant ${tenant}: ${count} chats have ${what}`);
  });
}
