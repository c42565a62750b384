import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";

/** Offers some of both tenants, and resolves when each was accepted or not. */
async function offerSome(context: IngestionContext): Promise<void> {
  const calls = ["A", "B", "C"].flatMap((id) => [
    context.offer(ANNA, arrived({ id: `anna ${id}` })),
    context.offer(BERT, arrived({ id: `bert ${id}` }), arrived({ id: `bert ${id}2` })),
  ]);
  await Promise.all(calls);
}

/** Offers some while the storage is away, and lets each be tried at least once. */
async function offerInOutage(context: IngestionContext): Promise<void> {
  const { target } = context;
  target.isAway = true;
  await offerSome(context);
  await target.until(
    () => target.calls > 0,
    () => "nothing was projected",
  );
}

export const outageChecks: readonly Check<IngestionContext>[] = [
  {
    name: "brings what it accepted in an outage once the storage is back",
    async run(context) {
      await offerInOutage(context);
      context.target.isAway = false;
      await context.allArrived();
    },
  },
  {
    name: "brings what it accepted in an outage after a stop and a start of the same one",
    async run(context) {
      await offerInOutage(context);
      await context.stop();
      context.target.isAway = false;
      await context.start();
      await context.allArrived();
    },
  },
  {
    name: "brings what it accepted in an outage after a restart, before anything newer",
    async run(context) {
      const { target } = context;
      await offerInOutage(context);
      const isLeft = await context.offer(ANNA, arrived({ id: "left" }));
      await context.restart();
      target.isAway = false;
      await context.accept(ANNA, arrived({ id: "newer" }));
      await context.allArrived();
      const ids = target.idsOf(ANNA);
      if (isLeft) assert.ok(ids.indexOf("left") < ids.indexOf("newer"), "The newer one has overtaken what was left");
    },
  },
  {
    name: "brings what it accepted in an outage after a crash",
    async run(context) {
      context.target.isAway = true;
      await offerSome(context);
      await context.crash();
      context.target.isAway = false;
      await context.allArrived();
    },
  },
  {
    name: "brings what it accepted at the moment before a crash",
    async run(context) {
      for (const id of ["A", "B", "C"]) {
        await context.accept(ANNA, arrived({ id }));
        await context.crash();
        await context.allArrived();
      }
    },
  },
  {
    name: "tells how many of one tenant's records wait, and of no other's, if it tells",
    async run(context) {
      const { target, ingestion } = context;
      if (ingestion.depth === undefined) return;
      target.isAway = true;
      await context.accept(ANNA, arrived({ id: "one" }));
      await context.accept(BERT, arrived({ id: "two" }), arrived({ id: "three" }));
      const depths = () => [ANNA, BERT].map((tenant) => ingestion.depth?.(tenant));
      assert.deepEqual(depths(), [1, 2]);
      target.isAway = false;
      await context.allArrived();
      await context.stop();
      assert.deepEqual(depths(), [0, 0]);
    },
  },
  {
    name: "keeps what it projected with a position until the storage has synced it",
    async run(context) {
      const { target } = context;
      target.canSync = false;
      await offerSome(context);
      await context.allArrived();
      await context.stop();
      target.losePower();
      target.canSync = true;
      await context.restart();
      await context.allArrived();
    },
  },
];
