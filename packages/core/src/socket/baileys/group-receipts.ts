import type { BaileysEventMap, GroupMetadata } from "@whiskeysockets/baileys";
import { LRUCache } from "lru-cache";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid, type Jid } from "../../types/jid.ts";
import type { MessageKey } from "../../types/message.ts";
import type { TenantId } from "../../types/tenant.ts";

type Receipts = BaileysEventMap["message-receipt.update"];

/** Members whose receipts are awaited, of all messages of all tenants together. */
const MAX_AWAITED = 200_000;

/** A message of ours in a group, and who else is there. */
interface Awaited {
  /** Each other member under every address; two addresses of one member have one number. */
  readonly members: ReadonlyMap<Jid, number>;
  readonly count: number;
  readonly delivered: Set<number>;
  readonly read: Set<number>;
}

/**
 * Who has got and read which of our messages in groups. For WhatsApp a group's message is delivered, or read, once it is so
 * for every other member who was there when it was sent. Kept in memory: after a restart what was sent before stays `sent`.
 */
export class GroupReceipts {
  readonly #awaited = new LRUCache<string, Awaited>({
    maxSize: MAX_AWAITED,
    sizeCalculation: ({ count }) => count + 1,
  });

  /** To be told of a message before it leaves, each time it does. `own` are this account's addresses. */
  expect(tenant: TenantId, key: MessageKey, { participants }: GroupMetadata, own: readonly Jid[]): void {
    const name = nameOf(tenant, key);
    if (this.#awaited.has(name)) return;
    const members = new Map<Jid, number>();
    let count = 0;
    for (const { id, lid, phoneNumber } of participants) {
      const addresses = [id, lid, phoneNumber].flatMap((address) => (address === undefined ? [] : [bareJid(address)]));
      if (addresses.some((address) => own.includes(address))) continue;
      for (const address of addresses) members.set(address, count);
      count += 1;
    }
    this.#awaited.set(name, { members, count, delivered: new Set(), read: new Set() });
  }

  /** What receipts say of messages as a whole. */
  take(tenant: TenantId, receipts: Receipts): IngestRecord[] {
    return receipts.flatMap(({ key: { remoteJid, id }, receipt }) => {
      if (remoteJid == null || id == null || receipt.userJid == null) return [];
      const key = { chat: bareJid(remoteJid), id };
      const awaited = this.#awaited.get(nameOf(tenant, key));
      const member = awaited?.members.get(bareJid(receipt.userJid));
      if (awaited === undefined || member === undefined) return [];
      const { count, delivered, read } = awaited;
      delivered.add(member);
      if (receipt.readTimestamp != null) read.add(member);
      if (delivered.size < count) return [];
      const status = read.size < count ? "delivered" : "read";
      return [{ kind: "status", key, status, errorCode: null }];
    });
  }
}

const nameOf = (tenant: TenantId, { chat, id }: MessageKey) => `${tenant} ${chat} ${id}`;
