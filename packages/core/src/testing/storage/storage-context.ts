import type { Storage } from "../../storage/storage.ts";
import type { Author, IngestRecord } from "../../types/ingest-record.ts";
import type { Message, MessageContent, MessageStatus } from "../../types/message.ts";
import type { Page } from "../../types/page.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";

/** What a storage check works on. */
export interface StorageContext {
  /** Open and empty. */
  readonly storage: Storage;
  /** Closes it and resolves with one that sees the same data. */
  readonly reopen: () => Promise<Storage>;
}

export const ANNA = parseTenantId("tenant-anna");
export const BERT = parseTenantId("tenant-bert");

export const BOB = "4915112345678@s.whatsapp.net";
export const BOB_LID = "987654321098765@lid";
export const CARL = "4915187654321@s.whatsapp.net";
export const GROUP = "120363012345678901@g.us";
const SELF = "4930111222333@s.whatsapp.net";

/** A moment in 2026, in milliseconds; messages of the checks lie around it. */
export const NOON = 1_780_000_000_000;

/** A message of Bob's to this account, but for what `change` says. */
export function messageOf(change: Partial<Message> & { readonly id: string }): Message {
  const chat = change.chat ?? BOB;
  return {
    chat,
    fromMe: false,
    sender: change.fromMe === true ? SELF : chat,
    senderName: null,
    timestamp: NOON,
    type: "text",
    text: `text of ${change.id}`,
    quotedId: null,
    details: null,
    editedAt: null,
    revokedAt: null,
    status: "delivered",
    raw: new Uint8Array([0, 1, 254, 255]),
    ...change,
  };
}

/** The record of a message that has just arrived. */
export const arrived = (change: Partial<Message> & { readonly id: string }): IngestRecord => ({
  kind: "message",
  message: messageOf(change),
  live: true,
});

/** The record of a message from the history that the phone hands over. */
export const remembered = (change: Partial<Message> & { readonly id: string }): IngestRecord => ({
  kind: "message",
  message: messageOf(change),
  live: false,
});

/** The record of a status, in Bob's chat unless `chat` says otherwise. */
export const moved = (
  id: string,
  status: MessageStatus,
  chat = BOB,
  errorCode: number | null = null,
): IngestRecord => ({
  kind: "status",
  key: { chat, id },
  status,
  errorCode,
});

/** Somebody who is neither this account nor, unless it says so, the chat's contact. */
export const by = (sender: string): Author => ({ fromMe: false, sender });

/** This account, on any of its devices. */
export const BY_ME: Author = { fromMe: true, sender: SELF };

/** What an edit of {@link edited} writes. */
export const contentOf = (text: string): MessageContent => ({
  type: "text",
  text,
  quotedId: null,
  details: null,
  raw: new TextEncoder().encode(text),
});

/** The record of an edit by Bob in his chat, but for what `change` says. It writes its own time. */
export const edited = (
  id: string,
  editedAt: number,
  change: Partial<IngestRecord & { kind: "edit" }> = {},
): IngestRecord => ({
  kind: "edit",
  key: { chat: BOB, id },
  by: by(BOB),
  content: contentOf(`edited at ${editedAt}`),
  editedAt,
  ...change,
});

/** The record of a message that Bob takes back in his chat, but for what `change` says. */
export const revoked = (id: string, change: Partial<IngestRecord & { kind: "revoke" }> = {}): IngestRecord => ({
  kind: "revoke",
  key: { chat: BOB, id },
  by: by(BOB),
  asAdmin: false,
  revokedAt: NOON + 60_000,
  ...change,
});

/** Bob's phone number and linked identity belong together. */
export const BOB_IS_BOB: IngestRecord = { kind: "identity", pn: BOB, lid: BOB_LID };

/** Walks a list page by page to its end; throws when it never ends. */
export async function walk<Item>(next: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page = await next(cursor);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
  throw new Error("The pages never end");
}

/** The ids of what stands in a chat, newest first. */
export async function idsOf(storage: Storage, tenant = ANNA, chat = BOB): Promise<string[]> {
  const { items } = await storage.messages.page(tenant, chat, { limit: 500 });
  return items.map((message) => message.id);
}
