import assert from "node:assert/strict";
import type { Check } from "../check.ts";
import { ANNA, arrived, BERT } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";
import { passBy } from "./pass-by.ts";

export const rejectionChecks: readonly Check<IngestionContext>[] = [
  {
    name: "lets a record that can never be stored take no other along",
    async run(context) {
      context.target.rejected.add("bad");
      await Promise.all([
        context.accept(ANNA, arrived({ id: "A" })),
        context.offer(ANNA, arrived({ id: "bad" })),
        context.accept(ANNA, arrived({ id: "B" })),
        context.offer(ANNA, arrived({ id: "C" }), arrived({ id: "bad" }), arrived({ id: "D" })),
        context.accept(BERT, arrived({ id: "A" })),
      ]);
      await context.allArrived();
    },
  },
  {
    name: "lets a record that can never be stored block nothing, also after a restart",
    async run(context) {
      context.target.rejected.add("bad");
      await context.offer(ANNA, arrived({ id: "bad" }));
      await context.accept(ANNA, arrived({ id: "A" }));
      await context.allArrived();
      await context.offer(ANNA, arrived({ id: "bad" }));
      await context.restart();
      await context.accept(ANNA, arrived({ id: "B" }));
      await context.allArrived();
    },
  },
  {
    name: "keeps each tenant's dead letters apart and brings them when asked to, if it keeps any",
    async run(context) {
      if (context.ingestion.deadLetters === undefined) return;
      const { target } = context;
      const letters = () => context.ingestion.deadLetters;
      const idsOf = async (tenant: typeof ANNA) => {
        const { items = [] } = (await letters()?.page(tenant, { limit: 10 })) ?? {};
        return items.map(({ record }) => (record?.kind === "message" ? record.message.id : record?.kind));
      };
      target.rejected.add("anna").add("bert");
      await Promise.all([context.accept(ANNA, arrived({ id: "anna" })), context.accept(BERT, arrived({ id: "bert" }))]);
      await passBy(context);
      assert.deepEqual([await idsOf(ANNA), await idsOf(BERT)], [["anna"], ["bert"]]);
      target.rejected.clear();
      assert.equal(await letters()?.replay(ANNA), 1);
      await target.until(
        () => target.idsOf(ANNA).includes("anna"),
        () => "the replayed record has not arrived",
      );
      assert.deepEqual([await idsOf(ANNA), await idsOf(BERT)], [[], ["bert"]]);
      assert.ok(!target.idsOf(BERT).includes("bert"), "Another tenant's dead letter came along");
    },
  },
];
