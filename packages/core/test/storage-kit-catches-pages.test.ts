import { describe } from "vitest";
import { pageOf, pageWindow } from "../src/storage/cursor.ts";
import { newestBefore } from "../src/storage/memory/newest-before.ts";
import type { Storage } from "../src/storage/storage.ts";
import { type Message, plainMessage } from "../src/types/message.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { broken, catchesEach } from "./broken-storage.ts";

/** Pages, their order and their cursors. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
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
  "finds every conversation, whatever it is to contain": () =>
    broken((sound) => ({
      chats: { page: (tenant, { limit, cursor }) => sound.chats.page(tenant, { limit, cursor }) },
    })),
  "looks for a part of a name in one page alone": () =>
    broken((sound) => ({
      chats: {
        async page(tenant, { containing, ...request }) {
          const { items, nextCursor } = await sound.chats.page(tenant, request);
          const found = await sound.chats.page(tenant, { limit: 500, containing });
          return {
            items: items.filter(({ jid }) => found.items.some((chat) => chat.jid === jid)).slice(0, 1),
            nextCursor,
          };
        },
      },
    })),
  "takes any text for a part of a name": () =>
    broken((sound) => ({
      chats: {
        page: async (tenant, request) =>
          sound.chats.page(tenant, request).catch(() => ({ items: [], nextCursor: null })),
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
  "writes JSON of its own kind": () =>
    broken(({ messages }) => ({
      messages: {
        find: messages.find.bind(messages),
        page: messages.page.bind(messages),
        pageAsJson: async (...request) => {
          const { items, nextCursor } = await messages.page(...request);
          const withoutNulls = (_: string, value: unknown) => (value === null ? undefined : value);
          return { items: JSON.stringify(items.map(plainMessage), withoutNulls), nextCursor };
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
  "counts pages by how many messages came before": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, { limit, cursor = "0" }) => {
          const { items } = await sound.messages.page(tenant, chat, { limit: 500 });
          const end = Number(cursor) + limit;
          return { items: items.slice(Number(cursor), end), nextCursor: end < items.length ? `${end}` : null };
        },
      },
    })),
  "forgets what its cursors mean when two chats become one": () => {
    const merges = new Map<string, number>();
    return broken((sound) => ({
      apply: (tenant, records, position) => {
        const found = records.filter(({ kind }) => kind === "identity").length;
        merges.set(tenant, (merges.get(tenant) ?? 0) + found);
        return sound.apply(tenant, records, position);
      },
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const now = merges.get(tenant) ?? 0;
          const [, then = `${now}`, cursor = request.cursor] = /^(\d+)\/(.*)$/s.exec(request.cursor ?? "") ?? [];
          const isStale = Number(then) !== now;
          const page = await sound.messages.page(
            tenant,
            chat,
            isStale ? { limit: request.limit } : { ...request, cursor },
          );
          return { ...page, nextCursor: page.nextCursor === null ? null : `${now}/${page.nextCursor}` };
        },
      },
    }));
  },
  "follows a cursor into the tenant that it was made for": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const [, owner = tenant, cursor = request.cursor] = /^(tenant-\w+)\/(.*)$/s.exec(request.cursor ?? "") ?? [];
          const page = await sound.messages.page(parseTenantId(owner), chat, { ...request, cursor });
          return { ...page, nextCursor: page.nextCursor === null ? null : `${owner}/${page.nextCursor}` };
        },
      },
    })),
  "takes no plain timestamp for a cursor": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const isPlain = /^\d+$/.test(request.cursor ?? "");
          return sound.messages.page(tenant, chat, isPlain ? { limit: request.limit } : request);
        },
      },
    })),
  "takes a plain timestamp for a place within its millisecond": () =>
    broken((sound) => ({
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const isPlain = /^\d{1,15}$/.test(request.cursor ?? "");
          const cursor = isPlain ? `${Number(request.cursor) + 1}` : request.cursor;
          return sound.messages.page(tenant, chat, { ...request, cursor });
        },
      },
    })),
  "gives out pages of any length": () =>
    broken((sound) => ({
      chats: {
        page: async (tenant, request) => {
          const limit = Math.min(500, Math.max(1, Math.trunc(request.limit) || 1));
          return sound.chats.page(tenant, { ...request, limit });
        },
      },
    })),
};

describe("the storage kit", () => catchesEach(BROKEN));
