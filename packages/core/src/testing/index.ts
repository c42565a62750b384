/**
 * Checks for storages, auth stores and ingestions of your own: what Polyphone's pass, yours pass too. They need no particular
 * test runner.
 *
 * @example
 * ```ts
 * import { describe, it } from "vitest";
 * import { runStorageTests } from "@polyphone/core/testing";
 *
 * runStorageTests({ describe, it }, { name: "MyStorage", setup: () => ({ storage: new MyStorage() }) });
 * ```
 *
 * @packageDocumentation
 */

export { type AuthStoreContext, authStoreChecks } from "./auth/auth-store-checks.ts";
export type { Check, TestRunner } from "./check.ts";
export { ingestionChecks } from "./ingestion/ingestion-checks.ts";
export type { IngestionContext, IngestionFixture } from "./ingestion/ingestion-context.ts";
export type { IngestionTarget, TakenBatch } from "./ingestion/ingestion-target.ts";
export {
  type AuthStoreFixture,
  type AuthStoreTestOptions,
  runAuthStoreCheck,
  runAuthStoreTests,
} from "./run-auth-store-tests.ts";
export { type IngestionTestOptions, runIngestionCheck, runIngestionTests } from "./run-ingestion-tests.ts";
export { runStorageCheck, runStorageTests, type StorageFixture, type StorageTestOptions } from "./run-storage-tests.ts";
export { storageChecks } from "./storage/storage-checks.ts";
export type { StorageContext } from "./storage/storage-context.ts";
