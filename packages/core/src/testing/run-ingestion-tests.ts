import type { Check, TestRunner } from "./check.ts";
import { ingestionChecks } from "./ingestion/ingestion-checks.ts";
import { IngestionContext, type IngestionFixture } from "./ingestion/ingestion-context.ts";

/** What to test. */
export interface IngestionTestOptions {
  readonly name: string;
  /** Called for each check. */
  readonly setup: () => Promise<IngestionFixture> | IngestionFixture;
  /** How long a check waits for a record to arrive, in milliseconds. Raise it for a broker far away. @defaultValue `10_000` */
  readonly patienceMs?: number;
}

const DEFAULTS = { patienceMs: 10_000 } satisfies Partial<IngestionTestOptions>;

/**
 * Registers the checks that every ingestion passes.
 *
 * @example
 * ```ts
 * import { DirectIngestion } from "@polyphone/core";
 * import { runIngestionTests } from "@polyphone/core/testing";
 * import { describe, it } from "vitest";
 *
 * const make = () => new DirectIngestion();
 * runIngestionTests({ describe, it }, { name: "DirectIngestion", setup: () => ({ ingestion: make(), reopen: make }) });
 * ```
 */
export function runIngestionTests({ describe, it }: TestRunner, options: IngestionTestOptions): void {
  describe(options.name, () => {
    for (const check of ingestionChecks) it(check.name, () => runIngestionCheck(check, options));
  });
}

/** Runs one check on a fresh ingestion and leaves nothing behind. */
export async function runIngestionCheck(
  check: Check<IngestionContext>,
  options: Omit<IngestionTestOptions, "name">,
): Promise<void> {
  const { setup, patienceMs } = { ...DEFAULTS, ...options };
  const fixture = await setup();
  const context = new IngestionContext(fixture, patienceMs);
  try {
    await context.start();
    await check.run(context);
  } finally {
    await context.end();
    await fixture.teardown?.();
  }
}
