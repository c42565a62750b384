import type { GroupMetadata } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { GroupReceipts } from "./group-receipts.ts";

const [ANNA, BERT] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];
const GROUP = "120363012345678901@g.us";
const ME = "4930111222333@s.whatsapp.net";
const key = { chat: GROUP, id: "A" };

const METADATA: GroupMetadata = {
  id: GROUP,
  owner: undefined,
  subject: "Engines",
  participants: [
    { id: "1@lid", phoneNumber: ME },
    { id: "2@lid", phoneNumber: "4915112345678@s.whatsapp.net" },
    { id: "3@lid" },
  ],
};

function awaited() {
  const receipts = new GroupReceipts();
  receipts.expect(ANNA, key, METADATA, [ME]);
  const from = (userJid: string, kind: "receipt" | "read" = "receipt", tenant = ANNA) =>
    receipts
      .take(tenant, [
        { key: { remoteJid: GROUP, id: "A", fromMe: true }, receipt: { userJid, [`${kind}Timestamp`]: 1 } },
      ])
      .map((record) => (record.kind === "status" ? record.status : record.kind));
  return { from };
}

it("calls a message delivered when every other member has it, whichever address the receipt names", () => {
  const { from } = awaited();
  expect(from("4915112345678:4@s.whatsapp.net")).toEqual([]);
  expect(from("2@lid")).toEqual([]);
  expect(from("3@lid")).toEqual(["delivered"]);
});

it("calls it read when every other member has read it", () => {
  const { from } = awaited();
  expect(from("2@lid", "read")).toEqual([]);
  expect(from("3@lid")).toEqual(["delivered"]);
  expect(from("3@lid", "read")).toEqual(["read"]);
});

it("hears nothing in receipts of strangers, of itself and of another tenant", () => {
  const { from } = awaited();
  from("2@lid");
  expect([from("99@lid"), from(ME), from("3@lid", "receipt", BERT)]).toEqual([[], [], []]);
});
