import { expect, it } from "vitest";
import { ackRecord } from "./ack-record.ts";

const ack = (attrs: Record<string, string>) => ackRecord({ tag: "ack", attrs: { class: "message", ...attrs } });
const key = { chat: "4915112345678@s.whatsapp.net", id: "A" };

it("takes an ack for the word that the server has the message", () => {
  expect(ack({ id: "A", from: "4915112345678:3@s.whatsapp.net" })).toEqual([
    { kind: "status", key, status: "sent", errorCode: null },
  ]);
});

it("takes an error for a refusal, with its number where it has one", () => {
  const from = key.chat;
  expect(ack({ id: "A", from, error: "463" })).toMatchObject([{ status: "failed", errorCode: 463 }]);
  expect(ack({ id: "A", from, error: "odd" })).toMatchObject([{ status: "failed", errorCode: null }]);
});

it("learns nothing from an ack of nothing", () => {
  expect([ack({ from: key.chat }), ack({ id: "A" })]).toEqual([[], []]);
});
