import { type IngestRecord, parseTenantId, SqliteStorage, type TenantId } from "@polyphone/core";

const BUSY_CHATS = 4;
const QUIET_CHATS = 50;
const ROUNDS = 10;
const MESSAGES_PER_ROUND = 100;
/** Of {@link MESSAGES_PER_ROUND}: those of each busy chat. The others go to quiet ones, each in turn. */
const BUSY_MESSAGES_PER_ROUND = 20;
/** Tenants whose batches share a transaction. */
const GROUP = 20;
const RAW_BYTES = 550;
const TEXT = "See you at the station at half past six, and do bring the umbrella.";

/** What one tenant has: as many chats as fill a page, and some with several pages of messages. */
export const MESSAGES_PER_TENANT = ROUNDS * MESSAGES_PER_ROUND;

/** A database that was filled through the library. */
export interface Built {
  readonly directory: string;
  readonly tenants: readonly TenantId[];
  /** Chats with several pages of messages; every tenant has them. */
  readonly busyChats: readonly string[];
}

const jid = (index: number) => `${15_550_000_000 + index}@s.whatsapp.net`;

/**
 * Fills a new database, every tenant with the same chats. Messages come in rounds, as they would in life: what stands
 * together in a page has arrived among those of all other tenants, and lies scattered over the file.
 */
export async function buildDatabase(directory: string, tenantCount: number): Promise<Built> {
  const tenants = Array.from({ length: tenantCount }, (_, index) => parseTenantId(`tenant-${index}`));
  const storage = new SqliteStorage({ directory });
  await storage.open();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let first = 0; first < tenantCount; first += GROUP) {
      const group = tenants.slice(first, first + GROUP);
      await Promise.all(group.map((tenant) => storage.apply(tenant, roundOf(round))));
    }
  }
  await storage.close();
  return { directory, tenants, busyChats: Array.from({ length: BUSY_CHATS }, (_, index) => jid(index)) };
}

/** The chats of one round in turns, as nobody waits until another has finished. */
function roundOf(round: number): IngestRecord[] {
  const records: IngestRecord[] = [];
  const quietPerTurn = MESSAGES_PER_ROUND / BUSY_MESSAGES_PER_ROUND - BUSY_CHATS;
  for (let turn = 0; turn < BUSY_MESSAGES_PER_ROUND; turn += 1) {
    for (let chat = 0; chat < BUSY_CHATS; chat += 1) records.push(message(round, records.length, jid(chat)));
    for (let step = 0; step < quietPerTurn; step += 1) {
      const quiet = (round * BUSY_MESSAGES_PER_ROUND + turn * quietPerTurn + step) % QUIET_CHATS;
      records.push(message(round, records.length, jid(BUSY_CHATS + quiet)));
    }
  }
  return records;
}

function message(round: number, index: number, chat: string): IngestRecord {
  const number = round * MESSAGES_PER_ROUND + index;
  return {
    kind: "message",
    live: true,
    message: {
      chat,
      id: `3EB0${String(number).padStart(16, "0")}`,
      fromMe: false,
      sender: chat,
      senderName: "Ada",
      timestamp: 1_700_000_000_000 + number * 1000,
      type: "text",
      text: TEXT,
      quotedId: null,
      details: null,
      status: "delivered",
      editedAt: null,
      revokedAt: null,
      raw: new Uint8Array(RAW_BYTES).fill(number),
    },
  };
}
