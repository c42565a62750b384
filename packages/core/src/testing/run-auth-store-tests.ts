import type { AuthStore } from "../storage/auth-store.ts";
import { type AuthStoreContext, authStoreChecks } from "./auth/auth-store-checks.ts";
import type { Check, TestRunner } from "./check.ts";

/** One empty auth store to test, and how to get rid of it. */
export interface AuthStoreFixture {
  readonly store: AuthStore;
  /** Makes another one over the same data; without it the same one is used on. */
  readonly reopen?: () => AuthStore;
  /** Called last, when everything is closed. */
  readonly teardown?: () => Promise<void> | void;
}

/** What to test. */
export interface AuthStoreTestOptions {
  readonly name: string;
  /** Called for each check. */
  readonly setup: () => Promise<AuthStoreFixture> | AuthStoreFixture;
}

/**
 * Registers the checks that every auth store passes.
 *
 * @example
 * ```ts
 * import { describe, it } from "vitest";
 * import { runAuthStoreTests } from "@polyphone/core/testing";
 *
 * runAuthStoreTests({ describe, it }, { name: "MyAuthStore", setup: () => ({ store: new MyAuthStore() }) });
 * ```
 */
export function runAuthStoreTests({ describe, it }: TestRunner, { name, setup }: AuthStoreTestOptions): void {
  describe(name, () => {
    for (const check of authStoreChecks) it(check.name, () => runAuthStoreCheck(check, setup));
  });
}

/** Runs one check on a fresh store and leaves nothing behind. */
export async function runAuthStoreCheck(
  check: Check<AuthStoreContext>,
  setup: AuthStoreTestOptions["setup"],
): Promise<void> {
  const fixture = await setup();
  let current = fixture.store;
  try {
    const reopen = async () => {
      if (fixture.reopen === undefined) return current;
      await current.close();
      current = fixture.reopen();
      return current;
    };
    await check.run({ store: current, reopen });
  } finally {
    await current.close();
    await fixture.teardown?.();
  }
}
