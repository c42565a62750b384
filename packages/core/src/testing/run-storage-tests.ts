import type { Storage } from "../storage/storage.ts";
import type { Check, TestRunner } from "./check.ts";
import { storageChecks } from "./storage/storage-checks.ts";
import type { StorageContext } from "./storage/storage-context.ts";

/** One empty storage to test, and how to get rid of it. */
export interface StorageFixture {
  /** Not opened yet. */
  readonly storage: Storage;
  /** Makes another one over the same data; without it the same one is closed and opened again. */
  readonly reopen?: () => Storage;
  /** Called last, when everything is closed. */
  readonly teardown?: () => Promise<void> | void;
}

/** What to test. */
export interface StorageTestOptions {
  readonly name: string;
  /** Called for each check. */
  readonly setup: () => Promise<StorageFixture> | StorageFixture;
}

/**
 * Registers the checks that every storage passes.
 *
 * @example
 * ```ts
 * import { describe, it } from "vitest";
 * import { runStorageTests } from "@polyphone/core/testing";
 *
 * runStorageTests({ describe, it }, { name: "MyStorage", setup: () => ({ storage: new MyStorage() }) });
 * ```
 */
export function runStorageTests({ describe, it }: TestRunner, { name, setup }: StorageTestOptions): void {
  describe(name, () => {
    for (const check of storageChecks) it(check.name, () => runStorageCheck(check, setup));
  });
}

/** Runs one check on a fresh storage and leaves nothing behind. */
export async function runStorageCheck(check: Check<StorageContext>, setup: StorageTestOptions["setup"]): Promise<void> {
  const fixture = await setup();
  let current = fixture.storage;
  try {
    await current.open();
    const reopen = async () => {
      await current.close();
      current = fixture.reopen?.() ?? current;
      await current.open();
      return current;
    };
    await check.run({ storage: current, reopen });
  } finally {
    await current.close();
    await fixture.teardown?.();
  }
}
