import type { Check } from "../check.ts";
import { applyChecks } from "./apply-checks.ts";
import { arrivalChecks } from "./arrival-checks.ts";
import { businessChecks } from "./business-checks.ts";
import { chatChecks } from "./chat-checks.ts";
import { deliveryChecks } from "./delivery-checks.ts";
import { durabilityChecks } from "./durability-checks.ts";
import { editChecks } from "./edit-checks.ts";
import { endpointChecks } from "./endpoint-checks.ts";
import { eraseChecks } from "./erase-checks.ts";
import { eventChecks } from "./event-checks.ts";
import { identityChecks } from "./identity-checks.ts";
import { isolationChecks } from "./isolation-checks.ts";
import { jsonPageChecks } from "./json-page-checks.ts";
import { pageChecks } from "./page-checks.ts";
import { positionChecks } from "./position-checks.ts";
import { revokeChecks } from "./revoke-checks.ts";
import { searchChecks } from "./search-checks.ts";
import { sendChecks } from "./send-checks.ts";
import { statusChecks } from "./status-checks.ts";
import type { StorageContext } from "./storage-context.ts";
import { tenantChecks } from "./tenant-checks.ts";

/** Everything a storage promises. */
export const storageChecks: readonly Check<StorageContext>[] = [
  ...tenantChecks,
  ...businessChecks,
  ...applyChecks,
  ...statusChecks,
  ...editChecks,
  ...revokeChecks,
  ...chatChecks,
  ...identityChecks,
  ...pageChecks,
  ...jsonPageChecks,
  ...arrivalChecks,
  ...searchChecks,
  ...isolationChecks,
  ...durabilityChecks,
  ...positionChecks,
  ...eraseChecks,
  ...sendChecks,
  ...eventChecks,
  ...endpointChecks,
  ...deliveryChecks,
];
