import { InvalidOptionError } from "../errors.ts";
import { type RetryScheduleOptions, SCHEDULE_DEFAULTS } from "./retry-schedule.ts";

const DAY = 86_400_000;

/** How events are delivered to webhooks, and for how long they are kept. */
export interface WebhookDeliveryOptions extends RetryScheduleOptions {
  /** Deliveries on their way at once to receivers that answer, and as many again to those that fail or are slow. @defaultValue `100` */
  readonly concurrency?: number;
  /** A delivery that takes longer makes room for others, in milliseconds. @defaultValue `1_000` */
  readonly slowAfterMs?: number;
  /** An endpoint that takes nothing for so long is disabled, in milliseconds. @defaultValue 5 days */
  readonly disableAfterMs?: number;
  /** Events younger than this are kept for replays, in milliseconds. @defaultValue 7 days */
  readonly keepEventsMs?: number;
}

export type DeliverySettings = Required<WebhookDeliveryOptions>;

const DEFAULTS = {
  ...SCHEDULE_DEFAULTS,
  concurrency: 100,
  slowAfterMs: 1_000,
  disableAfterMs: 5 * DAY,
  keepEventsMs: 7 * DAY,
} satisfies DeliverySettings;

/** Node's timers take no longer waits. */
const MAX_WAIT_MS = 2 ** 31 / 1.2 - 1;

/** Fills in what was left out. @throws InvalidOptionError */
export function deliverySettings(options: WebhookDeliveryOptions): DeliverySettings {
  const settings = { ...DEFAULTS, ...options };
  const isWait = (value: number) => value >= 0 && value <= MAX_WAIT_MS;
  if (settings.scheduleMs.length === 0 || !settings.scheduleMs.every(isWait)) {
    throw new InvalidOptionError("webhookDelivery.scheduleMs", "waits of 0 to 20 days in milliseconds, at least one");
  }
  if (!isWait(settings.maxRetryAfterMs)) {
    throw new InvalidOptionError("webhookDelivery.maxRetryAfterMs", "0 to 20 days in milliseconds");
  }
  if (!Number.isInteger(settings.concurrency) || settings.concurrency < 1) {
    throw new InvalidOptionError("webhookDelivery.concurrency", "a whole number from 1");
  }
  for (const name of ["slowAfterMs", "disableAfterMs", "keepEventsMs"] as const) {
    if (!(settings[name] >= 0)) throw new InvalidOptionError(`webhookDelivery.${name}`, "0 milliseconds or more");
  }
  return settings;
}
