import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const PNS = ["4911111111@s.whatsapp.net", "4922222222@s.whatsapp.net"];
const LIDS = ["11111111111@lid", "22222222222@lid"];
const CHATS = [...PNS, ...LIDS, "120363012345678901@g.us"];

const id = fc.constantFrom("A", "B", "C");
const chat = fc.constantFrom(...CHATS);
const status = fc.constantFrom("pending", "sent", "delivered", "read", "failed");
const quotedId = fc.constantFrom(null, "Q");
const sender = fc.constantFrom(...PNS, ...LIDS);
const details = fc.constantFrom(null, { reaction: { targetId: "A", emoji: "👍" } });
const content = {
  type: fc.constantFrom("text", "undecryptable", "other", "reaction"),
  text: fc.constantFrom(null, "hello", "bye"),
  quotedId,
  details,
  raw: fc.uint8Array({ maxLength: 2 }),
};
const key = fc.record({ chat, id });
const by = fc.record({ fromMe: fc.boolean(), sender });
const record: fc.Arbitrary<IngestRecord> = fc.oneof(
  fc.record({
    kind: fc.constant("message"),
    live: fc.boolean(),
    message: fc.record({
      id,
      chat,
      status,
      fromMe: fc.boolean(),
      sender,
      senderName: fc.constantFrom(null, "bob", "carl"),
      timestamp: fc.constantFrom(0, 1000, 2000),
      editedAt: fc.constant(null),
      revokedAt: fc.constant(null),
      ...content,
    }),
  }),
  fc.record({ kind: fc.constant("edit"), key, by, content: fc.record(content), editedAt: fc.nat(3) }),
  fc.record({ kind: fc.constant("revoke"), key, by, asAdmin: fc.boolean(), revokedAt: fc.nat(3) }),
  fc.record({ kind: fc.constant("status"), key, status, errorCode: fc.constant(null) }),
  fc.record({ kind: fc.constant("chat"), jid: chat, name: fc.constant("Named"), unreadCount: fc.nat(3) }),
  fc.record({ kind: fc.constant("identity"), pn: fc.constantFrom(...PNS), lid: fc.constantFrom(...LIDS) }),
);

const batch = fc.record({
  records: fc.array(record, { maxLength: 6 }),
  position: fc.option(fc.nat(9), { nil: undefined }),
});

/** What leads to the same end however often it comes. */
const isRepeatable = ({ kind }: IngestRecord) => kind !== "identity" && kind !== "chat";

async function everythingIn(storage: Storage, tenant: ReturnType<typeof parseTenantId>) {
  const pages = CHATS.map((jid) => storage.messages.page(tenant, jid, { limit: 500 }));
  return {
    chats: await storage.chats.page(tenant, { limit: 500 }),
    messages: await Promise.all(pages),
    position: await storage.position(tenant),
  };
}

describe("the storages", () => {
  it("agree on everything, whatever arrives in whatever order, and a repetition changes nothing", async () => {
    const memory = new MemoryStorage();
    const sqlite = new SqliteStorage({ directory: temporaryDirectory() });
    await Promise.all([memory.open(), sqlite.open()]);
    let run = 0;
    try {
      // When it fails, fast-check prints the seed.
      await fc.assert(
        fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async (batches) => {
          run += 1;
          const tenant = parseTenantId(`tenant-${run}`);
          const apply = async (records: readonly IngestRecord[], position?: number) => {
            const applied = await sqlite.apply(tenant, records, position);
            expect(applied).toEqual(await memory.apply(tenant, records, position));
            return applied;
          };
          for (const { records, position } of batches) await apply(records, position);
          const everything = await everythingIn(memory, tenant);
          expect(await everythingIn(sqlite, tenant)).toEqual(everything);
          expect(everything.position).toBe(Math.max(0, ...batches.map(({ position = 0 }) => position)));
          for (const { lastMessage, lastMessageAt, jid } of everything.chats.items) {
            const { items } = await memory.messages.page(tenant, jid, { limit: 500 });
            const first = items.find(({ type }) => type !== "reaction");
            expect([lastMessage?.id, lastMessageAt]).toEqual([first?.id, first?.timestamp ?? 0]);
          }
          const again = batches.flatMap(({ records }) => records.filter(isRepeatable));
          await apply(again);
          const settled = await everythingIn(sqlite, tenant);
          expect(await apply(again)).toEqual({ stored: [], edited: [], revoked: [], statuses: [], read: [] });
          expect(await everythingIn(sqlite, tenant)).toEqual(settled);
        }),
        { numRuns: 300 },
      );
    } finally {
      await sqlite.close();
    }
  });
});
