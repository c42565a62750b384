import { describe } from "vitest";
import type { Storage } from "../src/storage/storage.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import type { Message } from "../src/types/message.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { broken, catchesEach, onRecords } from "./broken-storage.ts";

/** The records but for those of a kind whose message is not there yet. */
async function known(sound: Storage, tenant: TenantId, records: readonly IngestRecord[], kind: "edit" | "revoke") {
  const left: IngestRecord[] = [];
  for (const record of records) {
    const drops = record.kind === kind && (await sound.messages.find(tenant, record.key.id)) === undefined;
    if (!drops) left.push(record);
  }
  return left;
}

/** Edits, messages that were taken back, and what else a message may be. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "lets anybody edit a message": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const authored: IngestRecord[] = [];
        for (const record of records) {
          const by = record.kind === "edit" ? await sound.messages.find(tenant, record.key.id) : undefined;
          authored.push(record.kind === "edit" && by !== undefined ? { ...record, by } : record);
        }
        return sound.apply(tenant, authored, position);
      },
    })),
  "lets any member of a group take a message back": () =>
    onRecords((record) => (record.kind === "revoke" ? { ...record, asAdmin: true } : record)),
  "lets no administrator take a message back": () =>
    onRecords((record) => (record.kind === "revoke" ? { ...record, asAdmin: false } : record)),
  "takes the edit that came last for the latest": () => {
    let count = 0;
    return onRecords((record) => {
      count += 1;
      return record.kind === "edit" ? { ...record, editedAt: record.editedAt + count * 1_000_000 } : record;
    });
  },
  "drops an edit that comes before its message": () =>
    broken((sound) => ({
      apply: async (tenant, records) => sound.apply(tenant, await known(sound, tenant, records, "edit")),
    })),
  "drops a revoke that comes before its message": () =>
    broken((sound) => ({
      apply: async (tenant, records) => sound.apply(tenant, await known(sound, tenant, records, "revoke")),
    })),
  "names no edit": () =>
    broken((sound) => ({ apply: async (...batch) => ({ ...(await sound.apply(...batch)), edited: [] }) })),
  "names no message that was taken back": () =>
    broken((sound) => ({ apply: async (...batch) => ({ ...(await sound.apply(...batch)), revoked: [] }) })),
  "keeps what a message said that was taken back": () =>
    broken((sound) => {
      const said = new Map<string, Message>();
      return {
        apply: (tenant, records, position) => {
          for (const record of records) if (record.kind === "message") said.set(record.message.id, record.message);
          return sound.apply(tenant, records, position);
        },
        messages: {
          page: sound.messages.page.bind(sound.messages),
          find: async (tenant, id) => {
            const found = await sound.messages.find(tenant, id);
            return found?.revokedAt == null ? found : { ...found, raw: said.get(id)?.raw ?? found.raw };
          },
        },
      };
    }),
  "lets a retry bring back what was taken back": () => {
    const readable = new Map<string, Message>();
    return broken((sound) => ({
      apply: (tenant, records, position) => {
        for (const record of records) {
          if (record.kind === "message" && record.message.type === "text")
            readable.set(record.message.id, record.message);
        }
        return sound.apply(tenant, records, position);
      },
      messages: {
        page: sound.messages.page.bind(sound.messages),
        find: async (tenant, id) => {
          const found = await sound.messages.find(tenant, id);
          return found?.type === "revoked" ? (readable.get(id) ?? found) : found;
        },
      },
    }));
  },
  "counts reactions as unread messages": () =>
    onRecords((record) =>
      record.kind === "message" && record.message.type === "reaction"
        ? { ...record, message: { ...record.message, type: "other" as const } }
        : record,
    ),
  "knows an author by one of two JIDs alone": () =>
    onRecords((record) => {
      const isForeign = (record.kind === "edit" || record.kind === "revoke") && !record.by.fromMe;
      const isLid = isForeign && /@lid$/.test(record.by.sender);
      return isLid ? { ...record, by: { ...record.by, sender: "4900000000000@s.whatsapp.net" } } : record;
    }),
  "lets a message that comes again undo its edit": () => {
    const came = new Set<string>();
    return onRecords((record) => {
      if (record.kind !== "message") return record;
      const { message } = record;
      const place = `${message.chat} ${message.id}`;
      if (!came.has(place)) {
        came.add(place);
        return record;
      }
      const { chat, id, fromMe, sender, type, text, quotedId, details, raw } = message;
      const content = { type, text, quotedId, details, raw };
      return {
        kind: "edit",
        key: { chat, id },
        by: { fromMe, sender },
        content,
        editedAt: message.timestamp + 1_000_000,
      };
    });
  },
  "loses what a message quoted by its edit": () =>
    onRecords((record) =>
      record.kind === "edit"
        ? { ...record, content: { ...record.content, quotedId: record.content.quotedId ?? "" } }
        : record,
    ),
  "lets an edit make nothing readable": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const left: IngestRecord[] = [];
        for (const record of records) {
          const target = record.kind === "edit" ? await sound.messages.find(tenant, record.key.id) : undefined;
          if (target?.type !== "undecryptable") left.push(record);
        }
        return sound.apply(tenant, left, position);
      },
    })),
  "lists no message that was taken back": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (...request) => {
          const { items, nextCursor } = await sound.messages.page(...request);
          return { items: items.filter(({ revokedAt }) => revokedAt === null), nextCursor };
        },
      },
    })),
  "no longer counts a message that was taken back": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const applied = await sound.apply(tenant, records, position);
        const chats = (await sound.chats.page(tenant, { limit: 500 })).items;
        for (const { chat } of applied.revoked) {
          const unreadCount = Math.max(0, (chats.find(({ jid }) => jid === chat)?.unreadCount ?? 0) - 1);
          await sound.apply(tenant, [{ kind: "chat", jid: chat, unreadCount }]);
        }
        return applied;
      },
    })),
  "counts as unread what was read": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const unread = (await sound.chats.page(tenant, { limit: 500 })).items.map(({ jid, unreadCount }) => ({
          ...{ kind: "chat" as const, jid, unreadCount },
        }));
        const applied = await sound.apply(tenant, records, position);
        if (records.every(({ kind }) => kind === "status")) await sound.apply(tenant, unread);
        return applied;
      },
    })),
  "names no chat that was read": () =>
    broken((sound) => ({ apply: async (...batch) => ({ ...(await sound.apply(...batch)), read: [] }) })),
  "loses details": () =>
    onRecords((record) =>
      record.kind === "message" ? { ...record, message: { ...record.message, details: null } } : record,
    ),
};

describe("the storage kit", () => catchesEach(BROKEN));
