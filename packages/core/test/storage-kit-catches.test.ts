import { describe } from "vitest";
import { pageOf, pageWindow } from "../src/storage/cursor.ts";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import { newestBefore } from "../src/storage/memory/newest-before.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { Message } from "../src/types/message.ts";
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
      get chats() {
        return sound.chats;
      },
      get messages() {
        return sound.messages;
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
  "sorts messages of one second by their ids": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (...request) => {
          const { items, nextCursor } = await sound.messages.page(...request);
          const byId = (a: Message, b: Message) => b.timestamp - a.timestamp || (a.id < b.id ? 1 : -1);
          return { items: items.toSorted(byId), nextCursor };
        },
      },
    })),
  "orders ties by id, in its pages and its cursors alike": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const { items } = await sound.messages.page(tenant, chat, { limit: 500 });
          const window = pageWindow(request);
          return pageOf(
            newestBefore(items, window, (message) => message),
            window.limit,
            (message) => message,
          );
        },
      },
    })),
  "shows the greatest id of a second as the chat's last message": () =>
    broken((sound) => ({
      chats: {
        page: async (tenant, request) => {
          const page = await sound.chats.page(tenant, request);
          const items = page.items.map(async (chat) => {
            const messages = (await sound.messages.page(tenant, chat.jid, { limit: 500 })).items;
            const [last] = messages
              .filter((message) => message.timestamp === chat.lastMessageAt)
              .toSorted((a, b) => (a.id < b.id ? 1 : -1));
            if (last === undefined) return chat;
            const { id, fromMe, type, text } = last;
            return { ...chat, lastMessage: { id, fromMe, type, text } };
          });
          return { ...page, items: await Promise.all(items) };
        },
      },
    })),
  "lists history before what arrived in the same second": () => {
    const history = new Set<string>();
    return broken((sound) => ({
      apply: (tenant, records, position) => {
        for (const record of records) {
          if (record.kind === "message" && !record.live) history.add(record.message.id);
        }
        return sound.apply(tenant, records, position);
      },
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (...request) => {
          const { items, nextCursor } = await sound.messages.page(...request);
          const rank = ({ id }: Message) => (history.has(id) ? 1 : 0);
          return { items: items.toSorted((a, b) => b.timestamp - a.timestamp || rank(a) - rank(b)), nextCursor };
        },
      },
    }));
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
  "cursors by the timestamp alone": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const page = await sound.messages.page(tenant, chat, request);
          const last = page.items.at(-1);
          return { ...page, nextCursor: page.nextCursor === null || last === undefined ? null : `${last.timestamp}` };
        },
      },
    })),
  "takes any cursor for the first page": () =>
    broken((sound) => ({
      chats: {
        page: (tenant, request) =>
          sound.chats.page(tenant, request).catch(() => sound.chats.page(tenant, { limit: request.limit })),
      },
    })),
  "drops the records after a bad one, and says nothing": () =>
    broken((sound) => ({
      apply: async (...batch) => {
        const applied = { stored: [], edited: [], revoked: [], statuses: [] };
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
  "answers while it is closed": () => broken(() => ({ close: async () => undefined })),
};

describe("the storage kit", () => catchesEach(BROKEN));
