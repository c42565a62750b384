import { WEBHOOK_EVENTS } from "@polyphone/core";
import { z } from "zod";
import { nextCursor } from "./stored.ts";

const success = z.literal(true);
const time = z.int().meta({ description: "Milliseconds since the epoch." });
const url = z.string().min(1).max(2_048).meta({ description: "Absolute, http or https.", format: "uri" });
const event = z.enum(WEBHOOK_EVENTS as [string, ...string[]]).meta({ id: "EventName" });
const asksForQr = z
  .boolean()
  .meta({ description: "Whether it is shown the QR, with which whoever has it links a device." });
const secret = z
  .string()
  .meta({ description: "Verifies deliveries (Standard Webhooks). Keep it: it is not shown again." });

/** Which endpoint a path names. */
export const endpointParams = z.object({ id: z.string().min(1).max(64) });

const choice = z.strictObject({ url, events: z.array(event).min(1).max(WEBHOOK_EVENTS.length), asksForQr });

/** `POST /webhooks`. */
export const endpointRequest = choice.partial({ events: true, asksForQr: true });
/** `PUT /webhooks/:id`: what is left out stays. */
export const endpointChange = choice.extend({ enabled: z.boolean() }).partial();

const endpoint = z
  .object({
    id: z.string().meta({ description: "`default` is the one of `PUT /business/webhook`." }),
    url,
    events: z.array(z.string()).readonly(),
    asksForQr,
    hasOldSecret: z.boolean().meta({ description: "Whether the secret before the last rotation signs, too." }),
    createdAt: time,
    disabled: z
      .object({ reason: z.enum(["asked", "gone", "failing"]), at: time })
      .nullable()
      .meta({ description: "`null` while it is delivered to; `gone` means that it answered 410." }),
  })
  .meta({ id: "WebhookEndpoint" });

export const endpointsResult = z.object({ success, webhooks: z.array(endpoint).readonly() });
export const endpointResult = z.object({ success, webhook: endpoint });
export const createdResult = z.object({ success, webhook: endpoint, secret });
export const removedResult = z.object({ success, message: z.string() });
export const secretResult = z.object({ success, secret });

const eventId = z.string().meta({ description: "The header `webhook-id` of the delivery." });
const status = z.int().nullable().meta({ description: "The receiver's HTTP status, when there was one." });

/** `GET /webhooks/:id/deliveries`. */
export const deliveriesResult = z.object({
  success,
  deliveries: z
    .array(
      z
        .object({
          number: z.int().meta({ description: "Counts the tries of the endpoint, from 1." }),
          eventId,
          event: z.string(),
          at: time,
          durationMs: z.int(),
          status,
          error: z.string().nullable().meta({ description: "`null` when it worked." }),
        })
        .meta({ id: "WebhookDelivery" }),
    )
    .readonly()
    .meta({ description: "The last tries, the latest first." }),
});

/** `GET /webhooks/dead-letters`. */
export const webhookDeadLettersResult = z.object({
  success,
  deadLetters: z
    .array(
      z
        .object({
          webhookId: z.string(),
          eventId,
          event: z.string(),
          attempts: z.int(),
          status,
          error: z.string(),
          diedAt: time,
        })
        .meta({ id: "WebhookDeadLetter" }),
    )
    .readonly(),
  nextCursor,
});

/** `POST /webhooks/:id/replay`. */
export const replayRequest = z.union([
  z.strictObject({ eventIds: z.array(z.string().max(64)).min(1).max(1000) }),
  z.strictObject({ from: time, to: time }).meta({ description: "From the first moment up to and without the last." }),
]);
export const replayResult = z.object({ success, message: z.string() });

/** `POST /webhooks/:id/test`. */
export const testResult = z.object({
  success,
  delivered: z.boolean(),
  status,
  durationMs: z.int(),
  error: z.string().nullable().meta({ description: "`null` when it was delivered." }),
});
