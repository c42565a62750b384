import assert from "node:assert/strict";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { Message } from "../../types/message.ts";
import type { Check } from "../check.ts";
import {
  ANNA,
  arrived,
  BERT,
  BOB,
  BOB_IS_BOB,
  BY_ME,
  edited,
  GROUP,
  moved,
  remembered,
  revoked,
} from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, index) => index);

/** Nothing in it is empty, and nothing is easy to write down. */
const RICH: Message["details"] = {
  media: {
    mimeType: "image/jpeg",
    fileName: 'a "name"\n\u2028/..',
    sizeBytes: Number.MAX_SAFE_INTEGER,
    seconds: 0.25,
    widthPx: 0,
    heightPx: null,
    sha256: "q83vASNFZ4k=",
    viewOnce: true,
  },
  location: { latitude: -33.8567844, longitude: 151.2152967, name: null, address: "1 Road", live: false },
  contacts: [{ name: null, vcard: "BEGIN:VCARD\r\nEND:VCARD" }],
  reaction: { targetId: "A", emoji: "👩‍🚀" },
  poll: { question: "?", options: ["yes", ""], selectableCount: 0 },
};

const EVERY_KIND: readonly IngestRecord[] = [
  arrived({ id: "plain" }),
  arrived({ id: "rich", text: "naïve 🎉\u0000", quotedId: "A", details: RICH, senderName: "", raw: EVERY_BYTE }),
  arrived({ id: "large", raw: new Uint8Array(300_000).fill(7), fromMe: true, status: "pending" }),
  arrived({ id: "nothing", type: "undecryptable", text: null, raw: new Uint8Array(0), chat: GROUP, sender: BOB }),
  remembered({ id: "old", timestamp: 0, editedAt: 1, revokedAt: 2 }),
  edited("plain", 5, { by: BY_ME }),
  revoked("plain", { asAdmin: true }),
  moved("plain", "read"),
  moved("large", "failed", BOB, 463),
  { kind: "chat", jid: GROUP, name: "Zürich" },
  { kind: "chat", jid: BOB, unreadCount: 0 },
  { kind: "chat", jid: BOB },
  BOB_IS_BOB,
];

export const deliveryChecks: readonly Check<IngestionContext>[] = [
  {
    name: "projects what it accepts, once and under its own tenant",
    async run(context) {
      for (const id of ["A", "B", "C"]) {
        await context.accept(ANNA, arrived({ id: `anna ${id}` }), arrived({ id: `anna ${id}2` }));
        await context.accept(BERT, arrived({ id: `bert ${id}` }));
      }
      await context.allArrived();
      await context.stop();
      const { target } = context;
      assert.deepEqual(target.idsOf(ANNA), ["anna A", "anna A2", "anna B", "anna B2", "anna C", "anna C2"]);
      assert.deepEqual(target.idsOf(BERT), ["bert A", "bert B", "bert C"]);
    },
  },
  {
    name: "hands on every kind of record whole, with its bytes",
    async run({ ingestion, target }) {
      for (const [index, record] of EVERY_KIND.entries()) {
        await ingestion.accept(ANNA, [record]);
        await target.until(
          () => target.recordsOf(ANNA).length > index,
          () => `record ${index} (${record.kind}) has not arrived`,
        );
      }
      assert.deepEqual(target.recordsOf(ANNA), EVERY_KIND);
    },
  },
  {
    name: "takes many callers at once",
    async run(context) {
      const calls = Array.from({ length: 100 }, (_, index) => ({
        tenant: index % 3 === 0 ? BERT : ANNA,
        record: arrived({ id: `message ${index}`, chat: index % 2 === 0 ? BOB : GROUP }),
      }));
      await Promise.all(calls.map(({ tenant, record }) => context.accept(tenant, record)));
      await context.allArrived();
      await context.stop();
      assert.equal(context.target.idsOf(ANNA).length + context.target.idsOf(BERT).length, calls.length);
    },
  },
  {
    name: "passes positions that grow within a tenant, also after a restart, if it passes any",
    async run(context) {
      for (const round of [1, 2, 3]) {
        for (const id of ["A", "B", "C"]) {
          await context.accept(ANNA, arrived({ id: `${id}${round}` }));
          await context.accept(BERT, arrived({ id: `${id}${round}` }));
        }
        await context.allArrived();
        await context.restart();
      }
      for (const tenant of [ANNA, BERT]) {
        const batches = context.target.batches.filter((batch) => batch.tenant === tenant);
        const positions = batches.flatMap(({ position }) => (position === undefined ? [] : [position]));
        for (const [index, position] of positions.entries()) {
          const before = positions[index - 1] ?? 0;
          assert.ok(Number.isSafeInteger(position) && position > before, `Position ${position} came after ${before}`);
        }
      }
    },
  },
];
