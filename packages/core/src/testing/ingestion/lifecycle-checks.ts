import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";

export const lifecycleChecks: readonly Check<IngestionContext>[] = [
  {
    name: "accepts nothing before it is started",
    async run(context) {
      await context.reopen();
      assert.equal(await context.offer(ANNA, arrived({ id: "early" })), false);
      await context.start();
      await context.accept(ANNA, arrived({ id: "in time" }));
      await context.allArrived();
      assert.deepEqual(context.target.idsOf(ANNA), ["in time"]);
    },
  },
  {
    name: "accepts nothing once it is stopped",
    async run(context) {
      await context.stop();
      assert.equal(await context.offer(ANNA, arrived({ id: "late" })), false);
    },
  },
  {
    name: "may be stopped twice, and started again",
    async run(context) {
      await context.accept(ANNA, arrived({ id: "A" }));
      await context.stop();
      await context.stop();
      await context.start();
      await context.accept(ANNA, arrived({ id: "B" }));
      await context.allArrived();
    },
  },
  {
    name: "accepts or refuses, but never forgets, what comes while it stops",
    async run(context) {
      const calls = Array.from({ length: 20 }, (_, index) => context.offer(ANNA, arrived({ id: `message ${index}` })));
      await context.stop();
      await Promise.all(calls);
      await context.restart();
      await context.allArrived();
    },
  },
];
