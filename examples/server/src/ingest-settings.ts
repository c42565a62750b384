import { inboxLimits } from "@polyphone/core";
import type { z } from "zod";
import { wholeNumber } from "./settings.ts";

const setting = ({ min, max, default: fallback }: (typeof inboxLimits)[keyof typeof inboxLimits]) =>
  wholeNumber(min, max, fallback);

/** The eight `INGEST_*` settings; ranges and defaults are the inbox's own. */
export const ingestSettings = {
  INGEST_QUEUE_CAPACITY: setting(inboxLimits.queueCapacity),
  INGEST_BATCH_SIZE: setting(inboxLimits.batchSize),
  INGEST_BATCH_MAX_WAIT_MS: setting(inboxLimits.batchMaxWaitMs),
  INGEST_WORKERS: setting(inboxLimits.workers),
  INGEST_RETRY_BASE_MS: setting(inboxLimits.retryBaseMs),
  INGEST_RETRY_MAX_MS: setting(inboxLimits.retryMaxMs),
  INGEST_RETRY_MAX_ATTEMPTS: setting(inboxLimits.retryMaxAttempts),
  INGEST_RETRY_MAX_HORIZON_MS: setting(inboxLimits.retryMaxHorizonMs),
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
