import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";
import { passBy } from "./pass-by.ts";

export const forgettingChecks: readonly Check<IngestionContext>[] = [
  {
    name: "erases what it still holds of one tenant and of no other, if it erases",
    async run(context) {
      const { target, ingestion } = context;
      if (ingestion.erase === undefined) return;
      target.isAway = true;
      await ingestion.accept(ANNA, [arrived({ id: "forgotten" }), arrived({ id: "forgotten too" })]);
      await context.accept(BERT, arrived({ id: "theirs" }), arrived({ id: "theirs too" }));
      await ingestion.erase(ANNA);
      await context.restart();
      target.isAway = false;
      await context.accept(ANNA, arrived({ id: "new" }));
      await context.allArrived();
      await context.stop();
      assert.deepEqual(target.idsOf(ANNA), ["new"]);
    },
  },
  {
    name: "erases one tenant's dead letters and no other's, if it keeps any and erases",
    async run(context) {
      const { deadLetters, erase } = context.ingestion;
      if (deadLetters === undefined || erase === undefined) return;
      context.target.rejected.add("bad");
      await Promise.all([ANNA, BERT].map((tenant) => context.accept(tenant, arrived({ id: "bad" }))));
      await passBy(context);
      await context.ingestion.erase?.(ANNA);
      const counts = [ANNA, BERT].map(async (tenant) => {
        const page = await context.ingestion.deadLetters?.page(tenant, { limit: 10 });
        return page?.items.length;
      });
      assert.deepEqual(await Promise.all(counts), [0, 1]);
    },
  },
];
