import assert from "node:assert/strict";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { Check } from "../check.ts";
import { ANNA, arrived, BOB, BOB_IS_BOB, BOB_LID, CARL, GROUP } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";
import { type IngestionTarget, idOf, outage } from "./ingestion-target.ts";

const CHATS = [BOB, CARL, GROUP];

/** Messages by turns in three chats. */
const IN_TURNS: readonly IngestRecord[] = Array.from({ length: 30 }, (_, index) =>
  arrived({ id: `message ${index}`, chat: CHATS[index % CHATS.length] ?? BOB }),
);

const ofChat = (records: readonly IngestRecord[], chat: string) =>
  records.filter((record) => record.kind === "message" && record.message.chat === chat).map(idOf);

/** What comes a second time after a failure does not count. */
function assertOrder(target: IngestionTarget): void {
  for (const chat of CHATS) {
    const firsts = [...new Set(ofChat(target.recordsOf(ANNA), chat))];
    assert.deepEqual(firsts, ofChat(IN_TURNS, chat), `The order of ${chat} is lost`);
  }
}

export const orderChecks: readonly Check<IngestionContext>[] = [
  {
    name: "keeps the order of each chat when the storage is slow",
    async run(context) {
      const { target } = context;
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      target.onBatch = () => held;
      const calls = IN_TURNS.map((record) => context.accept(ANNA, record));
      await target.until(
        () => target.calls > 0,
        () => "nothing was projected",
      );
      release();
      await Promise.all(calls);
      await context.allArrived();
      assertOrder(target);
    },
  },
  {
    name: "keeps the order of each chat when the storage fails for a while",
    async run(context) {
      const { target } = context;
      target.onBatch = () => {
        if (target.calls <= 12 && target.calls % 3 !== 0) throw outage();
      };
      for (const record of IN_TURNS) {
        // WhatsApp brings again what was not accepted, before anything newer.
        for (let tries = 1; !(await context.offer(ANNA, record)); tries += 1) {
          assert.ok(tries < 20, "Refused, although the storage was back");
        }
      }
      await context.allArrived();
      assertOrder(target);
    },
  },
  {
    name: "keeps an identity between what came before and what came after it",
    async run(context) {
      const before = arrived({ id: "before", chat: BOB_LID });
      await context.accept(ANNA, before, BOB_IS_BOB, arrived({ id: "after" }));
      await context.allArrived();
      const kinds = context.target.recordsOf(ANNA).map((record) => idOf(record) || record.kind);
      assert.deepEqual(kinds, ["before", "identity", "after"]);
    },
  },
];
