import type { z } from "zod";
import { wholeNumber } from "./settings.ts";

const DAY_MS = 86_400_000;

/** The eight `INGEST_*` settings, their ranges and defaults. */
export const ingestSettings = {
  INGEST_QUEUE_CAPACITY: wholeNumber(1, 1_000_000, 5000),
  INGEST_BATCH_SIZE: wholeNumber(1, 10_000, 100),
  INGEST_BATCH_MAX_WAIT_MS: wholeNumber(0, 60_000, 250),
  INGEST_WORKERS: wholeNumber(1, 64, 2),
  INGEST_RETRY_BASE_MS: wholeNumber(1, 60_000, 100),
  INGEST_RETRY_MAX_MS: wholeNumber(1, DAY_MS, 5000),
  INGEST_RETRY_MAX_ATTEMPTS: wholeNumber(1, 1000, 10),
  INGEST_RETRY_MAX_HORIZON_MS: wholeNumber(1, 30 * DAY_MS, 600_000),
};

type IngestSettings = z.output<z.ZodObject<typeof ingestSettings>>;

/** How messages are gathered, written and tried again. */
export type IngestConfig = ReturnType<typeof toIngestConfig>;

/** The settings under the names that code uses. */
export const toIngestConfig = (settings: IngestSettings) => ({
  queueCapacity: settings.INGEST_QUEUE_CAPACITY,
  batchSize: settings.INGEST_BATCH_SIZE,
  batchMaxWaitMs: settings.INGEST_BATCH_MAX_WAIT_MS,
  workers: settings.INGEST_WORKERS,
  retryBaseMs: settings.INGEST_RETRY_BASE_MS,
  retryMaxMs: settings.INGEST_RETRY_MAX_MS,
  retryMaxAttempts: settings.INGEST_RETRY_MAX_ATTEMPTS,
  retryMaxHorizonMs: settings.INGEST_RETRY_MAX_HORIZON_MS,
});
