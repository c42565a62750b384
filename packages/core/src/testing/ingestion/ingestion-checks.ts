import type { Check } from "../check.ts";
import { deliveryChecks } from "./delivery-checks.ts";
import { forgettingChecks } from "./forgetting-checks.ts";
import type { IngestionContext } from "./ingestion-context.ts";
import { lifecycleChecks } from "./lifecycle-checks.ts";
import { orderChecks } from "./order-checks.ts";
import { outageChecks } from "./outage-checks.ts";
import { rejectionChecks } from "./rejection-checks.ts";

/** Everything an ingestion promises. */
export const ingestionChecks: readonly Check<IngestionContext>[] = [
  ...deliveryChecks,
  ...orderChecks,
  ...outageChecks,
  ...rejectionChecks,
  ...lifecycleChecks,
  ...forgettingChecks,
];
