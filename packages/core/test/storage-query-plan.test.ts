import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { CHATS_FOUND, CHATS_PAGE } from "../src/storage/sqlite/chat-reader.ts";
import { EVENTS_AFTER } from "../src/storage/sqlite/event-reader.ts";
import { LIMIT } from "../src/storage/sqlite/limit.ts";
import { MESSAGES_JSON } from "../src/storage/sqlite/message-json-reader.ts";
import { CHAT_BY_JID, MESSAGE_BY_ID, MESSAGES_PAGE } from "../src/storage/sqlite/message-reader.ts";
import { migrate } from "../src/storage/sqlite/migrate.ts";
import { WHATSAPP_MIGRATIONS } from "../src/storage/sqlite/schema.ts";

function planOf(query: string): string {
  const database = new Database(":memory:");
  onTestFinished(() => {
    database.close();
  });
  migrate(database, WHATSAPP_MIGRATIONS);
  database.function("folded", { deterministic: true }, (text) => text);
  const parameters = Array.from(query.matchAll(/\?/g), () => 1);
  const steps = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(...parameters);
  return steps.map((step) => step.detail).join("\n");
}

describe("the plans of the pages", () => {
  it.each([
    ["messages", MESSAGES_PAGE, "messages_page (chat_id=? AND (timestamp,arrival)<(?,?))"],
    ["conversations", CHATS_PAGE, "chats_page (tenant_id=? AND (last_message_at,jid)<(?,?))"],
    ["conversations by name", CHATS_FOUND, "chats_page (tenant_id=? AND (last_message_at,jid)<(?,?))"],
    ["events", EVENTS_AFTER, "e USING PRIMARY KEY (tenant_id=? AND position>?)"],
    ["a chat by its JID", CHAT_BY_JID, "(tenant_id=? AND jid=?)"],
  ])("find %s by an index, with no scan and no sort", (_, query, index) => {
    const plan = planOf(query);
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  it.each([
    ["messages", MESSAGES_PAGE],
    ["conversations", CHATS_PAGE],
    ["messages as JSON", MESSAGES_JSON],
    ["events", EVENTS_AFTER],
  ])("of %s do not hang on their limit: SQLite would make them anew for each", (_, query) => {
    expect(query).toContain(LIMIT);
    expect(query).not.toMatch(/LIMIT \?(?! \+)/);
  });

  it("of messages as JSON read what the index has found, and no more", () => {
    const plan = planOf(MESSAGES_JSON);
    expect(plan).toContain("COVERING INDEX messages_page (chat_id=? AND (timestamp,arrival)<(?,?))");
    // Those two are what was found.
    expect(plan.replace(/SCAN [pe]$/gm, "")).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  it("look for an id only in one tenant's chats", () => {
    expect(planOf(MESSAGE_BY_ID)).not.toContain("SCAN");
  });
});
