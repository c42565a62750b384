import type { Message } from "@polyphone/core";
import { expect, it } from "vitest";
import { anybodyAs } from "../../test/anybody-as.ts";
import type { Route } from "../routing/define-route.ts";
import { WrittenJson } from "../routing/written-json.ts";
import { messageRoutes } from "./message-routes.ts";

type Messenger = Awaited<ReturnType<Parameters<typeof messageRoutes>[0]["read"]["check"]>>;

const JID = "1234567890@s.whatsapp.net";
const PLAIN: Omit<Message, "raw"> = {
  chat: JID,
  id: "3EB0",
  fromMe: false,
  sender: JID,
  senderName: "Ada",
  timestamp: 1_700_000_000_000,
  type: "text",
  text: "hello",
  quotedId: null,
  details: null,
  editedAt: null,
  revokedAt: null,
  status: "delivered",
};
const RESULT = {
  key: { remoteJid: JID, fromMe: true, id: "3EB1" },
  message: { conversation: "hi" },
  status: "PENDING",
};

const MESSENGER: Messenger = {
  checkNumber: async () => ({ exists: true, jid: JID }),
  sendText: async () => ({ id: "3EB1", chat: JID, timestamp: 1_700_000_000_000, result: RESULT }),
  markRead: async () => 2,
  conversations: async () => ({ items: [], nextCursor: null }),
  search: async () => ({ items: [], nextCursor: null }),
  messagesAsJson: async () => ({ items: JSON.stringify([PLAIN]), nextCursor: 'the "next"' }),
};

/** What the route answers to this input, from a tenant that behaves so. */
function ask(
  path: string,
  input: { body?: unknown; query?: object; headers?: Readonly<Record<string, string>> },
  messenger: Partial<Messenger> = {},
) {
  const routes = messageRoutes(anybodyAs({ ...MESSENGER, ...messenger }));
  const route = routes.find((candidate) => candidate.path === path);
  if (route === undefined) throw new Error(`No route ${path}`);
  const get = (name: string) => input.headers?.[name];
  const request = { query: input.query ?? {}, params: {}, get } as Parameters<Route["answer"]>[0];
  return route.answer(request, async () => input.body, new AbortController());
}

it("answers a check with what WhatsApp said and nothing else", async () => {
  expect(await ask("/message/check-number", { body: { to: "1234567890" } })).toEqual({ exists: true, jid: JID });
});

it("answers a send with Baileys' own result", async () => {
  expect(await ask("/message/send-text", { body: { to: "1234567890", message: "hi" } })).toEqual(RESULT);
});

it("hands the Idempotency-Key header on, and nothing when there is none", async () => {
  const keys: unknown[] = [];
  const messenger: Partial<Messenger> = {
    sendText: async (to, _text, options) => {
      keys.push(options);
      return { id: "3EB1", chat: to, timestamp: 0, result: RESULT };
    },
  };
  const body = { to: "1234567890", message: "hi" };
  await ask("/message/send-text", { body, headers: { "Idempotency-Key": "order 1" } }, messenger);
  await ask("/message/send-text", { body }, messenger);
  expect(keys).toEqual([{ idempotencyKey: "order 1" }, {}]);
});

it.each([
  { to: "1", message: "" },
  { to: "1", message: "x".repeat(65_537) },
  { to: 1, message: "x" },
  { message: "x" },
])("refuses to send %o", async (body) => {
  await expect(ask("/message/send-text", { body })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});

it("marks as read what is named, or all that is unread, and says how many there were", async () => {
  const asked: unknown[] = [];
  const messenger: Partial<Messenger> = {
    markRead: async (...named) => {
      asked.push(named);
      return named[1]?.length ?? 7;
    },
  };
  const mark = (body: object) => ask("/message/mark-read", { body }, messenger);
  expect(await mark({ jid: JID, ids: ["A", "B"] })).toEqual({ success: true, count: 2 });
  expect(await mark({ jid: JID })).toEqual({ success: true, count: 7 });
  expect(asked).toEqual([
    [JID, ["A", "B"]],
    [JID, undefined],
  ]);
});

it.each([{}, { jid: JID, ids: [] }, { jid: JID, ids: Array.from({ length: 501 }, (_, id) => `${id}`) }])(
  "refuses to mark as read what case %# names",
  async (body) => {
    await expect(ask("/message/mark-read", { body })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  },
);

it("answers with a page of messages as it was written", async () => {
  const answer = await ask("/message/messages", { query: { jid: JID } });
  const text = JSON.stringify({ success: true, messages: [PLAIN], nextCursor: 'the "next"' });
  expect(answer).toEqual(new WrittenJson(text, 'the "next"'));
});

it("asks for the page that the query names", async () => {
  const asked: unknown[] = [];
  await ask(
    "/message/conversations",
    { query: { limit: "7", cursor: "c", q: "anna" } },
    {
      conversations: async (request) => {
        asked.push(request);
        return { items: [], nextCursor: null };
      },
    },
  );
  expect(asked).toEqual([{ limit: 7, cursor: "c", containing: "anna" }]);
});
