import { describe } from "vitest";
import type { DeliveryStore } from "../src/storage/delivery-store.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { WebhookAttempt } from "../src/types/webhook-delivery.ts";
import { broken, catchesEach } from "./broken-storage.ts";

/** A sound storage but for the log that it keeps of tries: `next` says what it becomes, oldest first. */
const brokenLog = (
  next: (log: readonly WebhookAttempt[], noted: readonly WebhookAttempt[]) => WebhookAttempt[],
): Storage =>
  broken(({ deliveries }) => {
    const logs = new Map<string, readonly WebhookAttempt[]>();
    const whole: DeliveryStore = {
      lanes: (tenant) => deliveries.lanes(tenant),
      advance: async (progress) => {
        await deliveries.advance(progress);
        for (const { tenant, lane, attempts } of progress) {
          const name = `${tenant} ${lane.endpoint}`;
          logs.set(name, next(logs.get(name) ?? [], attempts));
        }
      },
      attempts: async (tenant, endpoint) => {
        await deliveries.attempts(tenant, endpoint);
        return (logs.get(`${tenant} ${endpoint}`) ?? []).toReversed();
      },
      deadLetters: (tenant, request) => deliveries.deadLetters(tenant, request),
      remove: async (tenant, endpoint) => {
        await deliveries.remove(tenant, endpoint);
        logs.delete(`${tenant} ${endpoint}`);
      },
    };
    return { deliveries: whole };
  });

/** The log of deliveries. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "logs every try for ever": () => brokenLog((log, noted) => [...log, ...noted]),
  "logs the tries that were noted last": () => brokenLog((log, noted) => (noted.length > 0 ? [...noted] : [...log])),
};

describe("the storage kit", () => catchesEach(BROKEN));
