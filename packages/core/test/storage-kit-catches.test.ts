import { describe } from "vitest";
import { RecordRejectedError } from "../src/errors.ts";
import { checkRecords } from "../src/storage/check-records.ts";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { broken, catchesEach, onRecords } from "./broken-storage.ts";

const EVERYBODY = parseTenantId("everybody");

/** Each is a fault that a real store has had. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "shares messages between tenants": () =>
    broken((sound) => ({ apply: (_, ...batch) => sound.apply(EVERYBODY, ...batch) })),
  "reads another tenant's messages": () =>
    broken((sound) => ({
      messages: {
        page: sound.messages.page.bind(sound.messages),
        find: async (tenant, id) =>
          (await sound.messages.find(tenant, id)) ?? sound.messages.find(parseTenantId("tenant-anna"), id),
      },
    })),
  "forgets at close": () => {
    let sound = new MemoryStorage();
    return {
      get tenants() {
        return sound.tenants;
      },
      get business() {
        return sound.business;
      },
      get chats() {
        return sound.chats;
      },
      get messages() {
        return sound.messages;
      },
      get sends() {
        return sound.sends;
      },
      get events() {
        return sound.events;
      },
      get endpoints() {
        return sound.endpoints;
      },
      get deliveries() {
        return sound.deliveries;
      },
      open: () => sound.open(),
      apply: (tenant, records, position) => sound.apply(tenant, records, position),
      position: (tenant) => sound.position(tenant),
      sync: () => sound.sync(),
      erase: (tenant) => sound.erase(tenant),
      close: async () => {
        sound = new MemoryStorage();
      },
    };
  },
  "announces a duplicate": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => ({
        ...(await sound.apply(tenant, records, position)),
        stored: records.flatMap((record) => (record.kind === "message" && record.live ? [record.message] : [])),
      }),
    })),
  "drops a status that comes before its message": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const known = [];
        for (const record of records) {
          const drops = record.kind === "status" && !(await sound.messages.find(tenant, record.key.id));
          if (!drops) known.push(record);
        }
        return sound.apply(tenant, known, position);
      },
    })),
  "does not merge identities": () =>
    broken((sound) => ({
      apply: (tenant, records, position) => {
        const others = records.filter((record) => record.kind !== "identity");
        return sound.apply(tenant, others, position);
      },
    })),
  "takes history for new": () =>
    onRecords((record) => (record.kind === "message" ? { ...record, live: true } : record)),
  "drops the records after a bad one, and says nothing": () =>
    broken((sound) => ({
      apply: async (...batch) => {
        const applied = { stored: [], edited: [], revoked: [], statuses: [], read: [] };
        return sound.apply(...batch).catch(() => applied);
      },
    })),
  "names a group after its last author": () =>
    broken((sound) => ({
      apply: (tenant, records, position) =>
        sound.apply(
          tenant,
          records.flatMap((record) =>
            record.kind === "message" && record.message.senderName !== null
              ? [record, { kind: "chat" as const, jid: record.message.chat, name: record.message.senderName }]
              : [record],
          ),
          position,
        ),
    })),
  "names what it stored in another order": () =>
    broken((sound) => ({
      apply: async (...batch) => {
        const { stored, ...rest } = await sound.apply(...batch);
        return { ...rest, stored: stored.toReversed() };
      },
    })),
  "makes a conversation of a status": () =>
    broken((sound) => ({
      apply: (tenant, records, position) => {
        const chats = records.flatMap((record) => (record.kind === "status" ? [record.key.chat] : []));
        return sound.apply(
          tenant,
          [...records, ...chats.map((jid) => ({ kind: "chat" as const, jid, unreadCount: 0 }))],
          position,
        );
      },
    })),
  "stores what stands before a malformed record": () =>
    broken((sound) => ({
      apply: (tenant, records, position) =>
        sound.apply(tenant, records, position).catch(async (error: unknown) => {
          for (const record of records) await sound.apply(tenant, [record]);
          throw error;
        }),
    })),
  "refuses whatever comes at the same time as a malformed record": () =>
    broken((sound) => {
      let refusals = 0;
      return {
        apply: async (tenant, records, position) => {
          const before = refusals;
          try {
            checkRecords(records);
          } catch (cause) {
            refusals += 1;
            throw new RecordRejectedError({ cause });
          }
          await new Promise((resolve) => setImmediate(resolve));
          if (refusals !== before) throw new RecordRejectedError({ cause: undefined });
          return sound.apply(tenant, records, position);
        },
      };
    }),
  "answers while it is closed": () => broken(() => ({ close: async () => undefined })),
};

describe("the storage kit", () => catchesEach(BROKEN));
