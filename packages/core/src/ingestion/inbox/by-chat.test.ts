import { expect, it } from "vitest";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { byChat } from "./by-chat.ts";

const status = (chat: string, id: string): IngestRecord => ({
  kind: "status",
  key: { chat, id },
  status: "read",
  errorCode: null,
});
const keys = (records: readonly IngestRecord[]) =>
  records.map((record) => (record.kind === "status" ? `${record.key.chat}${record.key.id}` : record.kind));

it("puts a chat's records side by side and keeps their order", () => {
  const records = [status("b", "1"), status("a", "1"), status("b", "2"), status("a", "2")];
  expect(keys(byChat(records))).toEqual(["a1", "a2", "b1", "b2"]);
});

it("moves nothing past what concerns two chats", () => {
  const identity: IngestRecord = { kind: "identity", pn: "a", lid: "b" };
  const records = [status("b", "1"), status("a", "1"), identity, status("b", "2"), status("a", "2")];
  expect(keys(byChat(records))).toEqual(["a1", "b1", "identity", "a2", "b2"]);
});
