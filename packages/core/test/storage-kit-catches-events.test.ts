import { describe } from "vitest";
import type { EventFeed } from "../src/storage/event-feed.ts";
import type { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { FeedEvent } from "../src/types/feed-event.ts";
import type { PlainMessage } from "../src/types/message.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { broken, catchesEach } from "./broken-storage.ts";

const EVERYBODY = parseTenantId("everybody");

const messageOf = ({ message }: FeedEvent) => (message === null ? null : (JSON.parse(message) as PlainMessage));

/** A sound storage but for what `change` says of its feed. */
const brokenFeed = (change: (events: EventFeed, sound: MemoryStorage) => Partial<EventFeed>): Storage =>
  broken((sound) => {
    const { events } = sound;
    const whole: EventFeed = {
      append: (...args) => events.append(...args),
      read: (...args) => events.read(...args),
      end: (...args) => events.end(...args),
      positionBefore: (...args) => events.positionBefore(...args),
      trim: (...args) => events.trim(...args),
      tenants: () => events.tenants(),
    };
    return { events: { ...whole, ...change(events, sound) } };
  });

/** The event feed. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "has no events of records": () => brokenFeed(() => ({ read: async () => [] })),
  "forgets events without a record": () => brokenFeed(() => ({ append: async () => undefined })),
  "has one feed for all tenants": () =>
    brokenFeed((events) => ({
      append: (_, ...rest) => events.append(EVERYBODY, ...rest),
      read: async (tenant, ...rest) => [
        ...(await events.read(EVERYBODY, ...rest)),
        ...(await events.read(tenant, ...rest)),
      ],
    })),
  "gives two tenants' events one id": () =>
    brokenFeed((events) => ({
      read: async (...args) => (await events.read(...args)).map((event) => ({ ...event, id: `evt_${event.position}` })),
    })),
  "reads the newest first": () =>
    brokenFeed((events) => ({ read: async (...args) => (await events.read(...args)).toReversed() })),
  "reads from a position on": () =>
    brokenFeed((events) => ({ read: (tenant, after, limit) => events.read(tenant, after - 1, limit) })),
  "tells of a message as it came": () => {
    const first = new Map<string, string | null>();
    return brokenFeed((events) => ({
      read: async (...args) =>
        (await events.read(...args)).map((event) => {
          const message = messageOf(event);
          if (message === null || message.editedAt === null) return event;
          const text = first.get(event.id) ?? `text of ${message.id}`;
          return { ...event, message: JSON.stringify({ ...message, text }) };
        }),
    }));
  },
  "loses a message that was merged into its double": () =>
    brokenFeed((events) => ({
      read: async (...args) => {
        const seen = new Set<string>();
        return (await events.read(...args)).map((event) => {
          const id = messageOf(event)?.id ?? "";
          const isDouble = event.type === "message.received" && seen.has(id);
          seen.add(id);
          return isDouble ? { ...event, message: null } : event;
        });
      },
    })),
  "tells of a message without its details": () =>
    brokenFeed((events) => ({
      read: async (...args) =>
        (await events.read(...args)).map((event) => {
          const { details: _, ...rest } = messageOf(event) ?? {};
          return { ...event, message: event.message === null ? null : JSON.stringify({ ...rest, details: null }) };
        }),
    })),
  "trims one event too many": () => brokenFeed((events) => ({ trim: (tenant, upTo) => events.trim(tenant, upTo + 1) })),
  "trims everybody's events": () =>
    brokenFeed((events) => ({
      trim: async (_, upTo) => {
        for (const tenant of await events.tenants()) await events.trim(tenant, upTo);
      },
    })),
  "never trims": () => brokenFeed(() => ({ trim: async () => undefined })),
  "takes an event for one before its own moment": () =>
    brokenFeed((events) => ({ positionBefore: (tenant, moment) => events.positionBefore(tenant, moment + 1) })),
  "says that a trimmed feed has ended where it began": () =>
    brokenFeed((events) => ({
      end: async (tenant) => (await events.read(tenant, 0, 1000)).at(-1)?.position ?? 0,
    })),
};

describe("the storage kit", () => catchesEach(BROKEN));
