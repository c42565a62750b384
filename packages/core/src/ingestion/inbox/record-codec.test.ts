import fc from "fast-check";
import { expect, it } from "vitest";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { encodeRecord, tryDecode } from "./record-codec.ts";

const tenant = parseTenantId("tenant-a");
const text = fc.option(fc.string({ unit: "binary" }));
const raw = fc.uint8Array();
const jid = fc.constantFrom("4915112345678@s.whatsapp.net", "98765432109@lid", "120363012345678901@g.us");
const content = {
  type: fc.constantFrom("text" as const, "image" as const),
  text,
  quotedId: text,
  details: fc.constant(null),
  raw,
};
const key = fc.record({ chat: jid, id: fc.string({ minLength: 1 }) });
const by = fc.record({ fromMe: fc.boolean(), sender: jid });
const record: fc.Arbitrary<IngestRecord> = fc.oneof(
  fc.record({
    kind: fc.constant("message" as const),
    live: fc.boolean(),
    message: fc.record({
      ...content,
      chat: jid,
      id: fc.string({ minLength: 1 }),
      fromMe: fc.boolean(),
      sender: jid,
      senderName: text,
      timestamp: fc.nat(),
      status: fc.constant("delivered" as const),
      editedAt: fc.option(fc.nat()),
      revokedAt: fc.option(fc.nat()),
    }),
  }),
  fc.record({ kind: fc.constant("edit" as const), key, by, content: fc.record(content), editedAt: fc.nat() }),
  fc.record({ kind: fc.constant("revoke" as const), key, by, asAdmin: fc.boolean(), revokedAt: fc.nat() }),
  fc.record({
    kind: fc.constant("status" as const),
    key,
    status: fc.constant("read" as const),
    errorCode: fc.option(fc.nat()),
  }),
  fc.record({ kind: fc.constant("identity" as const), pn: jid, lid: jid }),
);

it("reads back every record as it was", () => {
  fc.assert(
    fc.property(record, (given) => {
      expect(tryDecode(encodeRecord(tenant, given))).toEqual({ tenant, record: given });
    }),
  );
});

it("never takes damaged bytes for a record", () => {
  fc.assert(
    fc.property(record, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, place, flip) => {
      const bytes = encodeRecord(tenant, given);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      expect(tryDecode(bytes)).toHaveProperty("unreadable");
    }),
  );
});

it("says what is wrong with bytes that it cannot read", () => {
  const bytes = encodeRecord(tenant, { kind: "identity", pn: "a", lid: "b" });
  expect(tryDecode(bytes.subarray(0, 5))).toEqual({ unreadable: "An inbox entry is cut off." });
  expect(tryDecode(bytes.subarray(0, bytes.length - 1))).toEqual({
    unreadable: "An inbox entry does not match its checksum.",
  });
  expect(tryDecode(Uint8Array.from(bytes).fill(9, 0, 1))).toEqual({
    unreadable: "An inbox entry has the unknown version 9.",
  });
});
