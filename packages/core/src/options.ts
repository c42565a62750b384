import { InvalidOptionError } from "./errors.ts";
import type { Ingestion } from "./ingestion/ingestion.ts";
import type { Logger } from "./logger.ts";
import type { SendingOptions } from "./sending/sending-options.ts";
import type { ReconnectOptions } from "./session/reconnect-policy.ts";
import type { WhatsAppOptions } from "./socket/baileys/whatsapp-options.ts";
import type { AuthStore } from "./storage/auth-store.ts";
import type { Storage } from "./storage/storage.ts";
import type { WebhookDeliveryOptions } from "./webhooks/delivery-options.ts";
import type { WebhookSender } from "./webhooks/webhook-sender.ts";

/** Everything about a `TenantManager` that can be chosen. What you pass in stays yours to close. */
export interface TenantManagerOptions {
  /** Where tenants, chats and messages live. @defaultValue a `SqliteStorage` in `./data` */
  storage?: Storage;
  /** Where credentials and keys live. @defaultValue a `SqliteAuthStore` in `./data` */
  auth?: AuthStore;
  /** The way from a session to the storage. @defaultValue an `InboxIngestion` on a `SqliteInboxLog` in `./data` */
  ingestion?: Ingestion;
  /** How webhooks reach their receivers. @defaultValue an `HttpWebhookSender` */
  webhooks?: WebhookSender;
  /** When webhooks are tried again, when they are given up, and for how long events are kept. */
  webhookDelivery?: WebhookDeliveryOptions;
  /** Where WhatsApp is. @defaultValue the real one */
  whatsapp?: WhatsAppOptions;
  /** Takes the library's log lines; pino fits. @defaultValue silence */
  logger?: Logger;
  /** How eagerly lost connections are opened again. */
  reconnect?: ReconnectOptions;
  /** How many sends may wait, and the time between them. */
  sending?: SendingOptions;
  /**
   * Sessions resumed at once when the manager starts. More make the start shorter and its load higher; 0 resumes nobody
   * and leaves it to your own `connect`. @defaultValue `4`
   */
  resumeConcurrency?: number;
  /**
   * Days after which credentials that a log-out took out of use are destroyed; 0 at the next look, which is daily and at
   * each start, `Infinity` never. @defaultValue `30`
   */
  quarantineDays?: number;
  /** How long `connect` waits for a QR or the open connection. @defaultValue `30_000` */
  connectTimeoutMs?: number;
}

const DEFAULTS = { resumeConcurrency: 4, connectTimeoutMs: 30_000, quarantineDays: 30 } satisfies TenantManagerOptions;

/** Fills in the numbers that were left out. @throws InvalidOptionError */
export function withDefaults<O extends TenantManagerOptions>(options: O): O & typeof DEFAULTS {
  const chosen = { ...DEFAULTS, ...options };
  if (!Number.isInteger(chosen.resumeConcurrency) || chosen.resumeConcurrency < 0) {
    throw new InvalidOptionError("resumeConcurrency", "a whole number from 0");
  }
  if (!(chosen.quarantineDays >= 0)) throw new InvalidOptionError("quarantineDays", "a number from 0");
  if (!(chosen.connectTimeoutMs > 0)) throw new InvalidOptionError("connectTimeoutMs", "more than 0 milliseconds");
  return chosen;
}
