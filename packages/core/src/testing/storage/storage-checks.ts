import type { Check } from "../check.ts";
import { applyChecks } from "./apply-checks.ts";
import { arrivalChecks } from "./arrival-checks.ts";
import { chatChecks } from "./chat-checks.ts";
import { durabilityChecks } from "./durability-checks.ts";
import { identityChecks } from "./identity-checks.ts";
import { isolationChecks } from "./isolation-checks.ts";
import { pageChecks } from "./page-checks.ts";
import { statusChecks } from "./status-checks.ts";
import type { StorageContext } from "./storage-context.ts";
import { tenantChecks } from "./tenant-checks.ts";

/** Everything a storage promises. */
export const storageChecks: readonly Check<StorageContext>[] = [
  ...tenantChecks,
  ...applyChecks,
  ...statusChecks,
  ...chatChecks,
  ...identityChecks,
  ...pageChecks,
  ...arrivalChecks,
  ...isolationChecks,
  ...durabilityChecks,
];
