import { ANNA, arrived, BERT } from "../storage/storage-context.ts";
import type { IngestionContext } from "./ingestion-context.ts";

/** Resolves when what both tenants have brought so far was given up: something newer has come by. Then restarts. */
export async function passBy(context: IngestionContext): Promise<void> {
  await Promise.all([ANNA, BERT].map((tenant) => context.accept(tenant, arrived({ id: "newer" }))));
  await context.allArrived();
  await context.restart();
}
